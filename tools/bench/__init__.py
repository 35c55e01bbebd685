"""Measures what docs/figures.md tells: time and memory, each with the limit that it is held to."""
