import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0002_interval_methods"),
        ("indicators", "0003_rated_lines"),
        ("organisation", "0002_no_overlap"),
        ("plan", "0002_phases_in_order"),
    ]

    operations = [
        migrations.CreateModel(
            name="RatedCell",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("heart", models.CharField(max_length=32)),
                ("known", models.BooleanField(default=False)),
                ("raters", models.PositiveIntegerField()),
                ("level", models.FloatField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("raters__gte", 3), models.Q(("known", True), ("raters__gte", 1)), _connector="OR"
                        ),
                        name="rated_cell_three",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__gte", 1.0), ("level__lte", 5.0)), name="rated_cell_on_scale"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RatedGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveIntegerField()),
                ("kinds", models.CharField(max_length=100)),
                ("raters", models.PositiveIntegerField()),
                ("weight", models.FloatField()),
                ("level", models.FloatField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("raters__gte", 3),
                            models.Q(("kinds__in", ["self", "supervisor"]), ("raters__gte", 1)),
                            _connector="OR",
                        ),
                        name="rated_group_of_three",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weight__gte", 0), ("weight__lte", 100.000001)), name="rated_group_in_whole"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__gte", 1.0), ("level__lte", 5.0)), name="rated_group_on_scale"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RatedPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", models.FloatField(null=True)),
                ("low", models.FloatField(null=True)),
                ("high", models.FloatField(null=True)),
                ("raters", models.PositiveIntegerField()),
                ("why", models.CharField(blank=True, max_length=32)),
                ("method", models.CharField(blank=True, max_length=32)),
                ("left_out", models.CharField(blank=True, max_length=100)),
                ("sealed_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("why__in", ["", "not_recorded", "too_few", "no_cases"])),
                        name="rated_part_known_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "method__in",
                                ["", "wilson", "jeffreys", "newcombe", "garwood", "order_statistics", "student_t"],
                            )
                        ),
                        name="rated_part_known_method",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("raters__gte", 1),
                                ("value__gte", 1.0),
                                ("value__isnull", False),
                                ("value__lte", 5.0),
                                ("why", ""),
                            ),
                            models.Q(
                                ("high__isnull", True),
                                ("low__isnull", True),
                                ("raters", 0),
                                ("value__isnull", True),
                                models.Q(("why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="rated_part_value_or_why_not",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("high__isnull", True), ("low__isnull", True)),
                            models.Q(
                                ("high__gte", models.F("value")),
                                ("high__isnull", False),
                                ("low__isnull", False),
                                ("low__lte", models.F("value")),
                            ),
                            _connector="OR",
                        ),
                        name="rated_part_value_in_interval",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Result",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField()),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("actor_kind", models.CharField(max_length=16)),
                ("actor_id", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("actor_kind__in", ["person", "customer", "expert", "system", "import", "rater"])
                        ),
                        name="result_known_actor",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ResultStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(max_length=16)),
                ("actor_kind", models.CharField(max_length=16)),
                ("actor_id", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["provisional", "talked", "final"])), name="result_step_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("actor_kind__in", ["person", "customer", "expert", "system", "import", "rater"])
                        ),
                        name="result_step_known_actor",
                    ),
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="frozenreading",
            name="frozen_reading_keeps_its_cases",
        ),
        migrations.RemoveConstraint(
            model_name="frozenreading",
            name="frozen_reading_state_fits",
        ),
        migrations.AddField(
            model_name="freeze",
            name="cycle",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plan.cycle"
            ),
        ),
        migrations.AddField(
            model_name="ratedcell",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="cells", to="evaluation.ratedgroup"
            ),
        ),
        migrations.AddField(
            model_name="ratedpart",
            name="cycle",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plan.cycle"),
        ),
        migrations.AddField(
            model_name="ratedpart",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
            ),
        ),
        migrations.AddField(
            model_name="ratedgroup",
            name="part",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="groups", to="evaluation.ratedpart"
            ),
        ),
        migrations.AddField(
            model_name="frozenreading",
            name="rated",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="evaluation.ratedpart",
            ),
        ),
        migrations.AddConstraint(
            model_name="frozenreading",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("value__isnull", True),
                    models.Q(("evidence_sha256", ""), _negated=True),
                    ("rated__isnull", False),
                    _connector="OR",
                ),
                name="frozen_reading_keeps_its_cases",
            ),
        ),
        migrations.AddConstraint(
            model_name="frozenreading",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("contribution__isnull", True),
                        ("score__isnull", True),
                        ("state__in", ["missing", "left_out"]),
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
        ),
        migrations.AddField(
            model_name="result",
            name="card",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="result", to="evaluation.frozentotal"
            ),
        ),
        migrations.AddField(
            model_name="result",
            name="corrects",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrected_by",
                to="evaluation.result",
            ),
        ),
        migrations.AddField(
            model_name="result",
            name="cycle",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plan.cycle"),
        ),
        migrations.AddField(
            model_name="result",
            name="department",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.department"
            ),
        ),
        migrations.AddField(
            model_name="result",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
            ),
        ),
        migrations.AddField(
            model_name="resultstep",
            name="after",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="evaluation.resultstep"
            ),
        ),
        migrations.AddField(
            model_name="resultstep",
            name="result",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="evaluation.result"
            ),
        ),
        migrations.AddConstraint(
            model_name="ratedcell",
            constraint=models.UniqueConstraint(fields=("group", "heart"), name="rated_cell_once"),
        ),
        migrations.AddConstraint(
            model_name="ratedpart",
            constraint=models.UniqueConstraint(fields=("cycle", "person"), name="rated_part_sealed_once"),
        ),
        migrations.AddConstraint(
            model_name="ratedgroup",
            constraint=models.UniqueConstraint(fields=("part", "kinds"), name="rated_group_once"),
        ),
        migrations.AddConstraint(
            model_name="result",
            constraint=models.UniqueConstraint(fields=("cycle", "person", "version"), name="result_one_per_version"),
        ),
        migrations.AddConstraint(
            model_name="result",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("corrects__isnull", True), ("version", 1)),
                    models.Q(("corrects__isnull", False), ("version__gt", 1), models.Q(("reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="result_corrects_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="resultstep",
            constraint=models.UniqueConstraint(fields=("result", "state"), name="result_step_once"),
        ),
        migrations.AddConstraint(
            model_name="resultstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("after__isnull", True), ("state", "provisional")),
                    models.Q(models.Q(("state", "provisional"), _negated=True), ("after__isnull", False)),
                    _connector="OR",
                ),
                name="result_step_follows",
            ),
        ),
    ]
