"""The settings of the product with a data folder that is thrown away, cheap passwords and plain static files."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# Each process gets its own folder, xdist's workers too: facts and evidence files of two tests must never meet.
_HOME = tempfile.mkdtemp(prefix="liuxin-test-")
atexit.register(shutil.rmtree, _HOME, ignore_errors=True)
os.environ["LIUXIN_HOME"] = _HOME

from liuxin.config.settings import *  # noqa: E402, F403  the folder must be named before the settings look for it
from liuxin.config.settings import DATABASES, STATIC_ROOT, STORAGES  # noqa: E402  as above

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STATIC_ROOT.mkdir(exist_ok=True)

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: two threads must meet SQLite's real locks.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(_HOME) / "test.sqlite3")}
