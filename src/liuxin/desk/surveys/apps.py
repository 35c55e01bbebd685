"""Registration of the room with Django."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """The room `surveys`."""

    name = "liuxin.desk.surveys"
    label = "surveys"
