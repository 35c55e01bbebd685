"""The doors: thin, no rules."""
