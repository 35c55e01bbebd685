"""Indicator sets: what each position is measured by."""
