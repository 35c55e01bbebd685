"""Promises get conditions, three targets and versions; cases get the clocks of replies, and alarms told once."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def give_codes(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Keep what was promised by kind and priority as first versions: nobody was warned then, and nobody is now."""
    rule = apps.get_model("cases", "PromiseRule")
    for number, row in enumerate(rule.objects.order_by("kind", "priority"), 1):
        row.code = f"P-{number:02d}"
        row.version = 1
        row.scope = " ".join(
            part for part in (f"kind={row.kind}" if row.kind else "", f"priority={row.priority}") if part
        )
        row.save(update_fields=["code", "version", "scope"])
    numbering = apps.get_model("cases", "Numbering")
    numbering.objects.update_or_create(series="promise", defaults={"last": rule.objects.count()})


def give_clocks(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Let the cases that were received here and run on be found by when their promise is due."""
    case, clocks = apps.get_model("cases", "Case"), apps.get_model("cases", "CaseClocks")
    rows = case.objects.filter(source="", status="open", promise_due__isnull=False).values_list("pk", "promise_due")
    clocks.objects.bulk_create(
        [clocks(case_id=key, due=due, target="resolution") for key, due in rows.iterator()], batch_size=500
    )


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0005_customer_side"),
        ("customers", "0002_life_cycle"),
        ("organisation", "0002_no_overlap"),
    ]
    operations = [
        migrations.RemoveConstraint("promiserule", "promise_rule_one_per_kind_and_priority"),
        migrations.RemoveConstraint("promiserule", "promise_rule_known_kind"),
        migrations.RemoveConstraint("promiserule", "promise_rule_priority_1_to_4"),
        migrations.RemoveConstraint("promiserule", "promise_rule_gives_time"),
        migrations.AddField("promiserule", "code", models.CharField(default="", max_length=16), preserve_default=False),
        migrations.AddField("promiserule", "version", models.PositiveIntegerField(default=1), preserve_default=False),
        migrations.AddField(
            "promiserule", "scope", models.CharField(blank=True, default="", max_length=200), preserve_default=False
        ),
        migrations.AddField(
            "promiserule",
            "service_stage",
            models.CharField(blank=True, default="", max_length=16),
            preserve_default=False,
        ),
        migrations.AddField(
            "promiserule",
            "customer_kind",
            models.CharField(blank=True, default="", max_length=16),
            preserve_default=False,
        ),
        migrations.AddField("promiserule", "first_minutes", models.PositiveIntegerField(blank=True, null=True)),
        migrations.AddField("promiserule", "next_minutes", models.PositiveIntegerField(blank=True, null=True)),
        migrations.AddField("promiserule", "warn_percent", models.PositiveSmallIntegerField(blank=True, null=True)),
        migrations.AddField(
            "promiserule", "escalate_to", models.CharField(default="nobody", max_length=8), preserve_default=False
        ),
        migrations.AddField(
            "promiserule", "again_minutes", models.PositiveIntegerField(default=120), preserve_default=False
        ),
        migrations.AddField("promiserule", "since", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("promiserule", "ended_at", models.DateTimeField(blank=True, null=True)),
        migrations.AlterField("promiserule", "priority", models.PositiveSmallIntegerField(blank=True, null=True)),
        migrations.AlterField("promiserule", "minutes", models.PositiveIntegerField(blank=True, null=True)),
        migrations.RunPython(give_codes, migrations.RunPython.noop),
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
            ],
        ),
        migrations.CreateModel(
            name="PromiseAlarm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("target", models.CharField(max_length=16)),
                ("turn", models.PositiveIntegerField()),
                ("stage", models.PositiveSmallIntegerField()),
                ("due", models.DateTimeField()),
                ("at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("is_last", models.BooleanField(default=False)),
            ],
        ),
        migrations.AddField(
            model_name="promiserule",
            name="customer",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="customers.customer",
            ),
        ),
        migrations.AddField(
            model_name="promiserule",
            name="named",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.person",
            ),
        ),
        migrations.AddField(
            model_name="promiserule",
            name="site",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="customers.site",
            ),
        ),
        migrations.AddConstraint(
            model_name="promiserule",
            constraint=models.UniqueConstraint(fields=("code", "version"), name="promise_rule_one_per_version"),
        ),
        migrations.AddConstraint(
            model_name="promiserule",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("scope",),
                name="promise_rule_one_in_force_per_scope",
            ),
        ),
        migrations.AddConstraint(
            model_name="promiserule",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("code",),
                name="promise_rule_one_version_in_force",
            ),
        ),
        migrations.AddConstraint(
            model_name="promiserule",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("code", ""), _negated=True), ("version__gte", 1)),
                name="promise_rule_has_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="promiserule",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["", "inquiry", "request", "report", "complaint"])),
                name="promise_rule_known_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="promiserule",
            constraint=models.CheckConstraint(
                condition=models.Q(("service_stage__in", ["", "presale", "insale", "aftersale"])),
                name="promise_rule_known_stage",
            ),
        ),
        migrations.AddConstraint(
            model_name="promiserule",
            constraint=models.CheckConstraint(
                condition=models.Q(("customer_kind__in", ["", "external", "internal", "partner"])),
                name="promise_rule_known_customer_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="promiserule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("priority__isnull", True), models.Q(("priority__gte", 1), ("priority__lte", 4)), _connector="OR"
                ),
                name="promise_rule_priority_1_to_4",
            ),
        ),
        migrations.AddConstraint(
            model_name="promiserule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("first_minutes__isnull", True),
                    ("minutes__isnull", True),
                    ("next_minutes__isnull", True),
                    _negated=True,
                ),
                name="promise_rule_gives_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="promiserule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("minutes__isnull", True), ("minutes__gte", 1), _connector="OR"),
                    models.Q(("first_minutes__isnull", True), ("first_minutes__gte", 1), _connector="OR"),
                    models.Q(("next_minutes__isnull", True), ("next_minutes__gte", 1), _connector="OR"),
                    ("again_minutes__gte", 1),
                    models.Q(("calendar", ""), _negated=True),
                ),
                name="promise_rule_times_are_times",
            ),
        ),
        migrations.AddConstraint(
            model_name="promiserule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("warn_percent__isnull", True),
                    models.Q(("warn_percent__gte", 1), ("warn_percent__lte", 99)),
                    _connector="OR",
                ),
                name="promise_rule_warns_before",
            ),
        ),
        migrations.AddConstraint(
            model_name="promiserule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("escalate_to", "person"), ("named__isnull", False)),
                    models.Q(("escalate_to__in", ["nobody", "lead", "head"]), ("named__isnull", True)),
                    _connector="OR",
                ),
                name="promise_rule_names_a_person",
            ),
        ),
        migrations.AddField(
            model_name="caseclocks",
            name="escalated_to",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.person",
            ),
        ),
        migrations.AddField(
            model_name="caseclocks",
            name="rule",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.promiserule",
            ),
        ),
        migrations.AddField(
            model_name="promisealarm",
            name="case",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="alarms", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="promisealarm",
            name="person",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
            ),
        ),
        migrations.AddIndex(
            model_name="caseclocks",
            index=models.Index(
                condition=models.Q(("due__isnull", False)), fields=["due", "case"], name="case_clocks_by_due"
            ),
        ),
        migrations.AddIndex(
            model_name="caseclocks",
            index=models.Index(
                condition=models.Q(("look_at__isnull", False)), fields=["look_at", "case"], name="case_clocks_by_look"
            ),
        ),
        migrations.AddIndex(
            model_name="caseclocks",
            index=models.Index(
                condition=models.Q(("escalated_to__isnull", False)),
                fields=["escalated_to", "case"],
                name="case_clocks_by_escalated",
            ),
        ),
        migrations.AddConstraint(
            model_name="caseclocks",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("first_kept__isnull", True),
                    models.Q(("first_at__isnull", False), ("first_due__isnull", False)),
                    _connector="OR",
                ),
                name="case_clocks_first_judged_by_reply",
            ),
        ),
        migrations.AddConstraint(
            model_name="caseclocks",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer_due__isnull", True), ("answer_since__isnull", False), _connector="OR"),
                name="case_clocks_answer_is_waited_for",
            ),
        ),
        migrations.AddConstraint(
            model_name="caseclocks",
            constraint=models.CheckConstraint(
                condition=models.Q(("target__in", ["", "first", "next", "resolution"])), name="case_clocks_known_target"
            ),
        ),
        migrations.AddConstraint(
            model_name="caseclocks",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("due__isnull", True), ("target", ""), ("warns__isnull", True)),
                    models.Q(("due__isnull", False), models.Q(("target", ""), _negated=True)),
                    _connector="OR",
                ),
                name="case_clocks_due_of_a_target",
            ),
        ),
        migrations.AddIndex(
            model_name="promisealarm",
            index=models.Index(fields=["person", "case"], name="promise_alarm_by_person"),
        ),
        migrations.AddConstraint(
            model_name="promisealarm",
            constraint=models.UniqueConstraint(fields=("case", "target", "turn", "stage"), name="promise_alarm_once"),
        ),
        migrations.AddConstraint(
            model_name="promisealarm",
            constraint=models.CheckConstraint(
                condition=models.Q(("target__in", ["first", "next", "resolution"])), name="promise_alarm_known_target"
            ),
        ),
        migrations.AddConstraint(
            model_name="promisealarm",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answered_at__isnull", True), ("answered_at__gte", models.F("at")), _connector="OR"
                ),
                name="promise_alarm_answered_later",
            ),
        ),
        migrations.RunPython(give_clocks, migrations.RunPython.noop),
    ]
