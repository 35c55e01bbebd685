"""Registration of the room with Django."""

from django.apps import AppConfig


class QualityConfig(AppConfig):
    """The room `quality`."""

    name = "liuxin.desk.quality"
    label = "quality"
