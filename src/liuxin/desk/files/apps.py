"""Registration of the room with Django."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """The room `files`."""

    name = "liuxin.desk.files"
    label = "files"
