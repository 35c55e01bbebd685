"""Mapping files: what a log's columns and words mean here."""

from liuxin.interfaces.imports.mapping.reading import parse_mapping, read_mapping
from liuxin.interfaces.imports.mapping.words import Layout, Mapping, StateWord

__all__ = ["Layout", "Mapping", "StateWord", "parse_mapping", "read_mapping"]
