"""Measure definitions and their execution on the embedded engine."""
