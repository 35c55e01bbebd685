import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0001_initial"),
        ("organisation", "0002_no_overlap"),
    ]

    operations = [
        migrations.CreateModel(
            name="ExternalMeasure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        condition=models.Q(("kind__in", ["mean", "sum", "share"])), name="external_measure_known_kind"
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
            name="ReadingBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("start", models.DateTimeField()),
                ("end", models.DateTimeField()),
                ("source", models.CharField(max_length=200)),
                ("file_name", models.CharField(max_length=200)),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("note", models.CharField(blank=True, max_length=500)),
                ("imported_at", models.DateTimeField()),
                ("state", models.CharField(default="proposed", max_length=16)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawal_reason", models.CharField(blank=True, max_length=500)),
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
                (
                    "imported_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="batches",
                        to="indicators.externalmeasure",
                    ),
                ),
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
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("value", models.FloatField()),
                ("weight", models.FloatField(default=1.0)),
                ("raw_value", models.CharField(max_length=100)),
                ("raw_weight", models.CharField(blank=True, max_length=100)),
                ("remark", models.CharField(blank=True, max_length=200)),
                ("start", models.DateTimeField()),
                ("end", models.DateTimeField()),
                ("in_force", models.BooleanField(default=False)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rows", to="indicators.readingbatch"
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="indicators.externalmeasure"
                    ),
                ),
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
            ],
            options={
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
                        condition=models.Q(("weight__gt", 0), ("weight__lte", 1000000000.0)), name="reading_row_weight"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExternalMeasurePosition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
        migrations.AddIndex(
            model_name="readingrow",
            index=models.Index(fields=["measure", "start", "end"], name="reading_row_period"),
        ),
        migrations.AddIndex(
            model_name="readingrow",
            index=models.Index(fields=["person", "measure"], name="reading_row_person"),
        ),
    ]
