"""The demonstration: a simulated company of today, labelled so, with cycles to be tried in several phases."""

from liuxin.interfaces.imports.company import one
from liuxin.interfaces.imports.company.accounts import DemoAccount
from liuxin.interfaces.imports.company.fill import Filled, fill, is_filled, is_strange, world_of

__all__ = ["DemoAccount", "Filled", "fill", "is_filled", "is_strange", "one", "world_of"]
