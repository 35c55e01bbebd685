"""Registration of the room with Django."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The room `search`."""

    name = "liuxin.desk.search"
    label = "search"
