import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="CustomerText",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("tokens", models.TextField()),
            ],
        ),
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
                        condition=models.Q(("source__in", ["case", "message", "note"])), name="case_text_known_source"
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
    ]
