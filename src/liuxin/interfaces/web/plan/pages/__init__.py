"""Lays out what the pages of the plan show: plain values only."""
