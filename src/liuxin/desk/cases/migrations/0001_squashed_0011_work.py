import django.db.models.deletion
from django.db import migrations, models

from liuxin.desk.cases.migrations import _guards, _numbers
from liuxin.desk.history.migrations._at_once import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("cases", "0001_initial"),
        ("cases", "0002_guards"),
        ("cases", "0003_conversation"),
        ("cases", "0004_routing"),
        ("cases", "0005_customer_side"),
        ("cases", "0006_promises"),
        ("cases", "0007_surveying"),
        ("cases", "0008_page"),
        ("cases", "0009_ties"),
        ("cases", "0010_portal_name"),
        ("cases", "0011_work"),
    ]

    initial = True

    dependencies = [
        ("communication", "0001_squashed_0005_speed"),
        ("customers", "0001_squashed_0006_not_the_same"),
        ("organisation", "0001_squashed_0003_work_of_people"),
        ("surveys", "0001_squashed_0003_questions_on_a_sheet"),
    ]

    operations = [
        CreateTables(
            migrations.CreateModel(
                name="ReplyTemplate",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("name", models.CharField(max_length=120)),
                    ("scope", models.CharField(max_length=8)),
                    (
                        "owner",
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
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.team",
                        ),
                    ),
                    ("used", models.PositiveIntegerField(default=0)),
                    ("retired_at", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("name", ""), _negated=True), name="reply_template_has_name"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("owner__isnull", False), ("scope", "own"), ("team__isnull", True)),
                                models.Q(("owner__isnull", True), ("scope", "team"), ("team__isnull", False)),
                                models.Q(("owner__isnull", True), ("scope", "all"), ("team__isnull", True)),
                                _connector="OR",
                            ),
                            name="reply_template_scope_fits",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="TemplateVersion",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "template",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="versions",
                            to="cases.replytemplate",
                        ),
                    ),
                    ("number", models.PositiveIntegerField()),
                    ("text_zh", models.TextField(blank=True)),
                    ("text_en", models.TextField(blank=True)),
                    ("at", models.DateTimeField()),
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
                        models.UniqueConstraint(fields=("template", "number"), name="template_version_one_per_number"),
                        models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="template_version_from_1"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("text_zh", ""), _negated=True),
                                models.Q(("text_en", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="template_version_says_something",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Macro",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("name", models.CharField(max_length=120)),
                    ("scope", models.CharField(max_length=8)),
                    (
                        "owner",
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
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.team",
                        ),
                    ),
                    ("used", models.PositiveIntegerField(default=0)),
                    ("retired_at", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="macro_has_name"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("owner__isnull", False), ("scope", "own"), ("team__isnull", True)),
                                models.Q(("owner__isnull", True), ("scope", "team"), ("team__isnull", False)),
                                models.Q(("owner__isnull", True), ("scope", "all"), ("team__isnull", True)),
                                _connector="OR",
                            ),
                            name="macro_scope_fits",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="MacroStep",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "macro",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="steps",
                            to="cases.macro",
                        ),
                    ),
                    ("place", models.PositiveSmallIntegerField()),
                    ("deed", models.CharField(max_length=16)),
                    (
                        "template",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="cases.replytemplate",
                        ),
                    ),
                    (
                        "team",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.team",
                        ),
                    ),
                    ("text", models.TextField(blank=True)),
                    ("hours", models.PositiveIntegerField(blank=True, null=True)),
                    ("priority", models.PositiveSmallIntegerField(blank=True, null=True)),
                    ("word", models.CharField(blank=True, max_length=32)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("macro", "place"), name="macro_step_one_per_place"),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("deed__in", ["reply", "note", "classify", "wait", "plan", "transfer", "resolve"])
                            ),
                            name="macro_step_known_deed",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("priority__isnull", True),
                                models.Q(("priority__gte", 1), ("priority__lte", 4)),
                                _connector="OR",
                            ),
                            name="macro_step_priority_1_to_4",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("hours__isnull", True), ("hours__gte", 1), _connector="OR"),
                            name="macro_step_hours_from_1",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Case",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("code", models.CharField(max_length=40, unique=True)),
                    ("title", models.CharField(max_length=300)),
                    ("kind", models.CharField(max_length=16)),
                    ("service_stage", models.CharField(max_length=16)),
                    ("channel", models.CharField(max_length=16)),
                    ("priority", models.PositiveSmallIntegerField()),
                    ("category", models.CharField(blank=True, max_length=120)),
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
                        "site",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="customers.site",
                        ),
                    ),
                    ("calendar", models.CharField(blank=True, max_length=64)),
                    ("language", models.CharField(blank=True, max_length=8)),
                    ("status", models.CharField(max_length=16)),
                    ("status_since", models.DateTimeField()),
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
                    ("proposed_outcome", models.CharField(blank=True, max_length=32)),
                    ("proposed_text", models.TextField(blank=True)),
                    ("source", models.CharField(blank=True, max_length=64)),
                    ("source_marks", models.BinaryField(default=b"")),
                    ("last_seq", models.PositiveIntegerField()),
                    ("version", models.PositiveIntegerField()),
                ],
                options={
                    "indexes": [
                        models.Index(fields=["opened_at", "id", "team", "status"], name="case_by_opened"),
                        models.Index(fields=["last_at", "id", "team", "status"], name="case_by_changed"),
                        models.Index(fields=["priority", "id", "team", "status"], name="case_by_priority"),
                        models.Index(fields=["next_due", "id", "team", "status"], name="case_by_next_due"),
                        models.Index(fields=["team", "opened_at", "id"], name="case_by_team"),
                        models.Index(fields=["holder", "opened_at", "id"], name="case_by_holder"),
                        models.Index(fields=["accountable", "status"], name="case_by_accountable"),
                        models.Index(fields=["customer", "opened_at", "team"], name="case_by_customer"),
                        models.Index(fields=["category", "opened_at", "id"], name="case_by_category"),
                        models.Index(
                            condition=models.Q(("holder__isnull", True)),
                            fields=["status", "team", "opened_at"],
                            name="case_unheld",
                        ),
                        models.Index(fields=["status", "holder"], name="case_by_load"),
                    ],
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
                                models.Q(("status", "resolved"), _negated=True),
                                models.Q(("source", ""), _negated=True),
                                models.Q(
                                    (
                                        "proposed_outcome__in",
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
                                    models.Q(("proposed_text", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="case_resolved_proposes_outcome",
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
                        models.CheckConstraint(
                            condition=models.Q(("language__in", ["", "zh", "en"])), name="case_known_language"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Reading",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="readings", to="cases.case"
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
                    ("seen_at", models.DateTimeField()),
                    ("read_to", models.PositiveBigIntegerField(default=0)),
                ],
                options={
                    "constraints": [models.UniqueConstraint(fields=("person", "case"), name="reading_one_per_person")],
                },
            ),
            migrations.CreateModel(
                name="Pressed",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("token", models.CharField(max_length=64, unique=True)),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("token", ""), _negated=True), name="pressed_has_token"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Helper",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
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
                    ("start", models.DateTimeField()),
                    ("end", models.DateTimeField(blank=True, null=True)),
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
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
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
                    ("at", models.DateTimeField()),
                    ("text", models.TextField()),
                    ("was_outcome", models.BooleanField(default=False)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("text", ""), _negated=True), name="note_says_something"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Mention",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "note",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="mentions", to="cases.note"
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
                ],
                options={
                    "constraints": [models.UniqueConstraint(fields=("note", "person"), name="mention_once")],
                },
            ),
            migrations.CreateModel(
                name="Numbering",
                fields=[
                    ("series", models.CharField(max_length=16, primary_key=True, serialize=False)),
                    ("last", models.PositiveIntegerField(default=0)),
                ],
            ),
            migrations.CreateModel(
                name="Asked",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="asked", to="cases.case"
                        ),
                    ),
                    ("resolution", models.PositiveIntegerField()),
                    ("number", models.PositiveSmallIntegerField()),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("case", "resolution", "number"), name="asked_once_each"),
                        models.CheckConstraint(
                            condition=models.Q(("number__gte", 1), ("number__lte", 2)), name="asked_at_most_twice"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Verdict",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="verdicts", to="cases.case"
                        ),
                    ),
                    ("resolution", models.PositiveIntegerField()),
                    ("settled", models.BooleanField()),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("case", "resolution"), name="verdict_one_per_resolution")
                    ],
                },
            ),
            migrations.CreateModel(
                name="FollowUp",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "case",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT, related_name="follows", to="cases.case"
                        ),
                    ),
                    (
                        "after",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="followed_by", to="cases.case"
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("case", models.F("after")), _negated=True), name="follow_up_of_another"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="PortalRule",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("again_after", models.PositiveSmallIntegerField()),
                    ("decide_after", models.PositiveSmallIntegerField()),
                    ("reopen_within", models.PositiveSmallIntegerField()),
                    ("names", models.CharField(default="none", max_length=16)),
                    ("name_zh", models.CharField(blank=True, max_length=120)),
                    ("name_en", models.CharField(blank=True, max_length=120)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(condition=models.Q(("id", 1)), name="portal_rule_is_one"),
                        models.CheckConstraint(
                            condition=models.Q(("again_after__gte", 1), ("decide_after__gte", 1)),
                            name="portal_rule_gives_time",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("names__in", ["none", "names"])), name="portal_rule_known_names"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Pass",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("digest", models.CharField(max_length=64, unique=True)),
                    ("address", models.CharField(max_length=254)),
                    ("made_at", models.DateTimeField()),
                    ("expires_at", models.DateTimeField()),
                    ("used_at", models.DateTimeField(blank=True, null=True)),
                    ("session", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                    ("ended_at", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "indexes": [models.Index(fields=["address", "made_at"], name="pass_by_address")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("session__isnull", True), ("used_at__isnull", True)),
                                models.Q(("session__isnull", False), ("used_at__isnull", False)),
                                _connector="OR",
                            ),
                            name="pass_used_has_session",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("address", ""), _negated=True), ("expires_at__gt", models.F("made_at"))
                            ),
                            name="pass_has_address",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Knock",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("who", models.CharField(max_length=64)),
                    ("what", models.CharField(max_length=16)),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "indexes": [models.Index(fields=["who", "what", "at"], name="knock_by_who")],
                },
            ),
            migrations.CreateModel(
                name="PromiseRule",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("code", models.CharField(max_length=16)),
                    ("version", models.PositiveIntegerField()),
                    ("scope", models.CharField(blank=True, max_length=200)),
                    ("kind", models.CharField(blank=True, max_length=16)),
                    ("service_stage", models.CharField(blank=True, max_length=16)),
                    ("priority", models.PositiveSmallIntegerField(blank=True, null=True)),
                    ("customer_kind", models.CharField(blank=True, max_length=16)),
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
                    ("first_minutes", models.PositiveIntegerField(blank=True, null=True)),
                    ("next_minutes", models.PositiveIntegerField(blank=True, null=True)),
                    ("minutes", models.PositiveIntegerField(blank=True, null=True)),
                    ("calendar", models.CharField(max_length=64)),
                    ("warn_percent", models.PositiveSmallIntegerField(blank=True, null=True)),
                    ("escalate_to", models.CharField(max_length=8)),
                    (
                        "named",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.person",
                        ),
                    ),
                    ("again_minutes", models.PositiveIntegerField()),
                    ("since", models.DateTimeField(blank=True, null=True)),
                    ("ended_at", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("code", "version"), name="promise_rule_one_per_version"),
                        models.UniqueConstraint(
                            condition=models.Q(("ended_at__isnull", True)),
                            fields=("scope",),
                            name="promise_rule_one_in_force_per_scope",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("ended_at__isnull", True)),
                            fields=("code",),
                            name="promise_rule_one_version_in_force",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(models.Q(("code", ""), _negated=True), ("version__gte", 1)),
                            name="promise_rule_has_code",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("kind__in", ["", "inquiry", "request", "report", "complaint"])),
                            name="promise_rule_known_kind",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("service_stage__in", ["", "presale", "insale", "aftersale"])),
                            name="promise_rule_known_stage",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("customer_kind__in", ["", "external", "internal", "partner"])),
                            name="promise_rule_known_customer_kind",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("priority__isnull", True),
                                models.Q(("priority__gte", 1), ("priority__lte", 4)),
                                _connector="OR",
                            ),
                            name="promise_rule_priority_1_to_4",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("first_minutes__isnull", True),
                                ("minutes__isnull", True),
                                ("next_minutes__isnull", True),
                                _negated=True,
                            ),
                            name="promise_rule_gives_time",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("minutes__isnull", True), ("minutes__gte", 1), _connector="OR"),
                                models.Q(("first_minutes__isnull", True), ("first_minutes__gte", 1), _connector="OR"),
                                models.Q(("next_minutes__isnull", True), ("next_minutes__gte", 1), _connector="OR"),
                                ("again_minutes__gte", 1),
                                models.Q(("calendar", ""), _negated=True),
                            ),
                            name="promise_rule_times_are_times",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("warn_percent__isnull", True),
                                models.Q(("warn_percent__gte", 1), ("warn_percent__lte", 99)),
                                _connector="OR",
                            ),
                            name="promise_rule_warns_before",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("escalate_to", "person"), ("named__isnull", False)),
                                models.Q(("escalate_to__in", ["nobody", "lead", "head"]), ("named__isnull", True)),
                                _connector="OR",
                            ),
                            name="promise_rule_names_a_person",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="CaseClocks",
                fields=[
                    (
                        "case",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            primary_key=True,
                            related_name="clocks",
                            serialize=False,
                            to="cases.case",
                        ),
                    ),
                    (
                        "rule",
                        models.ForeignKey(
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="cases.promiserule",
                        ),
                    ),
                    ("first_due", models.DateTimeField(blank=True, null=True)),
                    ("first_at", models.DateTimeField(blank=True, null=True)),
                    ("first_kept", models.BooleanField(blank=True, null=True)),
                    ("answer_since", models.DateTimeField(blank=True, null=True)),
                    ("answer_due", models.DateTimeField(blank=True, null=True)),
                    ("answers_kept", models.PositiveIntegerField(default=0)),
                    ("answers_missed", models.PositiveIntegerField(default=0)),
                    ("target", models.CharField(blank=True, max_length=16)),
                    ("due", models.DateTimeField(blank=True, null=True)),
                    ("warns", models.DateTimeField(blank=True, null=True)),
                    ("look_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "escalated_to",
                        models.ForeignKey(
                            blank=True,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.person",
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(
                            condition=models.Q(("due__isnull", False)),
                            fields=["due", "case"],
                            name="case_clocks_by_due",
                        ),
                        models.Index(
                            condition=models.Q(("look_at__isnull", False)),
                            fields=["look_at", "case"],
                            name="case_clocks_by_look",
                        ),
                        models.Index(
                            condition=models.Q(("escalated_to__isnull", False)),
                            fields=["escalated_to", "case"],
                            name="case_clocks_by_escalated",
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("first_kept__isnull", True),
                                models.Q(("first_at__isnull", False), ("first_due__isnull", False)),
                                _connector="OR",
                            ),
                            name="case_clocks_first_judged_by_reply",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("answer_due__isnull", True), ("answer_since__isnull", False), _connector="OR"
                            ),
                            name="case_clocks_answer_is_waited_for",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("target__in", ["", "first", "next", "resolution"])),
                            name="case_clocks_known_target",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("due__isnull", True), ("target", ""), ("warns__isnull", True)),
                                models.Q(("due__isnull", False), models.Q(("target", ""), _negated=True)),
                                _connector="OR",
                            ),
                            name="case_clocks_due_of_a_target",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="PromiseAlarm",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "case",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="alarms",
                            to="cases.case",
                        ),
                    ),
                    ("target", models.CharField(max_length=16)),
                    ("turn", models.PositiveIntegerField()),
                    ("stage", models.PositiveSmallIntegerField()),
                    (
                        "person",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.person",
                        ),
                    ),
                    ("due", models.DateTimeField()),
                    ("at", models.DateTimeField()),
                    ("answered_at", models.DateTimeField(blank=True, null=True)),
                    ("is_last", models.BooleanField(default=False)),
                ],
                options={
                    "indexes": [models.Index(fields=["person", "case"], name="promise_alarm_by_person")],
                    "constraints": [
                        models.UniqueConstraint(fields=("case", "target", "turn", "stage"), name="promise_alarm_once"),
                        models.CheckConstraint(
                            condition=models.Q(("target__in", ["first", "next", "resolution"])),
                            name="promise_alarm_known_target",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("answered_at__isnull", True), ("answered_at__gte", models.F("at")), _connector="OR"
                            ),
                            name="promise_alarm_answered_later",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="RoutingRule",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("name", models.CharField(max_length=120)),
                    ("place", models.PositiveIntegerField()),
                    ("version", models.PositiveIntegerField(default=1)),
                    ("is_on", models.BooleanField(default=True)),
                    ("is_default", models.BooleanField(default=False)),
                    ("retired_at", models.DateTimeField(blank=True, null=True)),
                    ("customer_kind", models.CharField(blank=True, max_length=16)),
                    ("service_stage", models.CharField(blank=True, max_length=16)),
                    ("kind", models.CharField(blank=True, max_length=16)),
                    ("channel", models.CharField(blank=True, max_length=16)),
                    ("category", models.CharField(blank=True, max_length=120)),
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
                    ("language", models.CharField(blank=True, max_length=8)),
                    ("most_waiting", models.PositiveIntegerField(blank=True, null=True)),
                    (
                        "team",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.team"
                        ),
                    ),
                    ("distribution", models.CharField(max_length=16)),
                    ("skill", models.CharField(blank=True, max_length=64)),
                    ("speaks", models.BooleanField(default=False)),
                    (
                        "last_given",
                        models.ForeignKey(
                            blank=True,
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
                            condition=models.Q(("name", ""), _negated=True), name="routing_rule_has_name"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("customer_kind__in", ["", "external", "internal", "partner"])),
                            name="routing_rule_known_customer_kind",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("service_stage__in", ["", "presale", "insale", "aftersale"])),
                            name="routing_rule_known_stage",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("kind__in", ["", "inquiry", "request", "report", "complaint"])),
                            name="routing_rule_known_kind",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "channel__in",
                                    [
                                        "",
                                        "phone",
                                        "email",
                                        "portal",
                                        "web_form",
                                        "counter",
                                        "messenger",
                                        "api",
                                        "other",
                                    ],
                                )
                            ),
                            name="routing_rule_known_channel",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("language__in", ["", "zh", "en"])), name="routing_rule_known_language"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("distribution__in", ["queue", "round_robin", "least_loaded"])),
                            name="routing_rule_known_distribution",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("is_default", False),
                                models.Q(
                                    ("category", ""),
                                    ("channel", ""),
                                    ("customer_kind", ""),
                                    ("is_on", True),
                                    ("kind", ""),
                                    ("language", ""),
                                    ("most_waiting__isnull", True),
                                    ("service_stage", ""),
                                    ("site__isnull", True),
                                ),
                                _connector="OR",
                            ),
                            name="routing_rule_default_asks_nothing",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("is_default", True), ("retired_at__isnull", True)),
                            fields=("is_default",),
                            name="routing_rule_one_default",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="HandOver",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
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
                    ("seq", models.PositiveIntegerField()),
                    ("at", models.DateTimeField()),
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
                    ("reason", models.CharField(max_length=16)),
                    ("remark", models.CharField(blank=True, max_length=300)),
                    (
                        "rule",
                        models.ForeignKey(
                            blank=True,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="cases.routingrule",
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(fields=["holder", "case"], name="hand_over_by_holder"),
                        models.Index(
                            condition=models.Q(("rule__isnull", False)), fields=["rule", "at"], name="hand_over_by_rule"
                        ),
                    ],
                    "constraints": [
                        models.UniqueConstraint(fields=("case", "seq"), name="hand_over_one_per_seq"),
                        models.CheckConstraint(condition=models.Q(("seq__gte", 1)), name="hand_over_seq_from_1"),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "reason__in",
                                    [
                                        "received",
                                        "routed",
                                        "taken",
                                        "undone",
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
                name="SurveyRule",
                fields=[
                    ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                    ("enabled", models.BooleanField(default=False)),
                    ("since", models.DateTimeField(blank=True, null=True)),
                    ("delay_hours", models.PositiveSmallIntegerField()),
                    ("rest_days", models.PositiveSmallIntegerField()),
                    ("remind_days", models.PositiveSmallIntegerField()),
                    ("open_days", models.PositiveSmallIntegerField()),
                    ("from_hour", models.PositiveSmallIntegerField()),
                    ("to_hour", models.PositiveSmallIntegerField()),
                    ("hearts", models.PositiveSmallIntegerField()),
                    ("low_at", models.PositiveSmallIntegerField()),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(condition=models.Q(("id", 1)), name="survey_rule_is_one"),
                        models.CheckConstraint(
                            condition=models.Q(("enabled", False), ("since__isnull", False), _connector="OR"),
                            name="survey_rule_knows_since_when",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("to_hour__gt", models.F("from_hour")),
                                ("to_hour__lte", 24),
                                ("hearts__lte", 2),
                                ("low_at__lte", 4),
                            ),
                            name="survey_rule_in_range",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Asking",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "case",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="askings",
                            to="cases.case",
                        ),
                    ),
                    ("resolution", models.PositiveSmallIntegerField()),
                    (
                        "sheet",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="surveys.sheet"
                        ),
                    ),
                    (
                        "customer",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="customers.customer",
                        ),
                    ),
                    (
                        "resolver",
                        models.ForeignKey(
                            blank=True,
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
                    ("way", models.CharField(max_length=16)),
                    ("hearts", models.CharField(blank=True, max_length=100)),
                    ("resolved_at", models.DateTimeField()),
                    ("asked_at", models.DateTimeField()),
                    ("reminded_at", models.DateTimeField(blank=True, null=True)),
                    ("answered_at", models.DateTimeField(blank=True, null=True)),
                    ("overall", models.PositiveSmallIntegerField(blank=True, null=True)),
                    ("resolved", models.PositiveSmallIntegerField(blank=True, null=True)),
                    ("looked_at", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "indexes": [
                        models.Index(fields=["customer", "asked_at"], name="asking_by_customer"),
                        models.Index(fields=["team", "asked_at"], name="asking_by_team"),
                        models.Index(
                            condition=models.Q(("answered_at__isnull", True), ("reminded_at__isnull", True)),
                            fields=["asked_at"],
                            name="asking_to_remind",
                        ),
                        models.Index(
                            condition=models.Q(("answered_at__isnull", False), ("looked_at__isnull", True)),
                            fields=["answered_at"],
                            name="asking_to_look_at",
                        ),
                    ],
                    "constraints": [
                        models.UniqueConstraint(fields=("case", "resolution"), name="asking_one_per_resolution"),
                        models.CheckConstraint(
                            condition=models.Q(("resolution__gte", 1)), name="asking_resolution_from_one"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("way__in", ["email", "portal"])), name="asking_known_way"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("answered_at__isnull", True), ("overall__isnull", True)),
                                models.Q(
                                    ("answered_at__isnull", False),
                                    ("overall__gte", 1),
                                    ("overall__isnull", False),
                                    ("overall__lte", 5),
                                ),
                                _connector="OR",
                            ),
                            name="asking_overall_when_answered",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("looked_at__isnull", True), ("answered_at__isnull", False), _connector="OR"
                            ),
                            name="asking_looked_at_answered",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="CaseThread",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="threads", to="cases.case"
                        ),
                    ),
                    (
                        "thread",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="communication.thread"
                        ),
                    ),
                ],
            ),
            migrations.CreateModel(
                name="Entrance",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("code", models.CharField(max_length=64, unique=True)),
                    ("name_zh", models.CharField(max_length=120)),
                    ("name_en", models.CharField(max_length=120)),
                    ("channel", models.CharField(max_length=16)),
                    (
                        "team",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.team"
                        ),
                    ),
                    ("kind", models.CharField(max_length=16)),
                    ("service_stage", models.CharField(max_length=16)),
                    ("priority", models.PositiveSmallIntegerField(default=3)),
                    ("minutes", models.PositiveIntegerField(default=480)),
                    ("is_open", models.BooleanField(default=True)),
                    ("frame_sites", models.TextField(blank=True)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("code", ""), _negated=True),
                                models.Q(("name_zh", ""), _negated=True),
                                models.Q(("name_en", ""), _negated=True),
                            ),
                            name="entrance_has_code_and_names",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "channel__in",
                                    ["phone", "email", "portal", "web_form", "counter", "messenger", "api", "other"],
                                ),
                                ("kind__in", ["inquiry", "request", "report", "complaint"]),
                                ("service_stage__in", ["presale", "insale", "aftersale"]),
                            ),
                            name="entrance_known_words",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("minutes__gte", 1), ("priority__gte", 1), ("priority__lte", 4)),
                            name="entrance_priority_and_time",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="CameBy",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "case",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT, related_name="came_by", to="cases.case"
                        ),
                    ),
                    (
                        "entrance",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.entrance"
                        ),
                    ),
                    ("language", models.CharField(blank=True, max_length=16)),
                    ("prefers", models.CharField(blank=True, max_length=16)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("language__in", ["", "zh-hans", "en"]),
                                ("prefers__in", ["", "phone", "email", "message", "visit"]),
                            ),
                            name="came_by_known_words",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Merge",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="merges", to="cases.case"
                        ),
                    ),
                    (
                        "into",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="absorbed", to="cases.case"
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
                    ("at", models.DateTimeField()),
                    ("version", models.PositiveIntegerField()),
                    ("status", models.CharField(max_length=16)),
                    ("status_since", models.DateTimeField()),
                    ("next_action", models.CharField(max_length=300)),
                    ("next_due", models.DateTimeField()),
                    ("resolved_at", models.DateTimeField(null=True)),
                    ("undone_at", models.DateTimeField(null=True)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("undone_at__isnull", True)),
                            fields=("case",),
                            name="merge_one_at_a_time",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("case", models.F("into")), _negated=True), name="merge_into_another"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Split",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "case",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT, related_name="split_from", to="cases.case"
                        ),
                    ),
                    (
                        "origin",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="splits", to="cases.case"
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
                    ("at", models.DateTimeField()),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("case", models.F("origin")), _negated=True), name="split_from_another"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="SplitMessage",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "split",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="messages", to="cases.split"
                        ),
                    ),
                    (
                        "message",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="communication.message"
                        ),
                    ),
                ],
                options={
                    "constraints": [models.UniqueConstraint(fields=("split", "message"), name="split_message_once")],
                },
            ),
            migrations.CreateModel(
                name="Part",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "case",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT, related_name="part_of", to="cases.case"
                        ),
                    ),
                    (
                        "whole",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="cases.case"
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("case", models.F("whole")), _negated=True), name="part_of_another"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ToldApart",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "first",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                        ),
                    ),
                    (
                        "second",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("first", "second"), name="told_apart_once"),
                        models.CheckConstraint(
                            condition=models.Q(("first__lt", models.F("second"))), name="told_apart_in_order"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="TogetherDone",
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
                    ("deed", models.CharField(max_length=16)),
                    ("at", models.DateTimeField()),
                    ("undone_at", models.DateTimeField(blank=True, null=True)),
                    ("before", models.JSONField()),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("deed__in", ["take", "transfer", "classify", "plan", "close"])),
                            name="together_known_deed",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="SavedView",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "owner",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                        ),
                    ),
                    (
                        "team",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.team",
                        ),
                    ),
                    ("name", models.CharField(max_length=60)),
                    ("asked", models.JSONField()),
                    ("retired_at", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("name", ""), _negated=True), name="saved_view_has_name"
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("retired_at__isnull", True)),
                            fields=("owner", "name"),
                            name="saved_view_one_name_each",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="DefaultView",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "person",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                        ),
                    ),
                    (
                        "view",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.savedview"
                        ),
                    ),
                ],
            ),
        ),
        migrations.RunPython(_guards.guard, _guards.unguard),
        migrations.RunPython(_numbers.begin, _numbers.forget),
    ]
