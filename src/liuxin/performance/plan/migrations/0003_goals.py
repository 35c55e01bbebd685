import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agreement", "0001_initial"),
        ("organisation", "0002_no_overlap"),
        ("plan", "0002_phases_in_order"),
    ]

    operations = [
        migrations.CreateModel(
            name="Goal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("level", models.CharField(max_length=16)),
                ("written_at", models.DateTimeField()),
                ("dropped_at", models.DateTimeField(null=True)),
                ("drop_reason", models.TextField(blank=True)),
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
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="goals", to="plan.cycle"
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
                    "objective",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="goals",
                        to="plan.objective",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="below", to="plan.goal"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["organisation", "department", "person"])),
                        name="goal_known_level",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("department__isnull", True), ("level", "organisation")),
                            models.Q(models.Q(("level", "organisation"), _negated=True), ("department__isnull", False)),
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
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "duty",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="goals", to="plan.duty"
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="duties", to="plan.goal"
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
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("result", models.TextField()),
                ("measure", models.TextField()),
                ("measure_key", models.CharField(blank=True, max_length=100)),
                ("target", models.TextField()),
                ("target_value", models.FloatField(null=True)),
                ("deadline", models.DateField()),
                ("method", models.TextField()),
                ("support", models.TextField()),
                ("note", models.TextField(blank=True)),
                ("agreement_version", models.PositiveIntegerField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "agreement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agreement.agreement",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="plan.goal"
                    ),
                ),
                (
                    "responsible",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                    ),
                ),
                (
                    "written_by",
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
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveIntegerField()),
                ("text", models.TextField()),
                ("due_on", models.DateField()),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="plan.goalversion"
                    ),
                ),
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
        migrations.AddIndex(
            model_name="goal",
            index=models.Index(fields=["cycle", "owner"], name="goal_of_owner"),
        ),
    ]
