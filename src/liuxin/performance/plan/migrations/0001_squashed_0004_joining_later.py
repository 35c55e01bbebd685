from decimal import Decimal

import django.db.models.deletion
from django.db import migrations, models

from liuxin.desk.history.migrations._at_once import CreateTables
from liuxin.performance.plan.migrations import _guards


class Migration(migrations.Migration):
    replaces = [
        ("plan", "0001_initial"),
        ("plan", "0002_phases_in_order"),
        ("plan", "0003_goals"),
        ("plan", "0004_joining_later"),
    ]

    initial = True

    dependencies = [
        ("agreement", "0001_initial"),
        ("organisation", "0001_squashed_0003_work_of_people"),
    ]

    operations = [
        CreateTables(
            migrations.CreateModel(
                name="StrategyText",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("kind", models.CharField(max_length=16)),
                    ("version", models.PositiveIntegerField()),
                    ("zh", models.TextField(blank=True)),
                    ("en", models.TextField(blank=True)),
                    ("is_example", models.BooleanField(default=False)),
                    (
                        "written_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.person",
                        ),
                    ),
                    ("written_at", models.DateTimeField()),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("kind", "version"), name="strategy_text_one_per_version"),
                        models.CheckConstraint(
                            condition=models.Q(("kind__in", ["vision", "mission", "ways", "values"])),
                            name="strategy_text_known_kind",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("en", ""), ("zh", ""), _negated=True),
                            name="strategy_text_says_something",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Objective",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("code", models.CharField(max_length=64, unique=True)),
                    ("title_zh", models.CharField(blank=True, max_length=300)),
                    ("title_en", models.CharField(blank=True, max_length=300)),
                    ("perspective", models.CharField(max_length=16)),
                    (
                        "owner",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.person",
                        ),
                    ),
                    ("measure", models.CharField(blank=True, max_length=100)),
                    ("unit_zh", models.CharField(blank=True, max_length=200)),
                    ("unit_en", models.CharField(blank=True, max_length=200)),
                    ("direction", models.CharField(default="higher", max_length=16)),
                    ("baseline", models.FloatField(null=True)),
                    ("target", models.FloatField(null=True)),
                    ("start", models.DateField()),
                    ("end", models.DateField()),
                    ("state", models.CharField(default="active", max_length=16)),
                    ("is_example", models.BooleanField(default=False)),
                    ("changed_at", models.DateTimeField()),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("code", ""), _negated=True), name="objective_has_code"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("title_en", ""), ("title_zh", ""), _negated=True),
                            name="objective_has_title",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("perspective__in", ["customers", "results", "process", "people"])),
                            name="objective_known_side",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("direction__in", ["higher", "lower"])), name="objective_known_direction"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("state__in", ["active", "dropped"])), name="objective_known_state"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("end__gte", models.F("start"))), name="objective_ends_after_start"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Environment",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
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
                    ("quadrant", models.CharField(max_length=1)),
                    ("text_zh", models.TextField(blank=True)),
                    ("text_en", models.TextField(blank=True)),
                    (
                        "objective",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="environment",
                            to="plan.objective",
                        ),
                    ),
                    ("is_example", models.BooleanField(default=False)),
                    ("added_at", models.DateTimeField()),
                    ("gone_at", models.DateTimeField(null=True)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("quadrant__in", ["s", "w", "o", "t"])),
                            name="environment_known_quadrant",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("text_en", ""), ("text_zh", ""), _negated=True),
                            name="environment_says_something",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Cycle",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("code", models.CharField(max_length=64, unique=True)),
                    ("name_zh", models.CharField(blank=True, max_length=200)),
                    ("name_en", models.CharField(blank=True, max_length=200)),
                    ("period_start", models.DateTimeField()),
                    ("period_end", models.DateTimeField()),
                    (
                        "parent",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="parts",
                            to="plan.cycle",
                        ),
                    ),
                    ("is_pilot", models.BooleanField(default=False)),
                    ("task_share", models.PositiveSmallIntegerField(default=20)),
                    ("state", models.CharField(default="open", max_length=16)),
                    (
                        "carry_from",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="followers",
                            to="plan.cycle",
                        ),
                    ),
                    ("opened_at", models.DateTimeField()),
                    ("closed_at", models.DateTimeField(null=True)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(condition=models.Q(("code", ""), _negated=True), name="cycle_has_code"),
                        models.CheckConstraint(
                            condition=models.Q(("name_en", ""), ("name_zh", ""), _negated=True), name="cycle_has_name"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("period_end__gt", models.F("period_start"))),
                            name="cycle_ends_after_start",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("task_share__gte", 1), ("task_share__lte", 100)),
                            name="cycle_share_in_whole",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("parent__isnull", True),
                                models.Q(("parent", models.F("pk")), _negated=True),
                                _connector="OR",
                            ),
                            name="cycle_not_its_own_parent",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("carry_from__isnull", True),
                                models.Q(("carry_from", models.F("pk")), _negated=True),
                                _connector="OR",
                            ),
                            name="cycle_not_its_own_past",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("closed_at__isnull", True), ("state", "open")),
                                models.Q(("closed_at__isnull", False), ("state", "closed")),
                                _connector="OR",
                            ),
                            name="cycle_closed_has_time",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="CyclePhase",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "cycle",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="phases", to="plan.cycle"
                        ),
                    ),
                    (
                        "department",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.department"
                        ),
                    ),
                    ("phase", models.PositiveSmallIntegerField()),
                    ("state", models.CharField(default="pending", max_length=16)),
                    ("due_on", models.DateField()),
                    ("opened_at", models.DateTimeField(null=True)),
                    ("done_at", models.DateTimeField(null=True)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("cycle", "department", "phase"), name="cycle_phase_once"),
                        models.UniqueConstraint(
                            condition=models.Q(("state", "open")),
                            fields=("cycle", "department"),
                            name="cycle_phase_one_open",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("phase__in", [1, 2, 3, 4, 5, 6])), name="cycle_phase_known"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("done_at__isnull", True), ("opened_at__isnull", True), ("state", "pending")),
                                models.Q(("done_at__isnull", True), ("opened_at__isnull", False), ("state", "open")),
                                models.Q(("done_at__isnull", False), ("opened_at__isnull", False), ("state", "done")),
                                _connector="OR",
                            ),
                            name="cycle_phase_times",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Participant",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "cycle",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="participants", to="plan.cycle"
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
                    ("left_at", models.DateTimeField(null=True)),
                    ("joined_at", models.DateTimeField(null=True)),
                    ("from_phase", models.PositiveSmallIntegerField(default=1)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("cycle", "person"), name="participant_once"),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("manager__isnull", True),
                                models.Q(("manager", models.F("person")), _negated=True),
                                _connector="OR",
                            ),
                            name="participant_not_own_manager",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("from_phase", 1),
                                models.Q(("from_phase__in", [1, 2, 3, 4, 5, 6]), ("joined_at__isnull", False)),
                                _connector="OR",
                            ),
                            name="participant_joined_has_time",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Lesson",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "cycle",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="lessons", to="plan.cycle"
                        ),
                    ),
                    (
                        "from_cycle",
                        models.ForeignKey(
                            null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plan.cycle"
                        ),
                    ),
                    ("source", models.CharField(max_length=16)),
                    ("code", models.CharField(blank=True, max_length=100)),
                    ("params", models.JSONField(default=dict)),
                    ("text_zh", models.TextField(blank=True)),
                    ("text_en", models.TextField(blank=True)),
                    ("order", models.PositiveIntegerField()),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("cycle", "order"), name="lesson_one_per_place"),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("source__in", ["review", "improvement", "talk", "goal", "task", "person"])
                            ),
                            name="lesson_known_source",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("code", ""), ("text_en", ""), ("text_zh", ""), _negated=True),
                            name="lesson_says_something",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Duty",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "department",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.department"
                        ),
                    ),
                    ("code", models.CharField(max_length=64)),
                    ("text_zh", models.TextField(blank=True)),
                    ("text_en", models.TextField(blank=True)),
                    ("order", models.PositiveIntegerField()),
                    ("gone_at", models.DateTimeField(null=True)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("department", "code"), name="duty_one_per_code"),
                        models.CheckConstraint(condition=models.Q(("code", ""), _negated=True), name="duty_has_code"),
                        models.CheckConstraint(
                            condition=models.Q(("text_en", ""), ("text_zh", ""), _negated=True),
                            name="duty_says_something",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="JobAnalysis",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "position",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.position"
                        ),
                    ),
                    ("version", models.PositiveIntegerField()),
                    ("purpose_zh", models.TextField(blank=True)),
                    ("purpose_en", models.TextField(blank=True)),
                    ("duties_zh", models.TextField(blank=True)),
                    ("duties_en", models.TextField(blank=True)),
                    ("skills_zh", models.TextField(blank=True)),
                    ("skills_en", models.TextField(blank=True)),
                    ("conditions_zh", models.TextField(blank=True)),
                    ("conditions_en", models.TextField(blank=True)),
                    ("works_with_zh", models.TextField(blank=True)),
                    ("works_with_en", models.TextField(blank=True)),
                    ("share_total", models.DecimalField(decimal_places=2, max_digits=6)),
                    ("is_example", models.BooleanField(default=False)),
                    (
                        "written_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.person",
                        ),
                    ),
                    ("written_at", models.DateTimeField()),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("position", "version"), name="job_analysis_one_per_version"),
                        models.CheckConstraint(
                            condition=models.Q(("purpose_en", ""), ("purpose_zh", ""), _negated=True),
                            name="job_analysis_has_purpose",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("share_total", Decimal(100))), name="job_analysis_shares_hundred"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="JobTask",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "analysis",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="tasks", to="plan.jobanalysis"
                        ),
                    ),
                    ("order", models.PositiveIntegerField()),
                    ("code", models.CharField(max_length=64)),
                    ("text_zh", models.TextField(blank=True)),
                    ("text_en", models.TextField(blank=True)),
                    ("share", models.DecimalField(decimal_places=2, max_digits=5)),
                    (
                        "duty",
                        models.ForeignKey(
                            null=True, on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="plan.duty"
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("analysis", "code"), name="job_task_one_per_code"),
                        models.UniqueConstraint(fields=("analysis", "order"), name="job_task_one_per_place"),
                        models.CheckConstraint(
                            condition=models.Q(("share__gt", 0), ("share__lte", Decimal(100))),
                            name="job_task_share_in_whole",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("text_en", ""), ("text_zh", ""), _negated=True),
                            name="job_task_says_something",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Goal",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "cycle",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="goals", to="plan.cycle"
                        ),
                    ),
                    ("level", models.CharField(max_length=16)),
                    (
                        "department",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.department",
                        ),
                    ),
                    (
                        "owner",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
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
                        "parent",
                        models.ForeignKey(
                            null=True, on_delete=django.db.models.deletion.PROTECT, related_name="below", to="plan.goal"
                        ),
                    ),
                    (
                        "objective",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="goals",
                            to="plan.objective",
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
                    ("written_at", models.DateTimeField()),
                    ("dropped_at", models.DateTimeField(null=True)),
                    ("drop_reason", models.TextField(blank=True)),
                ],
                options={
                    "indexes": [models.Index(fields=["cycle", "owner"], name="goal_of_owner")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("level__in", ["organisation", "department", "person"])),
                            name="goal_known_level",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("department__isnull", True), ("level", "organisation")),
                                models.Q(
                                    models.Q(("level", "organisation"), _negated=True), ("department__isnull", False)
                                ),
                                _connector="OR",
                            ),
                            name="goal_department_below_the_whole",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("manager__isnull", True),
                                models.Q(("manager", models.F("owner")), _negated=True),
                                _connector="OR",
                            ),
                            name="goal_two_sides",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("parent__isnull", True),
                                models.Q(("parent", models.F("pk")), _negated=True),
                                _connector="OR",
                            ),
                            name="goal_not_itself",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("drop_reason", ""), ("dropped_at__isnull", True)),
                                models.Q(("dropped_at__isnull", False), models.Q(("drop_reason", ""), _negated=True)),
                                _connector="OR",
                            ),
                            name="goal_dropped_has_reason",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="GoalDuty",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "goal",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="duties", to="plan.goal"
                        ),
                    ),
                    (
                        "duty",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="goals", to="plan.duty"
                        ),
                    ),
                ],
                options={
                    "constraints": [models.UniqueConstraint(fields=("goal", "duty"), name="goal_duty_once")],
                },
            ),
            migrations.CreateModel(
                name="GoalVersion",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "goal",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="plan.goal"
                        ),
                    ),
                    ("number", models.PositiveIntegerField()),
                    ("result", models.TextField()),
                    ("measure", models.TextField()),
                    ("measure_key", models.CharField(blank=True, max_length=100)),
                    ("target", models.TextField()),
                    ("target_value", models.FloatField(null=True)),
                    ("deadline", models.DateField()),
                    (
                        "responsible",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                        ),
                    ),
                    ("method", models.TextField()),
                    ("support", models.TextField()),
                    ("note", models.TextField(blank=True)),
                    (
                        "agreement",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agreement.agreement",
                        ),
                    ),
                    ("agreement_version", models.PositiveIntegerField(null=True)),
                    (
                        "written_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.person",
                        ),
                    ),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("goal", "number"), name="goal_version_one_per_number"),
                        models.UniqueConstraint(
                            condition=models.Q(("agreement__isnull", False)),
                            fields=("agreement", "agreement_version"),
                            name="goal_version_one_per_text",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("agreement__isnull", True), ("agreement_version__isnull", True)),
                                models.Q(("agreement__isnull", False), ("agreement_version__isnull", False)),
                                _connector="OR",
                            ),
                            name="goal_version_of_a_text",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("result", ""), _negated=True),
                                models.Q(("measure", ""), _negated=True),
                                models.Q(("target", ""), _negated=True),
                                models.Q(("method", ""), _negated=True),
                                models.Q(("support", ""), _negated=True),
                            ),
                            name="goal_version_is_whole",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="GoalStep",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "version",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="plan.goalversion"
                        ),
                    ),
                    ("order", models.PositiveIntegerField()),
                    ("text", models.TextField()),
                    ("due_on", models.DateField()),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("version", "order"), name="goal_step_one_per_place"),
                        models.CheckConstraint(
                            condition=models.Q(("text", ""), _negated=True), name="goal_step_says_something"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Task",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "cycle",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="plan.cycle"
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
                    ("phase", models.PositiveSmallIntegerField()),
                    ("code", models.CharField(max_length=64)),
                    ("title_zh", models.CharField(blank=True, max_length=300)),
                    ("title_en", models.CharField(blank=True, max_length=300)),
                    (
                        "owner",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.person",
                        ),
                    ),
                    ("start_on", models.DateField(null=True)),
                    ("due_on", models.DateField(null=True)),
                    ("hours", models.DecimalField(decimal_places=1, max_digits=6, null=True)),
                    ("level_zh", models.CharField(blank=True, max_length=300)),
                    ("level_en", models.CharField(blank=True, max_length=300)),
                    ("state", models.CharField(default="open", max_length=16)),
                    ("done_at", models.DateTimeField(null=True)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("cycle", "code"), name="task_one_per_code"),
                        models.CheckConstraint(condition=models.Q(("code", ""), _negated=True), name="task_has_code"),
                        models.CheckConstraint(
                            condition=models.Q(("title_en", ""), ("title_zh", ""), _negated=True), name="task_has_title"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("phase__in", [1, 2, 3, 4, 5, 6])), name="task_known_phase"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("hours__isnull", True), ("hours__gt", 0), _connector="OR"),
                            name="task_hours_positive",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("start_on__isnull", True),
                                ("due_on__isnull", True),
                                ("due_on__gte", models.F("start_on")),
                                _connector="OR",
                            ),
                            name="task_ends_after_start",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("done_at__isnull", True), ("state__in", ["open", "dropped"])),
                                models.Q(("done_at__isnull", False), ("state", "done")),
                                _connector="OR",
                            ),
                            name="task_done_has_time",
                        ),
                    ],
                },
            ),
        ),
        migrations.RunPython(_guards.guard, _guards.unguard),
    ]
