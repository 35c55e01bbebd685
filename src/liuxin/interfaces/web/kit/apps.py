"""Registration of the room with Django."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    """The room `kit`."""

    name = "liuxin.interfaces.web.kit"
    label = "kit"
