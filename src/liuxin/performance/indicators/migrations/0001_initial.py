from decimal import Decimal

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisation", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="IndicatorSet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField()),
                ("name_zh", models.CharField(blank=True, max_length=200)),
                ("name_en", models.CharField(blank=True, max_length=200)),
                ("status", models.CharField(default="draft", max_length=16)),
                ("subject", models.CharField(default="person", max_length=16)),
                ("grain", models.CharField(default="quarter", max_length=16)),
                ("missing_rule", models.CharField(default="renormalise", max_length=16)),
                ("weight_total", models.DecimalField(decimal_places=2, default=0, max_digits=7)),
                ("changed_at", models.DateTimeField()),
                (
                    "position",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.position"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("position", "version"), name="indicator_set_one_per_version"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "example", "agreed"])),
                        name="indicator_set_known_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("subject__in", ["person", "unit"])), name="indicator_set_known_subject"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("grain__in", ["month", "quarter", "year"])),
                        name="indicator_set_known_grain",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("missing_rule__in", ["renormalise", "carry", "block"])),
                        name="indicator_set_known_rule",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name_en", ""), ("name_zh", ""), _negated=True),
                        name="indicator_set_has_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status", "draft"), ("weight_total", Decimal(100)), _connector="OR"),
                        name="indicator_set_weights_hundred",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Indicator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("measure", models.CharField(max_length=100)),
                ("weight", models.DecimalField(decimal_places=2, max_digits=5)),
                ("order", models.PositiveIntegerField()),
                ("direction", models.CharField(max_length=16)),
                ("floor", models.FloatField(null=True)),
                ("target", models.FloatField(null=True)),
                ("stretch", models.FloatField(null=True)),
                ("cap", models.FloatField(default=120.0)),
                ("floor_low", models.FloatField(null=True)),
                ("target_low", models.FloatField(null=True)),
                ("target_high", models.FloatField(null=True)),
                ("floor_high", models.FloatField(null=True)),
                (
                    "set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="indicators",
                        to="indicators.indicatorset",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("set", "measure"), name="indicator_once_per_set"),
                    models.UniqueConstraint(fields=("set", "order"), name="indicator_one_per_place"),
                    models.CheckConstraint(
                        condition=models.Q(("weight__gt", 0), ("weight__lte", Decimal(100))),
                        name="indicator_weight_in_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cap__gte", 100), ("cap__lte", 200)), name="indicator_cap_in_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("floor__isnull", False),
                                ("stretch__isnull", False),
                                ("target__isnull", False),
                                ("floor_high__isnull", True),
                                ("floor_low__isnull", True),
                                ("target_high__isnull", True),
                                ("target_low__isnull", True),
                                ("direction", "higher"),
                                ("floor__lt", models.F("target")),
                                ("target__lt", models.F("stretch")),
                            ),
                            models.Q(
                                ("floor__isnull", False),
                                ("stretch__isnull", False),
                                ("target__isnull", False),
                                ("floor_high__isnull", True),
                                ("floor_low__isnull", True),
                                ("target_high__isnull", True),
                                ("target_low__isnull", True),
                                ("direction", "lower"),
                                ("floor__gt", models.F("target")),
                                ("target__gt", models.F("stretch")),
                            ),
                            models.Q(
                                ("floor_high__isnull", False),
                                ("floor_low__isnull", False),
                                ("target_high__isnull", False),
                                ("target_low__isnull", False),
                                ("floor__isnull", True),
                                ("stretch__isnull", True),
                                ("target__isnull", True),
                                ("direction", "band"),
                                ("floor_low__lt", models.F("target_low")),
                                ("target_high__lt", models.F("floor_high")),
                                ("target_low__lte", models.F("target_high")),
                            ),
                            _connector="OR",
                        ),
                        name="indicator_points_in_order",
                    ),
                ],
            },
        ),
    ]
