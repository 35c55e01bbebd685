import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("customers", "0002_life_cycle"),
        ("organisation", "0002_no_overlap"),
    ]

    operations = [
        migrations.CreateModel(
            name="Numbering",
            fields=[
                ("series", models.CharField(max_length=16, primary_key=True, serialize=False)),
                ("last", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, unique=True)),
                ("title", models.CharField(max_length=300)),
                ("kind", models.CharField(max_length=16)),
                ("service_stage", models.CharField(max_length=16)),
                ("channel", models.CharField(max_length=16)),
                ("priority", models.PositiveSmallIntegerField()),
                ("category", models.CharField(blank=True, max_length=120)),
                ("calendar", models.CharField(blank=True, max_length=64)),
                ("status", models.CharField(max_length=16)),
                ("status_since", models.DateTimeField()),
                ("next_action", models.CharField(blank=True, max_length=300)),
                ("next_due", models.DateTimeField(blank=True, null=True)),
                ("opened_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("reopenings", models.PositiveIntegerField(default=0)),
                ("promise_due", models.DateTimeField(blank=True, null=True)),
                ("promise_kept", models.BooleanField(blank=True, null=True)),
                ("promise_source", models.CharField(blank=True, max_length=16)),
                ("outcome", models.CharField(blank=True, max_length=32)),
                ("outcome_text", models.TextField(blank=True)),
                ("source", models.CharField(blank=True, max_length=64)),
                ("source_marks", models.BinaryField(default=b"")),
                ("last_seq", models.PositiveIntegerField()),
                ("version", models.PositiveIntegerField()),
                (
                    "accountable",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
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
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="customers.customer",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="customers.site",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.team",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("code", ""), _negated=True), models.Q(("title", ""), _negated=True)
                        ),
                        name="case_has_code_and_title",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["inquiry", "request", "report", "complaint"])),
                        name="case_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("service_stage__in", ["presale", "insale", "aftersale"])),
                        name="case_known_service_stage",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "channel__in",
                                ["phone", "email", "portal", "web_form", "counter", "messenger", "api", "other"],
                            )
                        ),
                        name="case_known_channel",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("customer__isnull", False), models.Q(("source", ""), _negated=True), _connector="OR"
                        ),
                        name="case_only_a_source_lacks_the_customer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("priority__gte", 1), ("priority__lte", 4)), name="case_priority_1_to_4"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["open", "waiting", "resolved", "closed"])),
                        name="case_known_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "closed"),
                            models.Q(
                                ("accountable__isnull", False),
                                ("next_due__isnull", False),
                                models.Q(("next_action", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="case_open_has_owner_and_next_action",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", False),
                                ("resolved_at__isnull", False),
                                ("status", "closed"),
                                (
                                    "outcome__in",
                                    [
                                        "done_and_told",
                                        "answered",
                                        "partly_done",
                                        "cannot_be_done",
                                        "passed_on",
                                        "duplicate",
                                        "withdrawn",
                                        "as_recorded",
                                        "not_recorded",
                                    ],
                                ),
                            ),
                            models.Q(
                                models.Q(("status", "closed"), _negated=True),
                                ("closed_at__isnull", True),
                                ("outcome", ""),
                            ),
                            _connector="OR",
                        ),
                        name="case_closed_has_outcome",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "resolved"), _negated=True),
                            ("resolved_at__isnull", False),
                            _connector="OR",
                        ),
                        name="case_resolved_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last_at__gte", models.F("status_since")), ("status_since__gte", models.F("opened_at"))
                        ),
                        name="case_time_runs_on",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("promise_source__in", ["", "computed", "recorded"])),
                        name="case_known_promise_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last_seq__gte", 1), ("version__gte", models.F("last_seq"))),
                        name="case_counts_its_steps",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandOver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("reason", models.CharField(max_length=16)),
                ("remark", models.CharField(blank=True, max_length=300)),
                (
                    "accountable",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hand_overs",
                        to="cases.case",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.team",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("case", "seq"), name="hand_over_one_per_seq"),
                    models.CheckConstraint(condition=models.Q(("seq__gte", 1)), name="hand_over_seq_from_1"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "reason__in",
                                [
                                    "received",
                                    "taken",
                                    "skill",
                                    "shift",
                                    "workload",
                                    "wrong_team",
                                    "escalation",
                                    "absence",
                                    "other",
                                    "as_recorded",
                                ],
                            )
                        ),
                        name="hand_over_known_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Helper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("start", models.DateTimeField()),
                ("end", models.DateTimeField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="helpers", to="cases.case"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("end__isnull", True), ("end__gte", models.F("start")), _connector="OR"),
                        name="helper_ends_after_start",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("end__isnull", True)),
                        fields=("case", "person"),
                        name="helper_once_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("text", models.TextField()),
                ("was_outcome", models.BooleanField(default=False)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="cases.case"
                    ),
                ),
                (
                    "person",
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
                    models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="note_says_something")
                ],
            },
        ),
        migrations.CreateModel(
            name="PromiseRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(blank=True, max_length=16)),
                ("priority", models.PositiveSmallIntegerField()),
                ("minutes", models.PositiveIntegerField()),
                ("calendar", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "priority"), name="promise_rule_one_per_kind_and_priority"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["", "inquiry", "request", "report", "complaint"])),
                        name="promise_rule_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("priority__gte", 1), ("priority__lte", 4)),
                        name="promise_rule_priority_1_to_4",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gte", 1), models.Q(("calendar", ""), _negated=True)),
                        name="promise_rule_gives_time",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["opened_at", "id", "team", "status"], name="case_by_opened"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["last_at", "id", "team", "status"], name="case_by_changed"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["priority", "id", "team", "status"], name="case_by_priority"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["next_due", "id", "team", "status"], name="case_by_next_due"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["team", "opened_at", "id"], name="case_by_team"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["holder", "opened_at", "id"], name="case_by_holder"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["accountable", "status"], name="case_by_accountable"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["customer", "opened_at", "team"], name="case_by_customer"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["category", "opened_at", "id"], name="case_by_category"),
        ),
        migrations.AddIndex(
            model_name="handover",
            index=models.Index(fields=["holder", "case"], name="hand_over_by_holder"),
        ),
    ]
