"""Registration with Django of what listens to apps that are not ours."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The place that sees everything."""

    name = "liuxin.config"
    label = "config"

    def ready(self) -> None:
        """Begin to listen, once all apps are there."""
        # Imported here: the rooms it writes to have models, which are there only now.
        from liuxin.config import security_log  # noqa: PLC0415

        security_log.listen()
