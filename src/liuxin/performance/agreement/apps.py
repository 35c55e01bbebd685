"""Registration of the room with Django."""

from django.apps import AppConfig


class AgreementConfig(AppConfig):
    """The room `agreement`."""

    name = "liuxin.performance.agreement"
    label = "agreement"
