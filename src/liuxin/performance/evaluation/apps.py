"""Registration of the room with Django."""

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    """The room `evaluation`."""

    name = "liuxin.performance.evaluation"
    label = "evaluation"
