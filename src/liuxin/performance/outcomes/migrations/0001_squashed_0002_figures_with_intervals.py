import django.db.models.deletion
from django.db import migrations, models

from liuxin.desk.history.migrations._at_once import CreateTables


class Migration(migrations.Migration):
    replaces = [("outcomes", "0001_initial"), ("outcomes", "0002_figures_with_intervals")]

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
                name="ImprovementPlan",
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
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                        ),
                    ),
                    (
                        "supporter",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                        ),
                    ),
                    ("pattern", models.CharField(max_length=32)),
                    (
                        "card",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="evaluation.frozentotal"
                        ),
                    ),
                    ("points", models.FloatField()),
                    ("low", models.FloatField()),
                    ("high", models.FloatField()),
                    ("floor", models.FloatField()),
                    ("measure", models.CharField(blank=True, max_length=100)),
                    ("reason", models.CharField(max_length=500)),
                    (
                        "opened_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                        ),
                    ),
                    ("opened_at", models.DateTimeField()),
                    ("changed_at", models.DateTimeField()),
                    ("starts_on", models.DateField(null=True)),
                    ("ends_on", models.DateField(null=True)),
                    ("state", models.CharField(default="draft", max_length=16)),
                    ("ending", models.CharField(blank=True, max_length=32)),
                    ("extended", models.BooleanField(default=False)),
                    ("learned", models.CharField(blank=True, max_length=1000)),
                    ("agreed_version", models.PositiveIntegerField(null=True)),
                    (
                        "agreement",
                        models.OneToOneField(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agreement.agreement",
                        ),
                    ),
                    (
                        "settlement",
                        models.OneToOneField(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agreement.settlement",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("cycle", "person"), name="improvement_plan_one_a_cycle"),
                        models.CheckConstraint(
                            condition=models.Q(("state__in", ["draft", "proposed", "running", "ended"])),
                            name="improvement_plan_known_state",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "ending__in",
                                    [
                                        "",
                                        "met",
                                        "partly_met_extended_once",
                                        "not_met_for_reasons_outside",
                                        "not_met",
                                        "withdrawn",
                                    ],
                                )
                            ),
                            name="improvement_plan_known_ending",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("reason", ""), _negated=True), name="improvement_plan_has_reason"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("person", models.F("supporter")), _negated=True),
                            name="improvement_plan_has_a_supporter",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("high__gte", models.F("points")),
                                ("high__lt", models.F("floor")),
                                ("low__lte", models.F("points")),
                            ),
                            name="improvement_plan_gap_is_sure",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("state", "draft"),
                                models.Q(
                                    ("ends_on__gt", models.F("starts_on")),
                                    ("ends_on__isnull", False),
                                    ("starts_on__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="improvement_plan_has_dates",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "running"), _negated=True),
                                ("settlement__isnull", False),
                                _connector="OR",
                            ),
                            name="improvement_plan_runs_when_signed",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "ended"), models.Q(("ending", ""), _negated=True)),
                                models.Q(models.Q(("state", "ended"), _negated=True), ("ending", "")),
                                _connector="OR",
                            ),
                            name="improvement_plan_ends_somehow",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="PlanGoal",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "plan",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="goals",
                            to="outcomes.improvementplan",
                        ),
                    ),
                    ("order", models.PositiveSmallIntegerField()),
                    ("text", models.CharField(max_length=500)),
                    ("standard", models.CharField(max_length=500)),
                ],
                options={
                    "constraints": [models.UniqueConstraint(fields=("plan", "order"), name="plan_goal_one_per_place")],
                },
            ),
            migrations.CreateModel(
                name="PlanSupport",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "plan",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="support",
                            to="outcomes.improvementplan",
                        ),
                    ),
                    ("order", models.PositiveSmallIntegerField()),
                    ("text", models.CharField(max_length=500)),
                    (
                        "owner",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                        ),
                    ),
                    ("due_on", models.DateField()),
                    ("given_on", models.DateField(null=True)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("plan", "order"), name="plan_support_one_per_place")
                    ],
                },
            ),
            migrations.CreateModel(
                name="PlanCheck",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "plan",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="checks",
                            to="outcomes.improvementplan",
                        ),
                    ),
                    ("number", models.PositiveSmallIntegerField()),
                    ("due_on", models.DateField()),
                    ("progress", models.CharField(blank=True, max_length=16)),
                    ("note", models.CharField(blank=True, max_length=1000)),
                    (
                        "by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.person",
                        ),
                    ),
                    ("done_at", models.DateTimeField(null=True)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("plan", "number"), name="plan_check_one_per_number"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("by__isnull", True), ("done_at__isnull", True), ("progress", "")),
                                models.Q(
                                    ("by__isnull", False),
                                    ("done_at__isnull", False),
                                    ("progress__in", ["on_way", "partly", "not_yet", "reached"]),
                                ),
                                _connector="OR",
                            ),
                            name="plan_check_made_or_not",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="RuleSet",
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
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.department",
                        ),
                    ),
                    ("version", models.PositiveIntegerField()),
                    ("name_zh", models.CharField(blank=True, max_length=200)),
                    ("name_en", models.CharField(blank=True, max_length=200)),
                    ("pool_fen", models.BigIntegerField()),
                    ("floor", models.FloatField()),
                    ("attendance", models.CharField(blank=True, max_length=100)),
                    ("state", models.CharField(default="draft", max_length=16)),
                    (
                        "author",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                        ),
                    ),
                    ("published_at", models.DateTimeField(null=True)),
                    ("changed_at", models.DateTimeField()),
                    (
                        "approver_one",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.person",
                        ),
                    ),
                    (
                        "approver_two",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.person",
                        ),
                    ),
                    (
                        "agreement",
                        models.OneToOneField(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agreement.agreement",
                        ),
                    ),
                    (
                        "settlement",
                        models.OneToOneField(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agreement.settlement",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("cycle", "version"), name="rule_set_one_per_version"),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("state__in", ["draft", "tried", "proposed", "approved", "applied", "withdrawn"])
                            ),
                            name="rule_set_known_state",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("pool_fen__gt", 0)), name="rule_set_pool_of_something"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("floor__gte", 0), ("floor__lte", 120)), name="rule_set_floor_on_scale"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("name_en", ""), ("name_zh", ""), _negated=True),
                            name="rule_set_has_name",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state__in", ["proposed", "approved", "applied"]), _negated=True),
                                models.Q(("agreement__isnull", False), ("published_at__isnull", False)),
                                _connector="OR",
                            ),
                            name="rule_set_asked_is_published",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state__in", ["proposed", "approved", "applied"]), _negated=True),
                                models.Q(
                                    ("approver_one__isnull", False),
                                    ("approver_two__isnull", False),
                                    models.Q(("approver_one", models.F("approver_two")), _negated=True),
                                    models.Q(("approver_one", models.F("author")), _negated=True),
                                    models.Q(("approver_two", models.F("author")), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="rule_set_two_other_approvers",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state__in", ["approved", "applied"]), _negated=True),
                                ("settlement__isnull", False),
                                _connector="OR",
                            ),
                            name="rule_set_binds_by_settlement",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="RuleBase",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "rule_set",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="bases", to="outcomes.ruleset"
                        ),
                    ),
                    (
                        "position",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.position"
                        ),
                    ),
                    ("factor", models.DecimalField(decimal_places=3, max_digits=7)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("rule_set", "position"), name="rule_base_one_per_position"),
                        models.CheckConstraint(
                            condition=models.Q(("factor__gt", 0), ("factor__lte", 100)), name="rule_base_in_reason"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Trial",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "rule_set",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="trials", to="outcomes.ruleset"
                        ),
                    ),
                    ("number", models.PositiveIntegerField()),
                    ("at", models.DateTimeField()),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                        ),
                    ),
                    ("inputs_sha256", models.CharField(max_length=64)),
                    ("people", models.PositiveIntegerField()),
                    ("not_final", models.PositiveIntegerField()),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("rule_set", "number"), name="trial_one_per_number"),
                        models.CheckConstraint(
                            condition=models.Q(("not_final__lte", models.F("people"))), name="trial_counts_fit"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="TrialLine",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "trial",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="outcomes.trial"
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                        ),
                    ),
                    (
                        "department",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.department"
                        ),
                    ),
                    (
                        "position",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.position",
                        ),
                    ),
                    (
                        "manager",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.person",
                        ),
                    ),
                    (
                        "card",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="evaluation.frozentotal",
                        ),
                    ),
                    ("points", models.FloatField(null=True)),
                    ("low", models.FloatField(null=True)),
                    ("high", models.FloatField(null=True)),
                    ("has_result", models.BooleanField()),
                    ("is_final", models.BooleanField()),
                    ("base", models.DecimalField(decimal_places=3, max_digits=7, null=True)),
                    ("presence", models.DecimalField(decimal_places=4, max_digits=5)),
                    ("presence_assumed", models.BooleanField()),
                    ("holds", models.CharField(blank=True, max_length=64)),
                    ("tenure_days", models.IntegerField(null=True)),
                    ("side", models.CharField(max_length=16)),
                    ("by_rule_fen", models.BigIntegerField()),
                    ("without_fen", models.BigIntegerField()),
                    ("last_fen", models.BigIntegerField(null=True)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("trial", "person"), name="trial_line_one_per_person"),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("side__in", ["above", "border", "under", "held", "no_total", "no_result", "no_base"])
                            ),
                            name="trial_line_known_side",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("by_rule_fen__gte", 0), ("without_fen__gte", 0)),
                            name="trial_line_no_fine",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("presence__gte", 0), ("presence__lte", 1)),
                            name="trial_line_presence_in_whole",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("high__isnull", True), ("low__isnull", True), ("points__isnull", True)),
                                models.Q(
                                    ("high__isnull", False),
                                    ("low__isnull", False),
                                    ("points__isnull", False),
                                    ("high__gte", models.F("points")),
                                    ("low__lte", models.F("points")),
                                ),
                                _connector="OR",
                            ),
                            name="trial_line_score_in_interval",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Decision",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "line",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="decision",
                            to="outcomes.trialline",
                        ),
                    ),
                    ("takes_part", models.BooleanField()),
                    ("reason", models.CharField(max_length=500)),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                        ),
                    ),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("reason", ""), _negated=True), name="decision_has_reason"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Application",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "rule_set",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="application",
                            to="outcomes.ruleset",
                        ),
                    ),
                    (
                        "trial",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="outcomes.trial"
                        ),
                    ),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                        ),
                    ),
                    ("reason", models.CharField(max_length=500)),
                    ("at", models.DateTimeField()),
                    ("paid_fen", models.BigIntegerField()),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("reason", ""), _negated=True), name="application_has_reason"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("paid_fen__gt", 0)), name="application_pays_something"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Consequence",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "application",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="consequences",
                            to="outcomes.application",
                        ),
                    ),
                    (
                        "cycle",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plan.cycle"
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                        ),
                    ),
                    (
                        "line",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="outcomes.trialline"
                        ),
                    ),
                    ("kind", models.CharField(max_length=16)),
                    ("amount_fen", models.BigIntegerField()),
                    (
                        "decided_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                        ),
                    ),
                    ("reason", models.CharField(max_length=500)),
                    (
                        "plan",
                        models.OneToOneField(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="consequence",
                            to="outcomes.improvementplan",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("cycle", "person"), name="consequence_once_a_cycle"),
                        models.CheckConstraint(
                            condition=models.Q(("kind__in", ["bonus", "no_share", "withheld", "no_rule"])),
                            name="consequence_known_kind",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("reason", ""), _negated=True), name="consequence_has_reason"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("kind", "withheld"), _negated=True), ("plan__isnull", False), _connector="OR"
                            ),
                            name="consequence_withheld_with_plan",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("amount_fen__gt", 0), ("kind", "bonus")),
                                models.Q(models.Q(("kind", "bonus"), _negated=True), ("amount_fen", 0)),
                                _connector="OR",
                            ),
                            name="consequence_amount_fits",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Review",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "cycle",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plan.cycle"
                        ),
                    ),
                    ("opened_at", models.DateTimeField()),
                    ("closed_at", models.DateTimeField(null=True)),
                    (
                        "closed_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.person",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                                models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                                _connector="OR",
                            ),
                            name="review_closed_by_somebody",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ReviewFigure",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "review",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="figures", to="outcomes.review"
                        ),
                    ),
                    ("order", models.PositiveSmallIntegerField()),
                    ("code", models.CharField(max_length=32)),
                    ("value", models.IntegerField(null=True)),
                    ("whole", models.IntegerField(null=True)),
                    ("missing", models.CharField(blank=True, max_length=64)),
                    ("low", models.FloatField(null=True)),
                    ("high", models.FloatField(null=True)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("review", "code"), name="review_figure_once"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("missing", ""), ("value__isnull", False)),
                                models.Q(("value__isnull", True), models.Q(("missing", ""), _negated=True)),
                                _connector="OR",
                            ),
                            name="review_figure_or_why_not",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ReviewDecision",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "review",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="outcomes.review"
                        ),
                    ),
                    ("figure", models.CharField(blank=True, max_length=32)),
                    ("text", models.CharField(max_length=500)),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                        ),
                    ),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("text", ""), _negated=True), name="review_decision_says_something"
                        )
                    ],
                },
            ),
        ),
    ]
