import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("indicators", "0001_initial"),
        ("organisation", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Freeze",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("period_start", models.DateTimeField()),
                ("period_end", models.DateTimeField()),
                ("at", models.DateTimeField()),
                ("actor_kind", models.CharField(max_length=16)),
                ("actor_id", models.CharField(max_length=64)),
                ("manifest_id", models.CharField(max_length=64)),
                ("seq", models.PositiveBigIntegerField()),
                ("as_of", models.BigIntegerField()),
                (
                    "set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="indicators.indicatorset"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("period_end__gt", models.F("period_start"))), name="freeze_ends_after_start"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("at__gte", models.F("period_end"))), name="freeze_of_what_is_over"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("manifest_id", ""), _negated=True), name="freeze_names_its_facts"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("actor_kind__in", ["person", "customer", "expert", "system", "import"])),
                        name="freeze_known_actor",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FrozenTotal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("period_start", models.DateTimeField()),
                ("period_end", models.DateTimeField()),
                ("points", models.FloatField(null=True)),
                ("low", models.FloatField(null=True)),
                ("high", models.FloatField(null=True)),
                ("covered", models.FloatField()),
                ("no_total", models.CharField(blank=True, max_length=32)),
                ("reason", models.CharField(blank=True, max_length=500)),
                (
                    "freeze",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="totals", to="evaluation.freeze"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                    ),
                ),
                (
                    "set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="indicators.indicatorset"
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="evaluation.frozentotal",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("freeze", "person"), name="frozen_total_one_per_freeze"),
                    models.UniqueConstraint(
                        condition=models.Q(("supersedes__isnull", True)),
                        fields=("set", "person", "period_start", "period_end"),
                        name="frozen_total_one_first",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("supersedes__isnull", True), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="frozen_total_reason_to_supersede",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("no_total__in", ["", "blocked", "nothing_measured", "too_little"])),
                        name="frozen_total_known_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("high__gte", models.F("points")),
                                ("low__lte", models.F("points")),
                                ("no_total", ""),
                                ("points__isnull", False),
                                ("high__isnull", False),
                                ("low__isnull", False),
                            ),
                            models.Q(
                                models.Q(("no_total", ""), _negated=True),
                                ("high__isnull", True),
                                ("low__isnull", True),
                                ("points__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="frozen_total_or_why_not",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FrozenReading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", models.FloatField(null=True)),
                ("low", models.FloatField(null=True)),
                ("high", models.FloatField(null=True)),
                ("n", models.FloatField()),
                ("rows", models.PositiveIntegerField()),
                ("pending", models.PositiveIntegerField()),
                ("why", models.CharField(blank=True, max_length=32)),
                ("method", models.CharField(blank=True, max_length=32)),
                ("verdict", models.CharField(max_length=16)),
                ("state", models.CharField(max_length=16)),
                ("score", models.FloatField(null=True)),
                ("score_low", models.FloatField(null=True)),
                ("score_high", models.FloatField(null=True)),
                ("weight_applied", models.FloatField()),
                ("contribution", models.FloatField(null=True)),
                ("evidence_sha256", models.CharField(blank=True, max_length=64)),
                (
                    "carried_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="evaluation.frozenreading",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="indicators.indicator"
                    ),
                ),
                (
                    "total",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="evaluation.frozentotal",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("total", "indicator"), name="frozen_reading_one_per_line"),
                    models.CheckConstraint(
                        condition=models.Q(("why__in", ["", "not_recorded", "too_few", "no_cases"])),
                        name="frozen_reading_known_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("method__in", ["", "wilson", "garwood", "order_statistics", "student_t"])),
                        name="frozen_reading_known_method",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["good", "none", "warn", "bad", "cannot_tell"])),
                        name="frozen_reading_known_verdict",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__isnull", True), models.Q(("evidence_sha256", ""), _negated=True), _connector="OR"
                        ),
                        name="frozen_reading_keeps_its_cases",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("contribution__isnull", True),
                                ("score__isnull", True),
                                ("state", "missing"),
                                ("carried_from__isnull", True),
                                ("weight_applied", 0),
                            ),
                            models.Q(
                                ("contribution__isnull", False),
                                ("score__isnull", False),
                                ("state", "measured"),
                                ("carried_from__isnull", True),
                                ("value__isnull", False),
                                ("why", ""),
                            ),
                            models.Q(
                                ("contribution__isnull", False),
                                ("score__isnull", False),
                                ("state", "carried"),
                                ("carried_from__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="frozen_reading_state_fits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("score__isnull", True),
                            models.Q(
                                ("score__gte", 0),
                                ("score_high__gte", models.F("score")),
                                ("score_low__lte", models.F("score")),
                                ("score_high__isnull", False),
                                ("score_low__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="frozen_reading_score_in_interval",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weight_applied__gte", 0), ("weight_applied__lte", 100.000001)),
                        name="frozen_reading_weight_in_whole",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="frozentotal",
            index=models.Index(fields=["person", "period_end"], name="frozen_total_of_person"),
        ),
    ]
