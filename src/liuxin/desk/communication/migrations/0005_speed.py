from django.db import migrations, models
from django.db.models.functions import Lower


class Migration(migrations.Migration):
    dependencies = [("communication", "0004_mail")]

    operations = [
        migrations.RemoveIndex(model_name="message", name="message_by_sender"),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                Lower("sender_address"), "at", name="message_by_sender", condition=models.Q(direction="in")
            ),
        ),
    ]
