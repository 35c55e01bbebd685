from django.db import migrations

from liuxin.desk.search.migrations import _found


class Migration(migrations.Migration):
    dependencies = [("search", "0001_squashed_0002_found")]

    operations = [migrations.RunPython(_found.quicken, _found.slow_down)]
