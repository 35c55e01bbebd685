"""Registration of the room with Django."""

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    """The room `customers`."""

    name = "liuxin.desk.customers"
    label = "customers"
