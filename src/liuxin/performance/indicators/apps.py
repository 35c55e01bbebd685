"""Registration of the room with Django."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """The room `indicators`."""

    name = "liuxin.performance.indicators"
    label = "indicators"
