"""An empty installation filled with a real record, and with made-up people around it that are marked so."""

from liuxin.interfaces.imports.demo.fill import DemoAccount, Filled, fill, is_filled, is_strange

__all__ = ["DemoAccount", "Filled", "fill", "is_filled", "is_strange"]
