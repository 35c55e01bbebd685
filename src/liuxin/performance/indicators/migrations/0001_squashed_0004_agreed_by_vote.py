from decimal import Decimal

import django.db.models.deletion
from django.db import migrations, models

from liuxin.desk.history.migrations._at_once import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("indicators", "0001_initial"),
        ("indicators", "0002_external_measures"),
        ("indicators", "0003_rated_lines"),
        ("indicators", "0004_agreed_by_vote"),
    ]

    initial = True

    dependencies = [
        ("agreement", "0001_initial"),
        ("organisation", "0001_squashed_0003_work_of_people"),
        ("plan", "0001_squashed_0004_joining_later"),
    ]

    operations = [
        CreateTables(
            migrations.CreateModel(
                name="ExternalMeasure",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("code", models.CharField(max_length=64, unique=True)),
                    ("name_zh", models.CharField(blank=True, max_length=200)),
                    ("name_en", models.CharField(blank=True, max_length=200)),
                    ("definition_zh", models.CharField(blank=True, max_length=1000)),
                    ("definition_en", models.CharField(blank=True, max_length=1000)),
                    ("source", models.CharField(max_length=200)),
                    ("unit", models.CharField(max_length=16)),
                    ("direction", models.CharField(max_length=16)),
                    ("kind", models.CharField(max_length=16)),
                    ("about", models.CharField(default="person", max_length=16)),
                    ("places", models.PositiveSmallIntegerField(default=1)),
                    ("least_sample", models.PositiveIntegerField(default=1)),
                    ("retired_at", models.DateTimeField(blank=True, null=True)),
                    ("changed_at", models.DateTimeField()),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("code", ""), _negated=True), name="external_measure_has_code"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("name_en", ""), ("name_zh", ""), _negated=True),
                            name="external_measure_has_name",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("definition_en", ""), ("definition_zh", ""), _negated=True),
                            name="external_measure_has_definition",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("source", ""), _negated=True), name="external_measure_has_source"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("kind__in", ["mean", "sum", "share"])),
                            name="external_measure_known_kind",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("about__in", ["person", "team"])), name="external_measure_known_about"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("kind", "share"), _negated=True), ("unit", "percent"), _connector="OR"
                            ),
                            name="external_measure_share_in_percent",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("direction__in", ["higher", "lower", "band"]), ("direction", "none"), _connector="OR"
                            ),
                            name="external_measure_known_direction",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("places__lte", 6)), name="external_measure_places_in_reason"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("least_sample__gte", 1)), name="external_measure_sample_in_reason"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ExternalMeasurePosition",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "measure",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="concerned",
                            to="indicators.externalmeasure",
                        ),
                    ),
                    (
                        "position",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.position"
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("measure", "position"), name="external_measure_position_once")
                    ],
                },
            ),
            migrations.CreateModel(
                name="ReadingBatch",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "measure",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="batches",
                            to="indicators.externalmeasure",
                        ),
                    ),
                    ("start", models.DateTimeField()),
                    ("end", models.DateTimeField()),
                    ("source", models.CharField(max_length=200)),
                    ("file_name", models.CharField(max_length=200)),
                    ("sha256", models.CharField(db_index=True, max_length=64)),
                    (
                        "replaces",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="replaced_by",
                            to="indicators.readingbatch",
                        ),
                    ),
                    ("note", models.CharField(blank=True, max_length=500)),
                    (
                        "imported_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                        ),
                    ),
                    ("imported_at", models.DateTimeField()),
                    ("state", models.CharField(default="proposed", max_length=16)),
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
                    ("reason", models.CharField(blank=True, max_length=500)),
                    (
                        "withdrawn_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.person",
                        ),
                    ),
                    ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                    ("withdrawal_reason", models.CharField(blank=True, max_length=500)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("state__in", ["proposed", "confirmed", "rejected", "withdrawn"])),
                            name="reading_batch_known_state",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("start__lt", models.F("end"))), name="reading_batch_ends_after_start"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("source", ""), _negated=True),
                                models.Q(("file_name", ""), _negated=True),
                                models.Q(("sha256", ""), _negated=True),
                            ),
                            name="reading_batch_tells_source",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("decided_by__isnull", True),
                                models.Q(("decided_by", models.F("imported_by")), _negated=True),
                                _connector="OR",
                            ),
                            name="reading_batch_second_person",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("decided_by__isnull", True), ("state", "proposed"), ("withdrawn_by__isnull", True)
                                ),
                                models.Q(
                                    ("state", "confirmed"),
                                    ("withdrawn_by__isnull", True),
                                    ("decided_at__isnull", False),
                                    ("decided_by__isnull", False),
                                ),
                                models.Q(
                                    ("state", "rejected"),
                                    ("withdrawn_by__isnull", True),
                                    ("decided_at__isnull", False),
                                    ("decided_by__isnull", False),
                                    models.Q(("reason", ""), _negated=True),
                                ),
                                models.Q(
                                    ("state", "withdrawn"),
                                    ("withdrawn_at__isnull", False),
                                    ("withdrawn_by__isnull", False),
                                    models.Q(("withdrawal_reason", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="reading_batch_state_is_told",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("state__in", ["proposed", "confirmed"])),
                            fields=("measure", "sha256", "start", "end"),
                            name="reading_batch_same_file_once",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("replaces__isnull", True),
                                models.Q(("replaces", models.F("pk")), _negated=True),
                                _connector="OR",
                            ),
                            name="reading_batch_not_its_own_heir",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ReadingRow",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "batch",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="rows",
                            to="indicators.readingbatch",
                        ),
                    ),
                    ("number", models.PositiveIntegerField()),
                    (
                        "person",
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
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.team",
                        ),
                    ),
                    ("value", models.FloatField()),
                    ("weight", models.FloatField(default=1.0)),
                    ("raw_value", models.CharField(max_length=100)),
                    ("raw_weight", models.CharField(blank=True, max_length=100)),
                    ("remark", models.CharField(blank=True, max_length=200)),
                    (
                        "measure",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="indicators.externalmeasure",
                        ),
                    ),
                    ("start", models.DateTimeField()),
                    ("end", models.DateTimeField()),
                    ("in_force", models.BooleanField(default=False)),
                ],
                options={
                    "indexes": [
                        models.Index(fields=["measure", "start", "end"], name="reading_row_period"),
                        models.Index(fields=["person", "measure"], name="reading_row_person"),
                    ],
                    "constraints": [
                        models.UniqueConstraint(fields=("batch", "number"), name="reading_row_once_per_batch"),
                        models.UniqueConstraint(
                            condition=models.Q(("person__isnull", False)),
                            fields=("batch", "person"),
                            name="reading_row_person_once",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("team__isnull", False)),
                            fields=("batch", "team"),
                            name="reading_row_team_once",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("in_force", True), ("person__isnull", False)),
                            fields=("measure", "person", "start", "end"),
                            name="reading_one_in_force_per_person",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("in_force", True), ("team__isnull", False)),
                            fields=("measure", "team", "start", "end"),
                            name="reading_one_in_force_per_team",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("person__isnull", False), ("team__isnull", True)),
                                models.Q(("person__isnull", True), ("team__isnull", False)),
                                _connector="OR",
                            ),
                            name="reading_row_of_person_or_team",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("value__gte", -1000000000.0), ("value__lte", 1000000000.0)),
                            name="reading_row_finite",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("weight__gt", 0), ("weight__lte", 1000000000.0)),
                            name="reading_row_weight",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="IndicatorSet",
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
                    ("name_zh", models.CharField(blank=True, max_length=200)),
                    ("name_en", models.CharField(blank=True, max_length=200)),
                    ("status", models.CharField(default="draft", max_length=16)),
                    ("subject", models.CharField(default="person", max_length=16)),
                    ("grain", models.CharField(default="quarter", max_length=16)),
                    ("missing_rule", models.CharField(default="renormalise", max_length=16)),
                    ("weight_total", models.DecimalField(decimal_places=2, default=0, max_digits=7)),
                    ("changed_at", models.DateTimeField()),
                    (
                        "cycle",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="plan.cycle",
                        ),
                    ),
                    (
                        "agreement",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agreement.agreement",
                        ),
                    ),
                    (
                        "settlement",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agreement.settlement",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("position", "version"), name="indicator_set_one_per_version"),
                        models.CheckConstraint(
                            condition=models.Q(("status__in", ["draft", "proposed", "example", "agreed"])),
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
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("status__in", ["draft", "example"]),
                                    ("agreement__isnull", True),
                                    ("cycle__isnull", True),
                                    ("settlement__isnull", True),
                                ),
                                models.Q(
                                    ("settlement__isnull", True),
                                    ("status", "proposed"),
                                    ("agreement__isnull", False),
                                    ("cycle__isnull", False),
                                ),
                                models.Q(
                                    ("settlement__isnull", False),
                                    ("status", "agreed"),
                                    ("agreement__isnull", False),
                                    ("cycle__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="indicator_set_agreed_is_settled",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("cycle__isnull", False)),
                            fields=("cycle", "position"),
                            name="indicator_set_one_per_cycle",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Indicator",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "set",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="indicators",
                            to="indicators.indicatorset",
                        ),
                    ),
                    ("measure", models.CharField(max_length=100)),
                    ("kind", models.CharField(default="measured", max_length=16)),
                    ("why_rated_zh", models.CharField(blank=True, max_length=500)),
                    ("why_rated_en", models.CharField(blank=True, max_length=500)),
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
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("kind", "measured"),
                                    ("why_rated_en", ""),
                                    ("why_rated_zh", ""),
                                    models.Q(("measure__startswith", "rated."), _negated=True),
                                ),
                                models.Q(
                                    ("direction", "higher"),
                                    ("kind", "rated"),
                                    ("measure__startswith", "rated."),
                                    models.Q(("why_rated_en", ""), ("why_rated_zh", ""), _negated=True),
                                    ("floor__gte", 1),
                                    ("stretch__lte", 5),
                                ),
                                _connector="OR",
                            ),
                            name="indicator_rated_says_why",
                        ),
                    ],
                },
            ),
        ),
    ]
