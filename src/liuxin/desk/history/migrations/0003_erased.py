from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("history", "0002_guards")]

    operations = [
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(("erased_by__isnull", False)), fields=["erased_by"], name="history_event_erased"
            ),
        ),
    ]
