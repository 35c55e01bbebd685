from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from liuxin.performance.evaluation.migrations import _guards


def up(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in _guards.UP[editor.connection.vendor]:
        editor.execute(statement, params=None)


def down(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in _guards.DOWN[editor.connection.vendor]:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0004_forms"), ("indicators", "0004_agreed_by_vote")]

    operations = [migrations.RunPython(up, down)]
