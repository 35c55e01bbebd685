import django.db.models.deletion
from django.db import migrations, models

from liuxin.desk.history.migrations._at_once import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("customers", "0001_squashed_0006_not_the_same"),
        ("organisation", "0001_squashed_0003_work_of_people"),
        ("plan", "0001_squashed_0004_joining_later"),
    ]

    operations = [
        CreateTables(
            migrations.CreateModel(
                name="Assignment",
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
                        "rater",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.person",
                        ),
                    ),
                    (
                        "customer",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="customers.customer",
                        ),
                    ),
                    ("reason", models.CharField(max_length=24)),
                    ("cases", models.PositiveIntegerField(blank=True, null=True)),
                    ("state", models.CharField(default="proposed", max_length=16)),
                    ("note", models.CharField(blank=True, max_length=500)),
                    ("proposed_at", models.DateTimeField()),
                    (
                        "decided_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.person",
                        ),
                    ),
                    ("decided_at", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "indexes": [
                        models.Index(fields=["cycle", "rater"], name="assignment_of_rater"),
                        models.Index(fields=["cycle", "department", "state"], name="assignment_of_department"),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("kind__in", ["supervisor", "peer", "subordinate", "self", "recipient", "expert"])
                            ),
                            name="assignment_known_kind",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "reason__in",
                                    [
                                        "reports_to",
                                        "leads",
                                        "oneself",
                                        "worked_together",
                                        "same_line",
                                        "same_line_unknown",
                                        "served",
                                        "added",
                                    ],
                                )
                            ),
                            name="assignment_known_reason",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("state__in", ["proposed", "confirmed", "dropped"])),
                            name="assignment_known_state",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("customer__isnull", False), ("kind", "recipient"), ("rater__isnull", True)),
                                models.Q(
                                    models.Q(("kind", "recipient"), _negated=True),
                                    ("customer__isnull", True),
                                    ("rater__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="assignment_one_rater",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("rater__isnull", True),
                                models.Q(("kind", "self"), ("rater", models.F("ratee"))),
                                models.Q(
                                    models.Q(("kind", "self"), _negated=True),
                                    models.Q(("rater", models.F("ratee")), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="assignment_only_self_rates_oneself",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("decided_at__isnull", True), ("state", "proposed")),
                                models.Q(models.Q(("state", "proposed"), _negated=True), ("decided_at__isnull", False)),
                                _connector="OR",
                            ),
                            name="assignment_decision_has_time",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "confirmed"), _negated=True),
                                ("decided_by__isnull", False),
                                _connector="OR",
                            ),
                            name="assignment_confirmed_by_somebody",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    models.Q(("state", "dropped"), _negated=True),
                                    models.Q(("reason", "added"), _negated=True),
                                ),
                                models.Q(("note", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="assignment_change_has_reason",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("rater__isnull", False)),
                            fields=("cycle", "ratee", "rater"),
                            name="assignment_rater_once",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("customer__isnull", False)),
                            fields=("cycle", "ratee", "customer"),
                            name="assignment_customer_once",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Declaration",
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
                        "rater",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                        ),
                    ),
                    ("has_conflict", models.BooleanField()),
                    (
                        "about",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.person",
                        ),
                    ),
                    ("text", models.CharField(blank=True, max_length=500)),
                    ("declared_at", models.DateTimeField()),
                    ("decision", models.CharField(blank=True, max_length=16, null=True)),
                    (
                        "decided_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.person",
                        ),
                    ),
                    ("decided_at", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("about__isnull", True),
                                    ("decision__isnull", True),
                                    ("has_conflict", False),
                                    ("text", ""),
                                ),
                                models.Q(
                                    ("about__isnull", False),
                                    ("has_conflict", True),
                                    models.Q(("text", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="declaration_conflict_is_told",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("decided_at__isnull", True),
                                    ("decided_by__isnull", True),
                                    ("decision__isnull", True),
                                ),
                                models.Q(
                                    ("decided_at__isnull", False),
                                    ("decided_by__isnull", False),
                                    ("decision__in", ["cleared", "stands_aside"]),
                                ),
                                _connector="OR",
                            ),
                            name="declaration_decision_is_told",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("about__isnull", True),
                                models.Q(("about", models.F("rater")), _negated=True),
                                _connector="OR",
                            ),
                            name="declaration_about_another",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("decided_by__isnull", True),
                                models.Q(
                                    models.Q(("decided_by", models.F("rater")), _negated=True),
                                    models.Q(("decided_by", models.F("about")), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="declaration_decided_by_a_third",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("has_conflict", False)),
                            fields=("cycle", "rater"),
                            name="declaration_none_once",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("has_conflict", True)),
                            fields=("cycle", "rater", "about"),
                            name="declaration_conflict_once",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Attempt",
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
                    ("course", models.CharField(max_length=64)),
                    ("version", models.PositiveIntegerField()),
                    ("options", models.CharField(max_length=200)),
                    ("right", models.PositiveSmallIntegerField()),
                    ("of", models.PositiveSmallIntegerField()),
                    ("passed", models.BooleanField()),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "indexes": [models.Index(fields=["person", "course"], name="attempt_of_person")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("course", ""), _negated=True), models.Q(("options", ""), _negated=True)
                            ),
                            name="attempt_is_told",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("of__gte", 1), ("right__lte", models.F("of"))),
                            name="attempt_right_of_all",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("passed", True)),
                            fields=("person", "course", "version"),
                            name="attempt_passed_once",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="PracticeRating",
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
                    ("round", models.PositiveSmallIntegerField()),
                    ("case", models.CharField(max_length=64)),
                    ("criterion", models.CharField(max_length=64)),
                    ("level", models.PositiveSmallIntegerField()),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("person", "round", "case", "criterion"), name="practice_rating_once"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("level__in", (1, 2, 3, 4, 5))), name="practice_rating_on_scale"
                        ),
                        models.CheckConstraint(condition=models.Q(("round__gte", 1)), name="practice_rating_in_round"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Qualification",
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
                    ("round", models.PositiveSmallIntegerField()),
                    ("cases", models.PositiveSmallIntegerField()),
                    ("at", models.DateTimeField()),
                    ("until", models.DateTimeField()),
                    ("elevation", models.FloatField()),
                    ("differential_elevation", models.FloatField()),
                    ("stereotype_accuracy", models.FloatField()),
                    ("differential_accuracy", models.FloatField()),
                    ("correlation", models.FloatField(blank=True, null=True)),
                    ("passed", models.BooleanField()),
                ],
                options={
                    "indexes": [models.Index(fields=["person", "passed", "until"], name="qualification_of_person")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("until__gt", models.F("at"))), name="qualification_ends_after_start"
                        ),
                        models.UniqueConstraint(
                            fields=("person", "round", "cases"), name="qualification_once_for_so_many_cases"
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("passed", True)),
                            fields=("person", "round"),
                            name="qualification_passed_once",
                        ),
                    ],
                },
            ),
        ),
    ]
