"""Registration of the room with Django."""

from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    """The room `outcomes`."""

    name = "liuxin.performance.outcomes"
    label = "outcomes"
