"""Beneath all six phases: versions, parties, responses, signatures over a text hash, formal decisions."""
