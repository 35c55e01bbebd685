"""Rater statistics and fair comparison: arrays in, frozen results out; never a silent number."""
