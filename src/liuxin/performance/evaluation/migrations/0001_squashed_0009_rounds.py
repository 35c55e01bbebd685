import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

from liuxin.desk.history.migrations._at_once import CreateTables
from liuxin.performance.evaluation.migrations import _guards


class Migration(migrations.Migration):
    replaces = [
        ("evaluation", "0001_initial"),
        ("evaluation", "0002_interval_methods"),
        ("evaluation", "0003_results"),
        ("evaluation", "0004_forms"),
        ("evaluation", "0005_only_agreed_sets"),
        ("evaluation", "0006_fair_values"),
        ("evaluation", "0007_tendencies"),
        ("evaluation", "0008_fewer_indexes_of_frozen_lines"),
        ("evaluation", "0009_rounds"),
    ]

    initial = True

    dependencies = [
        ("evaluators", "0001_initial"),
        ("indicators", "0001_squashed_0004_agreed_by_vote"),
        ("organisation", "0001_squashed_0003_work_of_people"),
        ("plan", "0001_squashed_0004_joining_later"),
        ("surveys", "0001_squashed_0003_questions_on_a_sheet"),
    ]

    operations = [
        CreateTables(
            migrations.CreateModel(
                name="Form",
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
                        "ratee",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                        ),
                    ),
                    ("kind", models.CharField(max_length=16)),
                    (
                        "sheet",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="surveys.sheet"
                        ),
                    ),
                    ("due_at", models.DateTimeField()),
                ],
                options={
                    "indexes": [models.Index(fields=["cycle", "department"], name="form_of_department")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("kind__in", ["supervisor", "peer", "subordinate", "self", "recipient", "expert"])
                            ),
                            name="form_known_kind",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="RaterKey",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "assignment",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="evaluators.assignment"
                        ),
                    ),
                    (
                        "form",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT, related_name="key", to="evaluation.form"
                        ),
                    ),
                    ("pseudonym", models.CharField(max_length=32, unique=True)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("pseudonym", ""), _negated=True), name="rater_key_has_pseudonym"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="RatedPart",
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
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                        ),
                    ),
                    ("value", models.FloatField(null=True)),
                    ("low", models.FloatField(null=True)),
                    ("high", models.FloatField(null=True)),
                    ("raters", models.PositiveIntegerField()),
                    ("why", models.CharField(blank=True, max_length=32)),
                    ("method", models.CharField(blank=True, max_length=32)),
                    ("left_out", models.CharField(blank=True, max_length=100)),
                    ("fair", models.FloatField(null=True)),
                    ("fair_low", models.FloatField(null=True)),
                    ("fair_high", models.FloatField(null=True)),
                    ("fair_why", models.CharField(blank=True, default="before", max_length=16)),
                    ("sealed_at", models.DateTimeField()),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("cycle", "person"), name="rated_part_sealed_once"),
                        models.CheckConstraint(
                            condition=models.Q(("why__in", ["", "not_recorded", "too_few", "no_cases"])),
                            name="rated_part_known_why",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "method__in",
                                    ["", "wilson", "jeffreys", "newcombe", "garwood", "order_statistics", "student_t"],
                                )
                            ),
                            name="rated_part_known_method",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("raters__gte", 1),
                                    ("value__gte", 1.0),
                                    ("value__isnull", False),
                                    ("value__lte", 5.0),
                                    ("why", ""),
                                ),
                                models.Q(
                                    ("high__isnull", True),
                                    ("low__isnull", True),
                                    ("raters", 0),
                                    ("value__isnull", True),
                                    models.Q(("why", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="rated_part_value_or_why_not",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("high__isnull", True), ("low__isnull", True)),
                                models.Q(
                                    ("high__gte", models.F("value")),
                                    ("high__isnull", False),
                                    ("low__isnull", False),
                                    ("low__lte", models.F("value")),
                                ),
                                _connector="OR",
                            ),
                            name="rated_part_value_in_interval",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "fair_why__in",
                                    [
                                        "",
                                        "no_value",
                                        "few_ratings",
                                        "few_raters",
                                        "apart",
                                        "no_fit",
                                        "too_little",
                                        "before",
                                    ],
                                )
                            ),
                            name="rated_part_known_fair_why",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("fair__gte", 1.0),
                                    ("fair__isnull", False),
                                    ("fair__lte", 5.0),
                                    ("fair_why", ""),
                                    ("value__isnull", False),
                                ),
                                models.Q(
                                    ("fair__isnull", True),
                                    ("fair_high__isnull", True),
                                    ("fair_low__isnull", True),
                                    models.Q(("fair_why", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="rated_part_fair_or_why_not",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("fair_high__isnull", True), ("fair_low__isnull", True)),
                                models.Q(
                                    ("fair_high__gte", models.F("fair")),
                                    ("fair_high__isnull", False),
                                    ("fair_low__isnull", False),
                                    ("fair_low__lte", models.F("fair")),
                                ),
                                _connector="OR",
                            ),
                            name="rated_part_fair_in_interval",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="RatedGroup",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "part",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="groups",
                            to="evaluation.ratedpart",
                        ),
                    ),
                    ("order", models.PositiveIntegerField()),
                    ("kinds", models.CharField(max_length=100)),
                    ("raters", models.PositiveIntegerField()),
                    ("weight", models.FloatField()),
                    ("level", models.FloatField()),
                    ("correction", models.FloatField(null=True)),
                    ("judged", models.PositiveIntegerField(default=0)),
                    ("agreement", models.CharField(blank=True, max_length=16)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("part", "kinds"), name="rated_group_once"),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("raters__gte", 3),
                                models.Q(("kinds__in", ["self", "supervisor"]), ("raters__gte", 1)),
                                _connector="OR",
                            ),
                            name="rated_group_of_three",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("correction__isnull", True), ("judged", 0)),
                                models.Q(
                                    ("correction__isnull", False),
                                    ("judged__lte", models.F("raters")),
                                    models.Q(
                                        ("judged__gte", 3), ("kinds__in", ["self", "supervisor"]), _connector="OR"
                                    ),
                                ),
                                _connector="OR",
                            ),
                            name="rated_group_correction_of_three",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("weight__gte", 0), ("weight__lte", 100.000001)),
                            name="rated_group_in_whole",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("agreement__in", ["", "strong", "moderate", "weak"])),
                            name="rated_group_known_agreement",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("level__gte", 1.0), ("level__lte", 5.0)), name="rated_group_on_scale"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="RatedCell",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="cells",
                            to="evaluation.ratedgroup",
                        ),
                    ),
                    ("heart", models.CharField(max_length=32)),
                    ("known", models.BooleanField(default=False)),
                    ("raters", models.PositiveIntegerField()),
                    ("level", models.FloatField()),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("group", "heart"), name="rated_cell_once"),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("raters__gte", 3), models.Q(("known", True), ("raters__gte", 1)), _connector="OR"
                            ),
                            name="rated_cell_three",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("level__gte", 1.0), ("level__lte", 5.0)), name="rated_cell_on_scale"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="RatedRound",
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
                    ("alpha", models.FloatField(null=True)),
                    ("low", models.FloatField(null=True)),
                    ("high", models.FloatField(null=True)),
                    ("units", models.PositiveIntegerField()),
                    ("why", models.CharField(blank=True, max_length=32)),
                    ("judged", models.PositiveIntegerField()),
                    ("sure", models.PositiveIntegerField(null=True)),
                    ("sealed_at", models.DateTimeField()),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("cycle", "department"), name="rated_round_once"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("alpha__isnull", False), ("alpha__lte", 1), ("why", "")),
                                models.Q(("alpha__isnull", True), models.Q(("why", ""), _negated=True)),
                                _connector="OR",
                            ),
                            name="rated_round_alpha_or_why_not",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("sure__isnull", True),
                                models.Q(
                                    (
                                        "judged__gte",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("sure"), "+", models.Value(3)
                                        ),
                                    ),
                                    ("sure__gte", 3),
                                ),
                                _connector="OR",
                            ),
                            name="rated_round_counts_three",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Freeze",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "set",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="indicators.indicatorset"
                        ),
                    ),
                    (
                        "cycle",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="plan.cycle",
                        ),
                    ),
                    ("period_start", models.DateTimeField()),
                    ("period_end", models.DateTimeField()),
                    ("at", models.DateTimeField()),
                    ("actor_kind", models.CharField(max_length=16)),
                    ("actor_id", models.CharField(max_length=64)),
                    ("manifest_id", models.CharField(max_length=64)),
                    ("seq", models.PositiveBigIntegerField()),
                    ("as_of", models.BigIntegerField()),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("period_end__gt", models.F("period_start"))),
                            name="freeze_ends_after_start",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("at__gte", models.F("period_end"))), name="freeze_of_what_is_over"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("manifest_id", ""), _negated=True), name="freeze_names_its_facts"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("actor_kind__in", ["person", "customer", "expert", "system", "import"])
                            ),
                            name="freeze_known_actor",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="FrozenTotal",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "freeze",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="totals",
                            to="evaluation.freeze",
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.person",
                        ),
                    ),
                    (
                        "set",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="indicators.indicatorset"
                        ),
                    ),
                    ("period_start", models.DateTimeField()),
                    ("period_end", models.DateTimeField()),
                    ("points", models.FloatField(null=True)),
                    ("low", models.FloatField(null=True)),
                    ("high", models.FloatField(null=True)),
                    ("covered", models.FloatField()),
                    ("no_total", models.CharField(blank=True, max_length=32)),
                    ("reason", models.CharField(blank=True, max_length=500)),
                    (
                        "supersedes",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="superseded_by",
                            to="evaluation.frozentotal",
                        ),
                    ),
                ],
                options={
                    "indexes": [models.Index(fields=["person", "period_end"], name="frozen_total_of_person")],
                    "constraints": [
                        models.UniqueConstraint(fields=("freeze", "person"), name="frozen_total_one_per_freeze"),
                        models.UniqueConstraint(
                            condition=models.Q(("supersedes__isnull", True)),
                            fields=("set", "person", "period_start", "period_end"),
                            name="frozen_total_one_first",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("supersedes__isnull", True), models.Q(("reason", ""), _negated=True), _connector="OR"
                            ),
                            name="frozen_total_reason_to_supersede",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("no_total__in", ["", "blocked", "nothing_measured", "too_little"])),
                            name="frozen_total_known_why",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("high__gte", models.F("points")),
                                    ("low__lte", models.F("points")),
                                    ("no_total", ""),
                                    ("points__isnull", False),
                                    ("high__isnull", False),
                                    ("low__isnull", False),
                                ),
                                models.Q(
                                    models.Q(("no_total", ""), _negated=True),
                                    ("high__isnull", True),
                                    ("low__isnull", True),
                                    ("points__isnull", True),
                                ),
                                _connector="OR",
                            ),
                            name="frozen_total_or_why_not",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="FrozenReading",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "total",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="readings",
                            to="evaluation.frozentotal",
                        ),
                    ),
                    (
                        "indicator",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="indicators.indicator"
                        ),
                    ),
                    ("value", models.FloatField(null=True)),
                    ("low", models.FloatField(null=True)),
                    ("high", models.FloatField(null=True)),
                    ("n", models.FloatField()),
                    ("rows", models.PositiveIntegerField()),
                    ("pending", models.PositiveIntegerField()),
                    ("why", models.CharField(blank=True, max_length=32)),
                    ("method", models.CharField(blank=True, max_length=32)),
                    ("verdict", models.CharField(max_length=16)),
                    ("state", models.CharField(max_length=16)),
                    ("score", models.FloatField(null=True)),
                    ("score_low", models.FloatField(null=True)),
                    ("score_high", models.FloatField(null=True)),
                    ("weight_applied", models.FloatField()),
                    ("contribution", models.FloatField(null=True)),
                    (
                        "carried_from",
                        models.ForeignKey(
                            blank=True,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="evaluation.frozenreading",
                        ),
                    ),
                    ("evidence_sha256", models.CharField(blank=True, max_length=64)),
                    (
                        "rated",
                        models.ForeignKey(
                            blank=True,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="evaluation.ratedpart",
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(
                            condition=models.Q(("carried_from__isnull", False)),
                            fields=["carried_from"],
                            name="frozen_reading_carried_from",
                        ),
                        models.Index(
                            condition=models.Q(("rated__isnull", False)),
                            fields=["rated"],
                            name="frozen_reading_of_rated_part",
                        ),
                    ],
                    "constraints": [
                        models.UniqueConstraint(fields=("total", "indicator"), name="frozen_reading_one_per_line"),
                        models.CheckConstraint(
                            condition=models.Q(("why__in", ["", "not_recorded", "too_few", "no_cases"])),
                            name="frozen_reading_known_why",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "method__in",
                                    ["", "wilson", "jeffreys", "newcombe", "garwood", "order_statistics", "student_t"],
                                )
                            ),
                            name="frozen_reading_known_method",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("verdict__in", ["good", "none", "warn", "bad", "cannot_tell"])),
                            name="frozen_reading_known_verdict",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("value__isnull", True),
                                models.Q(("evidence_sha256", ""), _negated=True),
                                ("rated__isnull", False),
                                _connector="OR",
                            ),
                            name="frozen_reading_keeps_its_cases",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("contribution__isnull", True),
                                    ("score__isnull", True),
                                    ("state__in", ["missing", "left_out"]),
                                    ("carried_from__isnull", True),
                                    ("weight_applied", 0),
                                ),
                                models.Q(
                                    ("contribution__isnull", False),
                                    ("score__isnull", False),
                                    ("state", "measured"),
                                    ("carried_from__isnull", True),
                                    ("value__isnull", False),
                                    ("why", ""),
                                ),
                                models.Q(
                                    ("contribution__isnull", False),
                                    ("score__isnull", False),
                                    ("state", "carried"),
                                    ("carried_from__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="frozen_reading_state_fits",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("score__isnull", True),
                                models.Q(
                                    ("score__gte", 0),
                                    ("score_high__gte", models.F("score")),
                                    ("score_low__lte", models.F("score")),
                                    ("score_high__isnull", False),
                                    ("score_low__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="frozen_reading_score_in_interval",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("weight_applied__gte", 0), ("weight_applied__lte", 100.000001)),
                            name="frozen_reading_weight_in_whole",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Result",
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
                        "card",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="result",
                            to="evaluation.frozentotal",
                        ),
                    ),
                    ("version", models.PositiveIntegerField()),
                    (
                        "corrects",
                        models.OneToOneField(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="corrected_by",
                            to="evaluation.result",
                        ),
                    ),
                    ("reason", models.CharField(blank=True, max_length=500)),
                    ("actor_kind", models.CharField(max_length=16)),
                    ("actor_id", models.CharField(max_length=64)),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("cycle", "person", "version"), name="result_one_per_version"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("corrects__isnull", True), ("version", 1)),
                                models.Q(
                                    ("corrects__isnull", False),
                                    ("version__gt", 1),
                                    models.Q(("reason", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="result_corrects_with_reason",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("actor_kind__in", ["person", "customer", "expert", "system", "import", "rater"])
                            ),
                            name="result_known_actor",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ResultStep",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "result",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="evaluation.result"
                        ),
                    ),
                    ("state", models.CharField(max_length=16)),
                    (
                        "after",
                        models.OneToOneField(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="evaluation.resultstep",
                        ),
                    ),
                    ("actor_kind", models.CharField(max_length=16)),
                    ("actor_id", models.CharField(max_length=64)),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("result", "state"), name="result_step_once"),
                        models.CheckConstraint(
                            condition=models.Q(("state__in", ["provisional", "talked", "final"])),
                            name="result_step_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("after__isnull", True), ("state", "provisional")),
                                models.Q(models.Q(("state", "provisional"), _negated=True), ("after__isnull", False)),
                                _connector="OR",
                            ),
                            name="result_step_follows",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("actor_kind__in", ["person", "customer", "expert", "system", "import", "rater"])
                            ),
                            name="result_step_known_actor",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="RaterFeedback",
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
                        "rater",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                        ),
                    ),
                    ("known", models.BooleanField()),
                    ("kinds", models.CharField(max_length=100)),
                    ("ratings", models.PositiveIntegerField()),
                    ("ratees", models.PositiveIntegerField()),
                    ("sealed_at", models.DateTimeField()),
                ],
                options={
                    "indexes": [models.Index(fields=["cycle", "department"], name="rater_feedback_of_department")],
                    "constraints": [
                        models.UniqueConstraint(fields=("cycle", "rater", "known"), name="rater_feedback_once"),
                        models.CheckConstraint(
                            condition=models.Q(("ratees__gte", 1), ("ratings__gte", models.F("ratees"))),
                            name="rater_feedback_of_some",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="FeedbackRead",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "feedback",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="read",
                            to="evaluation.raterfeedback",
                        ),
                    ),
                    ("at", models.DateTimeField()),
                ],
            ),
            migrations.CreateModel(
                name="RaterTendency",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "feedback",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="tendencies",
                            to="evaluation.raterfeedback",
                        ),
                    ),
                    ("effect", models.CharField(max_length=32)),
                    ("value", models.FloatField(null=True)),
                    ("low", models.FloatField(null=True)),
                    ("high", models.FloatField(null=True)),
                    ("threshold", models.FloatField(null=True)),
                    ("verdict", models.CharField(max_length=16)),
                    ("reason", models.CharField(blank=True, max_length=32)),
                    ("n", models.PositiveIntegerField()),
                    ("needs", models.PositiveIntegerField()),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("feedback", "effect"), name="rater_tendency_once"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("value__isnull", True),
                                    ("verdict", "cannot_tell"),
                                    models.Q(("reason", ""), _negated=True),
                                ),
                                models.Q(
                                    ("reason", ""), ("value__isnull", False), ("verdict__in", ["found", "not_found"])
                                ),
                                _connector="OR",
                            ),
                            name="rater_tendency_or_why_not",
                        ),
                    ],
                },
            ),
        ),
        migrations.RunPython(_guards.guard, _guards.unguard),
    ]
