"""A file of SQLite's is not looked for on PostgreSQL; left out, not skipped: no machine could run it there."""

from django.db import connection

collect_ignore = [] if connection.vendor == "sqlite" else ["test_sqlite_file.py"]
