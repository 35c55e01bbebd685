import django.db.models.deletion
from django.db import migrations, models

import liuxin.performance.dialogue.words
from liuxin.desk.history.migrations._at_once import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisation", "0001_squashed_0003_work_of_people"),
    ]

    operations = [
        CreateTables(
            migrations.CreateModel(
                name="CheckIn",
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
                    (
                        "manager",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                        ),
                    ),
                    ("at", models.DateTimeField(db_index=True)),
                    ("note", models.TextField()),
                    ("next_on", models.DateField(blank=True, null=True)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("person", models.F("manager")), _negated=True), name="check_in_of_two"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("note", ""), _negated=True), name="check_in_has_note"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Incident",
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
                    (
                        "noted_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                        ),
                    ),
                    ("kind", models.CharField(max_length=8)),
                    ("heart", models.CharField(max_length=16)),
                    ("what", models.TextField()),
                    ("effect", models.TextField(blank=True)),
                    ("case", models.CharField(blank=True, max_length=40)),
                    ("happened_at", models.DateTimeField(db_index=True)),
                    ("noted_at", models.DateTimeField()),
                    ("reply", models.TextField(blank=True)),
                    ("replied_at", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "kind__in",
                                    [
                                        liuxin.performance.dialogue.words.IncidentKind["BAD"],
                                        liuxin.performance.dialogue.words.IncidentKind["GOOD"],
                                    ],
                                )
                            ),
                            name="incident_known_kind",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("heart__in", ["attention", "care", "dedication", "love", "perseverance", "sincerity"])
                            ),
                            name="incident_known_heart",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("what", ""), _negated=True), name="incident_says_what"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("happened_at__lte", models.F("noted_at"))), name="incident_noted_after"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("replied_at__isnull", True), ("reply", "")),
                                models.Q(models.Q(("reply", ""), _negated=True), ("replied_at__isnull", False)),
                                _connector="OR",
                            ),
                            name="incident_reply_has_time",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Praise",
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
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                        ),
                    ),
                    ("heart", models.CharField(max_length=16)),
                    ("text", models.TextField()),
                    ("case", models.CharField(blank=True, max_length=40)),
                    ("at", models.DateTimeField(db_index=True)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("person", models.F("by")), _negated=True),
                            name="praise_of_somebody_else",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("heart__in", ["attention", "care", "dedication", "love", "perseverance", "sincerity"])
                            ),
                            name="praise_known_heart",
                        ),
                        models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="praise_says_why"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Obstacle",
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
                    (
                        "owner",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                        ),
                    ),
                    ("what", models.TextField()),
                    ("case", models.CharField(blank=True, max_length=40)),
                    ("raised_at", models.DateTimeField(db_index=True)),
                    ("due_at", models.DateTimeField()),
                    ("cleared_at", models.DateTimeField(blank=True, null=True)),
                    ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                    ("level", models.PositiveSmallIntegerField(default=0)),
                    ("at_top", models.BooleanField(default=False)),
                ],
                options={
                    "indexes": [
                        models.Index(
                            condition=models.Q(("at_top", False), ("cleared_at__isnull", True)),
                            fields=["due_at"],
                            name="obstacle_running",
                        )
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("person", models.F("owner")), _negated=True),
                            name="obstacle_owed_by_another",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("what", ""), _negated=True), name="obstacle_says_what"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("due_at__gt", models.F("raised_at"))), name="obstacle_due_after_raised"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("cleared_at__isnull", True),
                                ("cleared_at__gte", models.F("raised_at")),
                                _connector="OR",
                            ),
                            name="obstacle_cleared_after_raised",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("confirmed_at__isnull", True),
                                models.Q(("cleared_at__isnull", False), ("confirmed_at__gte", models.F("cleared_at"))),
                                _connector="OR",
                            ),
                            name="obstacle_confirmed_after_cleared",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ObstacleStep",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "obstacle",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="dialogue.obstacle"
                        ),
                    ),
                    ("kind", models.CharField(max_length=16)),
                    (
                        "by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.person",
                        ),
                    ),
                    (
                        "to",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.person",
                        ),
                    ),
                    ("at", models.DateTimeField()),
                    ("text", models.TextField(blank=True)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "kind__in",
                                    [
                                        liuxin.performance.dialogue.words.StepKind["CONFIRMED"],
                                        liuxin.performance.dialogue.words.StepKind["ESCALATED"],
                                        liuxin.performance.dialogue.words.StepKind["SAID_CLEARED"],
                                        liuxin.performance.dialogue.words.StepKind["STILL_THERE"],
                                        liuxin.performance.dialogue.words.StepKind["SUPPORT"],
                                    ],
                                )
                            ),
                            name="obstacle_step_known_kind",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("by__isnull", True),
                                    ("kind", liuxin.performance.dialogue.words.StepKind["ESCALATED"]),
                                    ("to__isnull", False),
                                ),
                                models.Q(
                                    models.Q(
                                        ("kind", liuxin.performance.dialogue.words.StepKind["ESCALATED"]), _negated=True
                                    ),
                                    ("by__isnull", False),
                                    ("to__isnull", True),
                                ),
                                _connector="OR",
                            ),
                            name="obstacle_step_has_hand",
                        ),
                    ],
                },
            ),
        ),
    ]
