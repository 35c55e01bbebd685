"""Registration of the room with Django."""

from django.apps import AppConfig


class EvaluatorsConfig(AppConfig):
    """The room `evaluators`."""

    name = "liuxin.performance.evaluators"
    label = "evaluators"
