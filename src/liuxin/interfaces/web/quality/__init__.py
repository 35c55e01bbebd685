"""Warnings: the list, one to be settled, and those of a case."""
