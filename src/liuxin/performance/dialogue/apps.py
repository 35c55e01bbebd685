"""Registration of the room with Django."""

from django.apps import AppConfig


class DialogueConfig(AppConfig):
    """The room `dialogue`."""

    name = "liuxin.performance.dialogue"
    label = "dialogue"
