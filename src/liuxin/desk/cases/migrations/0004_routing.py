from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

GUARDS = import_module("liuxin.desk.cases.migrations.0002_guards")


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0003_conversation"),
        ("customers", "0002_life_cycle"),
        ("organisation", "0003_work_of_people"),
    ]

    # SQLite rebuilds the tables, and a trigger that names one of them hinders that: the guards go and come again.
    operations = [
        migrations.RunPython(GUARDS.unguard, GUARDS.guard),
        migrations.CreateModel(
            name="RoutingRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("language", models.CharField(blank=True, max_length=8)),
                ("most_waiting", models.PositiveIntegerField(blank=True, null=True)),
                ("distribution", models.CharField(max_length=16)),
                ("skill", models.CharField(blank=True, max_length=64)),
                ("speaks", models.BooleanField(default=False)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="handover",
            name="hand_over_known_reason",
        ),
        migrations.AddField(
            model_name="case",
            name="language",
            field=models.CharField(blank=True, max_length=8),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("holder__isnull", True)), fields=["status", "team", "opened_at"], name="case_unheld"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["status", "holder"], name="case_by_load"),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__in", ["", "zh", "en"])), name="case_known_language"
            ),
        ),
        migrations.AddField(
            model_name="routingrule",
            name="last_given",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.person",
            ),
        ),
        migrations.AddField(
            model_name="routingrule",
            name="site",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="customers.site",
            ),
        ),
        migrations.AddField(
            model_name="routingrule",
            name="team",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.team"
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="rule",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.routingrule",
            ),
        ),
        migrations.AddIndex(
            model_name="handover",
            index=models.Index(
                condition=models.Q(("rule__isnull", False)), fields=["rule", "at"], name="hand_over_by_rule"
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="routingrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="routing_rule_has_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="routingrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("customer_kind__in", ["", "external", "internal", "partner"])),
                name="routing_rule_known_customer_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="routingrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("service_stage__in", ["", "presale", "insale", "aftersale"])),
                name="routing_rule_known_stage",
            ),
        ),
        migrations.AddConstraint(
            model_name="routingrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["", "inquiry", "request", "report", "complaint"])),
                name="routing_rule_known_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="routingrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "channel__in",
                        ["", "phone", "email", "portal", "web_form", "counter", "messenger", "api", "other"],
                    )
                ),
                name="routing_rule_known_channel",
            ),
        ),
        migrations.AddConstraint(
            model_name="routingrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__in", ["", "zh", "en"])), name="routing_rule_known_language"
            ),
        ),
        migrations.AddConstraint(
            model_name="routingrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("distribution__in", ["queue", "round_robin", "least_loaded"])),
                name="routing_rule_known_distribution",
            ),
        ),
        migrations.AddConstraint(
            model_name="routingrule",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="routingrule",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_default", True), ("retired_at__isnull", True)),
                fields=("is_default",),
                name="routing_rule_one_default",
            ),
        ),
        migrations.RunPython(GUARDS.guard, GUARDS.unguard),
    ]
