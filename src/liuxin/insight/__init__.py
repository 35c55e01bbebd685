"""Read-only views across rooms."""
