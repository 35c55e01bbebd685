"""Talks and rounds laid out for reading."""
