"""What each log can tell: imported by its mapping, measured, written into docs/recipes/what-logs-can-tell.md."""
