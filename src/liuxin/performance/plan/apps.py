"""Registration of the room with Django."""

from django.apps import AppConfig


class PlanConfig(AppConfig):
    """The room `plan`."""

    name = "liuxin.performance.plan"
    label = "plan"
