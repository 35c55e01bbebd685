"""Talks and appeals."""
