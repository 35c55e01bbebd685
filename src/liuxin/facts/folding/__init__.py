"""The fold: from events to fact tables, for many cases at once."""
