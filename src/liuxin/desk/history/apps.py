"""Registration of the room with Django."""

from django.apps import AppConfig


class HistoryConfig(AppConfig):
    """The room `history`."""

    name = "liuxin.desk.history"
    label = "history"
