"""The settings of the product as they are, but static files as they lie: nothing needs to be collected first."""

from liuxin.config.settings import *  # noqa: F403  that is what they are
from liuxin.config.settings import STORAGES

STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
