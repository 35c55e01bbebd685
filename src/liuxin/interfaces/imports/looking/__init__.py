"""A first look at a log, and a mapping proposed from it."""

from liuxin.interfaces.imports.looking.look import look_at
from liuxin.interfaces.imports.looking.propose import propose
from liuxin.interfaces.imports.looking.words import ColumnLook, FirstLook, Guess, Why

__all__ = ["ColumnLook", "FirstLook", "Guess", "Why", "look_at", "propose"]
