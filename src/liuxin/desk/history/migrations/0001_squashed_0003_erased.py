import django.db.models.deletion
from django.db import migrations, models

from liuxin.desk.history.migrations import _guards
from liuxin.desk.history.migrations._at_once import CreateTables


class Migration(migrations.Migration):
    replaces = [("history", "0001_record"), ("history", "0002_guards"), ("history", "0003_erased")]

    initial = True

    dependencies = []

    operations = [
        CreateTables(
            migrations.CreateModel(
                name="Event",
                fields=[
                    ("id", models.BigAutoField(primary_key=True, serialize=False)),
                    ("code", models.CharField(max_length=64)),
                    ("subject_kind", models.CharField(max_length=32)),
                    ("subject", models.CharField(max_length=64)),
                    ("actor_kind", models.CharField(max_length=16)),
                    ("actor_id", models.CharField(max_length=64)),
                    ("actor_via", models.CharField(max_length=32)),
                    ("actor_for", models.CharField(max_length=64)),
                    ("at", models.BigIntegerField()),
                    ("recorded_at", models.BigIntegerField()),
                    ("payload", models.TextField(null=True)),
                    ("salt", models.BinaryField(null=True)),
                    ("leaf", models.BinaryField()),
                    (
                        "erased_by",
                        models.ForeignKey(
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="history.event",
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(fields=["subject_kind", "subject"], name="history_event_subject"),
                        models.Index(fields=["code"], name="history_event_code"),
                        models.Index(fields=["actor_kind", "actor_id"], name="history_event_actor"),
                        models.Index(fields=["at"], name="history_event_at"),
                        models.Index(
                            condition=models.Q(("erased_by__isnull", False)),
                            fields=["erased_by"],
                            name="history_event_erased",
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("erased_by__isnull", True), ("payload__isnull", False), ("salt__isnull", False)
                                ),
                                models.Q(
                                    ("erased_by__isnull", False),
                                    ("payload__isnull", True),
                                    ("salt__isnull", True),
                                    ("subject", ""),
                                ),
                                _connector="OR",
                            ),
                            name="history_event_emptied_by_erasure_only",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Seal",
                fields=[
                    ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
                    (
                        "event",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT, related_name="seal", to="history.event"
                        ),
                    ),
                    ("hash", models.BinaryField()),
                ],
            ),
            migrations.CreateModel(
                name="Unsealed",
                fields=[
                    ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ],
            ),
            migrations.CreateModel(
                name="Head",
                fields=[
                    ("id", models.SmallIntegerField(primary_key=True, serialize=False)),
                    ("seq", models.BigIntegerField()),
                    ("hash", models.BinaryField()),
                    ("mark", models.BinaryField()),
                    ("sealed_at", models.BigIntegerField()),
                ],
                options={
                    "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="history_head_is_one")],
                },
            ),
        ),
        migrations.RunPython(_guards.guard, _guards.unguard),
    ]
