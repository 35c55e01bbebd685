"""Registration of the room with Django."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The room `cases`."""

    name = "liuxin.desk.cases"
    label = "cases"
