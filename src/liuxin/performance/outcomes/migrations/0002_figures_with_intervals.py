from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="reviewfigure",
            name=name,
            field=models.FloatField(null=True),
        )
        for name in ("low", "high")
    ]
