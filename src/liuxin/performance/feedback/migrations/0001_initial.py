import django.db.models.deletion
from django.db import migrations, models

from liuxin.desk.history.migrations._at_once import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agreement", "0001_initial"),
        ("evaluation", "0001_squashed_0009_rounds"),
        ("organisation", "0001_squashed_0003_work_of_people"),
        ("plan", "0001_squashed_0004_joining_later"),
    ]

    operations = [
        CreateTables(
            migrations.CreateModel(
                name="Round",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "cycle",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plan.cycle"
                        ),
                    ),
                    (
                        "department",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.department"
                        ),
                    ),
                    ("purpose", models.TextField(blank=True)),
                    ("place", models.CharField(blank=True, max_length=200)),
                    ("start_on", models.DateField()),
                    ("end_on", models.DateField()),
                    (
                        "made_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.person",
                        ),
                    ),
                    ("made_at", models.DateTimeField()),
                    ("published_at", models.DateTimeField(null=True)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("cycle", "department"), name="feedback_round_once"),
                        models.CheckConstraint(
                            condition=models.Q(("end_on__gte", models.F("start_on"))), name="feedback_round_in_order"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Talk",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "round",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="talks", to="feedback.round"
                        ),
                    ),
                    (
                        "result",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="evaluation.result"
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                        ),
                    ),
                    (
                        "manager",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                        ),
                    ),
                    ("code", models.CharField(max_length=16)),
                    ("why", models.CharField(max_length=64)),
                    ("why_params", models.JSONField(default=dict)),
                    ("level", models.CharField(max_length=16)),
                    ("minutes", models.PositiveSmallIntegerField()),
                    ("order", models.PositiveSmallIntegerField()),
                    ("planned_on", models.DateField()),
                    ("due_at", models.DateTimeField()),
                    ("state", models.CharField(default="planned", max_length=16)),
                    ("overall_goal", models.TextField(blank=True)),
                    ("outlined_at", models.DateTimeField(null=True)),
                    ("place", models.CharField(blank=True, max_length=200)),
                    ("start", models.DateTimeField(null=True)),
                    ("end", models.DateTimeField(null=True)),
                    ("held_at", models.DateTimeField(null=True)),
                    ("over_at", models.DateTimeField(null=True)),
                    ("reason", models.TextField(blank=True)),
                    ("own_cause", models.CharField(blank=True, max_length=16)),
                    (
                        "agreement",
                        models.OneToOneField(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agreement.agreement",
                        ),
                    ),
                    ("appeal_until", models.DateTimeField(null=True)),
                    ("waived_at", models.DateTimeField(null=True)),
                    ("total", models.FloatField(null=True)),
                    ("total_low", models.FloatField(null=True)),
                    ("total_high", models.FloatField(null=True)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("round", "person"), name="talk_one_per_person"),
                        models.CheckConstraint(
                            condition=models.Q(("manager", models.F("person")), _negated=True), name="talk_of_two"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "code__in",
                                    [
                                        "new",
                                        "disputed",
                                        "at_risk",
                                        "falling",
                                        "uneven",
                                        "strong",
                                        "on_track",
                                        "unknown",
                                    ],
                                )
                            ),
                            name="talk_known_class",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("level__in", ["agent", "manager", "director"])), name="talk_known_level"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("own_cause__in", ["", "skill", "knowledge", "will", "none"])),
                            name="talk_known_cause",
                        ),
                        models.CheckConstraint(condition=models.Q(("minutes__gt", 0)), name="talk_takes_time"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("end__isnull", True), ("start__isnull", True)),
                                models.Q(
                                    ("end__gt", models.F("start")), ("end__isnull", False), ("start__isnull", False)
                                ),
                                _connector="OR",
                            ),
                            name="talk_time_is_whole",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("held_at__isnull", True), ("over_at__isnull", True), ("state", "planned")),
                                models.Q(
                                    ("held_at__isnull", True),
                                    ("over_at__isnull", True),
                                    ("start__isnull", False),
                                    ("state", "slot_agreed"),
                                ),
                                models.Q(
                                    ("held_at__isnull", False),
                                    ("over_at__isnull", False),
                                    ("start__isnull", False),
                                    ("state", "held"),
                                ),
                                models.Q(
                                    ("state__in", ["refused", "lapsed"]),
                                    ("held_at__isnull", True),
                                    ("over_at__isnull", False),
                                    models.Q(("reason", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="talk_state_fits",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("agreement__isnull", True), ("held_at__isnull", False), _connector="OR"
                            ),
                            name="talk_acknowledged_after",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("waived_at__isnull", True), ("over_at__isnull", False), _connector="OR"
                            ),
                            name="talk_waived_after",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("over_at__isnull", True), ("appeal_until__isnull", False), _connector="OR"
                            ),
                            name="talk_over_can_be_appealed",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SlotOffer",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "talk",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="offers", to="feedback.talk"
                        ),
                    ),
                    ("start", models.DateTimeField()),
                    ("end", models.DateTimeField()),
                    ("place", models.CharField(blank=True, max_length=200)),
                    (
                        "offered_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                        ),
                    ),
                    ("offered_at", models.DateTimeField()),
                    ("state", models.CharField(default="offered", max_length=16)),
                    (
                        "answered_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.person",
                        ),
                    ),
                    ("answered_at", models.DateTimeField(null=True)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("state", "accepted")), fields=("talk",), name="slot_one_accepted"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("state__in", ["offered", "accepted", "declined", "withdrawn"])),
                            name="slot_known_state",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("end__gt", models.F("start"))), name="slot_ends_after_start"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "accepted"), _negated=True),
                                models.Q(
                                    ("answered_at__isnull", False),
                                    ("answered_by__isnull", False),
                                    models.Q(("answered_by", models.F("offered_by")), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="slot_accepted_by_the_other",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Shift",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                        ),
                    ),
                    ("start", models.DateTimeField()),
                    ("end", models.DateTimeField()),
                    (
                        "noted_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.person",
                        ),
                    ),
                    ("noted_at", models.DateTimeField()),
                ],
                options={
                    "indexes": [models.Index(fields=["person", "end"], name="shift_of_person")],
                    "constraints": [
                        models.UniqueConstraint(fields=("person", "start", "end"), name="shift_once"),
                        models.CheckConstraint(
                            condition=models.Q(("end__gt", models.F("start"))), name="shift_ends_after_start"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Appeal",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "talk",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="appeals", to="feedback.talk"
                        ),
                    ),
                    (
                        "result",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="evaluation.result"
                        ),
                    ),
                    (
                        "appellant",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                        ),
                    ),
                    (
                        "manager",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                        ),
                    ),
                    ("level", models.CharField(max_length=16)),
                    ("grounds", models.CharField(max_length=32)),
                    ("text", models.TextField()),
                    ("filed_at", models.DateTimeField()),
                    ("by_itself", models.BooleanField(default=False)),
                    ("named_at", models.DateTimeField(null=True)),
                    ("decide_by", models.DateTimeField()),
                    ("outcome", models.CharField(blank=True, max_length=32)),
                    ("reasons", models.TextField(blank=True)),
                    (
                        "decided_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.person",
                        ),
                    ),
                    ("decided_at", models.DateTimeField(null=True)),
                    ("late_at", models.DateTimeField(null=True)),
                    ("points_before", models.FloatField(null=True)),
                    ("points_after", models.FloatField(null=True)),
                    (
                        "corrected",
                        models.OneToOneField(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="evaluation.result",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("talk", "level"), name="appeal_once_a_level"),
                        models.CheckConstraint(
                            condition=models.Q(("level__in", ["first", "final"])), name="appeal_known_level"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "grounds__in",
                                    [
                                        "wrong_fact",
                                        "wrong_attribution",
                                        "rule_misapplied",
                                        "rule_not_agreed",
                                        "procedure_broken",
                                        "conflict_of_interest",
                                        "obstacle_not_cleared",
                                        "new_evidence",
                                        "disproportion",
                                    ],
                                )
                            ),
                            name="appeal_known_grounds",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("text", ""), _negated=True), name="appeal_says_something"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("decided_at__isnull", True), ("decided_by__isnull", True), ("outcome", "")),
                                models.Q(
                                    ("decided_at__isnull", False), ("decided_by__isnull", True), ("outcome", "silence")
                                ),
                                models.Q(
                                    ("decided_at__isnull", False),
                                    ("decided_by__isnull", False),
                                    ("outcome__in", ["upheld_in_full", "upheld_in_part", "dismissed"]),
                                    models.Q(("reasons", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="appeal_outcome_fits",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("decided_by__isnull", True),
                                models.Q(
                                    models.Q(("decided_by", models.F("appellant")), _negated=True),
                                    models.Q(("decided_by", models.F("manager")), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="appeal_decided_by_another",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("points_before__isnull", True),
                                ("points_after__isnull", True),
                                ("points_after__gte", models.F("points_before")),
                                _connector="OR",
                            ),
                            name="appeal_never_worse",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="AppealDecider",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "appeal",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="deciders", to="feedback.appeal"
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                        ),
                    ),
                    ("order", models.PositiveSmallIntegerField()),
                    ("named_at", models.DateTimeField()),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("appeal", "person"), name="appeal_decider_once"),
                        models.UniqueConstraint(fields=("appeal", "order"), name="appeal_decider_one_per_place"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="TalkGoal",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "talk",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="goals", to="feedback.talk"
                        ),
                    ),
                    ("order", models.PositiveSmallIntegerField()),
                    ("text", models.TextField()),
                    ("cites", models.CharField(blank=True, max_length=16)),
                    ("key", models.CharField(blank=True, max_length=100)),
                    ("person_check", models.CharField(blank=True, max_length=16)),
                    ("manager_check", models.CharField(blank=True, max_length=16)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("talk", "order"), name="talk_goal_one_per_place"),
                        models.CheckConstraint(
                            condition=models.Q(("text", ""), _negated=True), name="talk_goal_says_something"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("cites__in", ["", "goal", "job", "line", "hearts", "obstacle", "card"])
                            ),
                            name="talk_goal_known_source",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("manager_check__in", ["", "reached", "partly", "not_reached"]),
                                ("person_check__in", ["", "reached", "partly", "not_reached"]),
                            ),
                            name="talk_goal_known_check",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Point",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "talk",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="points", to="feedback.talk"
                        ),
                    ),
                    ("question", models.PositiveSmallIntegerField()),
                    ("rank", models.PositiveSmallIntegerField()),
                    ("code", models.CharField(max_length=64)),
                    ("params", models.JSONField(default=dict)),
                    ("cites", models.CharField(blank=True, max_length=16)),
                    ("key", models.CharField(blank=True, max_length=100)),
                    ("effect", models.FloatField(default=0.0)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("talk", "question", "rank"), name="point_one_per_rank"),
                        models.CheckConstraint(
                            condition=models.Q(("question__in", [1, 2, 3, 4])), name="point_known_question"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("cites__in", ["", "goal", "job", "line", "hearts", "obstacle", "card"])
                            ),
                            name="point_known_source",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("code", ""), _negated=True), name="point_says_something"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Note",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "talk",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="feedback.talk"
                        ),
                    ),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                        ),
                    ),
                    ("kind", models.CharField(max_length=16)),
                    ("question", models.PositiveSmallIntegerField(default=0)),
                    ("text", models.TextField()),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("text", ""), _negated=True), name="talk_note_says_something"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("kind__in", ["prepared", "disagreement", "said", "corrected", "both_views"])
                            ),
                            name="talk_note_known_kind",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("question__in", [0, 1, 2, 3, 4])), name="talk_note_known_question"
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("kind", "prepared")),
                            fields=("talk", "by", "question"),
                            name="talk_note_one_prepared",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="AgreedAction",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "talk",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="actions", to="feedback.talk"
                        ),
                    ),
                    ("order", models.PositiveSmallIntegerField()),
                    ("text", models.TextField()),
                    (
                        "owner",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                        ),
                    ),
                    ("due_on", models.DateField()),
                    ("done_at", models.DateTimeField(null=True)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("talk", "order"), name="agreed_action_one_per_place"),
                        models.CheckConstraint(
                            condition=models.Q(("text", ""), _negated=True), name="agreed_action_says_something"
                        ),
                    ],
                },
            ),
        ),
    ]
