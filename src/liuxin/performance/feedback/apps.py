"""Registration of the room with Django."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    """The room `feedback`."""

    name = "liuxin.performance.feedback"
    label = "feedback"
