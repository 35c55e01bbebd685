"""Reads of cases; who may see which is decided here."""
