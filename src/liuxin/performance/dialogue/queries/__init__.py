"""Reads of the talk that goes on all year; who may see what of whom is decided here, once."""

from liuxin.performance.dialogue.queries.mine import mine, waiting
from liuxin.performance.dialogue.queries.people import (
    incident,
    incidents_of,
    obstacle,
    obstacles_of,
    obstacles_open,
    person,
    praise_of,
)

__all__ = [
    "incident",
    "incidents_of",
    "mine",
    "obstacle",
    "obstacles_of",
    "obstacles_open",
    "person",
    "praise_of",
    "waiting",
]
