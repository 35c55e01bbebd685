"""Decisions of the organisation as pure functions."""
