import django.db.models.expressions
from django.db import migrations, models

from liuxin.desk.history.migrations._at_once import CreateTables
from liuxin.desk.search.migrations import _found


class Migration(migrations.Migration):
    replaces = [("search", "0001_initial"), ("search", "0002_found")]

    initial = True

    dependencies = []

    operations = [
        CreateTables(
            migrations.CreateModel(
                name="CaseText",
                fields=[
                    ("id", models.BigAutoField(primary_key=True, serialize=False)),
                    ("case", models.BigIntegerField()),
                    ("source", models.CharField(max_length=16)),
                    ("key", models.BigIntegerField()),
                    ("tokens", models.TextField()),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("source", "key"), name="case_text_once"),
                        models.CheckConstraint(
                            condition=models.Q(("source__in", ["case", "message", "note"])),
                            name="case_text_known_source",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "id__gte",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("case"), "*", models.Value(1048576)
                                    ),
                                ),
                                (
                                    "id__lt",
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("case"), "+", models.Value(1)
                                        ),
                                        "*",
                                        models.Value(1048576),
                                    ),
                                ),
                            ),
                            name="case_text_of_its_case",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="CustomerText",
                fields=[
                    ("id", models.BigAutoField(primary_key=True, serialize=False)),
                    ("tokens", models.TextField()),
                ],
            ),
        ),
        migrations.RunPython(_found.keep, _found.drop),
    ]
