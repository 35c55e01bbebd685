"""The series of numbers that is there before anything is numbered: promises begin after 0."""

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def begin(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("cases", "Numbering").objects.create(series="promise", last=0)


def forget(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("cases", "Numbering").objects.all().delete()
