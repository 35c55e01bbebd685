"""Beneath all six phases: check-ins, critical incidents, praise, obstacles with a clock."""
