import django.db.models.deletion
from django.db import migrations, models

from liuxin.desk.history.migrations._at_once import CreateTables


class Migration(migrations.Migration):
    replaces = [("quality", "0001_warnings"), ("quality", "0002_handed_over")]

    initial = True

    dependencies = [
        ("cases", "0001_squashed_0011_work"),
        ("organisation", "0001_squashed_0003_work_of_people"),
    ]

    operations = [
        CreateTables(
            migrations.CreateModel(
                name="Warning",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("reason", models.CharField(max_length=32)),
                    ("ref", models.CharField(max_length=64)),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                        ),
                    ),
                    (
                        "owner",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.person",
                        ),
                    ),
                    ("params", models.JSONField(default=dict)),
                    ("raised_at", models.DateTimeField()),
                    ("due_at", models.DateTimeField()),
                    ("late_told_at", models.DateTimeField(blank=True, null=True)),
                    ("settled_at", models.DateTimeField(blank=True, null=True)),
                    ("settled", models.CharField(blank=True, max_length=32)),
                    (
                        "settled_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.person",
                        ),
                    ),
                    ("note", models.TextField(blank=True)),
                ],
                options={
                    "indexes": [
                        models.Index(
                            condition=models.Q(("settled_at__isnull", True)),
                            fields=["owner", "due_at"],
                            name="warning_open_of",
                        ),
                        models.Index(
                            condition=models.Q(("settled_at__isnull", True)), fields=["due_at"], name="warning_open"
                        ),
                        models.Index(
                            condition=models.Q(("settled_at__isnull", False)),
                            fields=["-settled_at"],
                            name="warning_settled",
                        ),
                    ],
                    "constraints": [
                        models.UniqueConstraint(fields=("reason", "ref"), name="warning_once"),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "reason__in",
                                    [
                                        "low_answer",
                                        "not_settled",
                                        "promise_at_risk",
                                        "repeat_contact",
                                        "passed_around",
                                        "mood_turning",
                                        "silent_customer",
                                    ],
                                )
                            ),
                            name="warning_known_reason",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("ref", ""), _negated=True), name="warning_has_occasion"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("note", ""),
                                    ("settled", ""),
                                    ("settled_at__isnull", True),
                                    ("settled_by__isnull", True),
                                ),
                                models.Q(
                                    (
                                        "settled__in",
                                        [
                                            "talked",
                                            "mended",
                                            "taken_up_again",
                                            "apologised",
                                            "explained",
                                            "nothing_to_do",
                                        ],
                                    ),
                                    ("settled_at__isnull", False),
                                    ("settled_by__isnull", False),
                                    models.Q(("note", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="warning_settled_in_full",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("due_at__gte", models.F("raised_at"))), name="warning_due_after_raised"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="HandedOver",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "warning",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="handed", to="quality.warning"
                        ),
                    ),
                    (
                        "giver",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.person",
                        ),
                    ),
                    (
                        "receiver",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.person",
                        ),
                    ),
                    (
                        "by",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.person",
                        ),
                    ),
                    ("at", models.DateTimeField()),
                    ("why", models.CharField(max_length=300)),
                ],
                options={
                    "ordering": ("at", "pk"),
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("why", ""), _negated=True), name="warning_handed_with_reason"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("giver", models.F("receiver")), _negated=True),
                            name="warning_handed_to_another",
                        ),
                    ],
                },
            ),
        ),
    ]
