"""Registration of the room with Django."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """The room `organisation`."""

    name = "liuxin.desk.organisation"
    label = "organisation"
