"""Pages behind a one-time link."""
