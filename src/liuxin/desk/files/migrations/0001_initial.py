from django.db import migrations, models

from liuxin.desk.history.migrations._at_once import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        CreateTables(
            migrations.CreateModel(
                name="StoredFile",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("sha256", models.CharField(max_length=64, unique=True)),
                    ("size", models.PositiveBigIntegerField()),
                    ("media_type", models.CharField(max_length=100)),
                    ("kept_at", models.DateTimeField()),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("sha256", ""), _negated=True), models.Q(("media_type", ""), _negated=True)
                            ),
                            name="file_has_digest",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="FileLimits",
                fields=[
                    ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                    ("per_file", models.PositiveBigIntegerField()),
                    ("per_message", models.PositiveBigIntegerField()),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(condition=models.Q(("id", 1)), name="file_limits_one_row"),
                        models.CheckConstraint(
                            condition=models.Q(("per_file__gte", 1), ("per_message__gte", models.F("per_file"))),
                            name="file_limits_in_order",
                        ),
                    ],
                },
            ),
        ),
    ]
