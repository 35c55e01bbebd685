"""Registration of the room with Django."""

from django.apps import AppConfig


class CommunicationConfig(AppConfig):
    """The room `communication`."""

    name = "liuxin.desk.communication"
    label = "communication"
