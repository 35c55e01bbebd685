"""A simulated company written into an installation, through the actions of every room."""

from liuxin.interfaces.imports.simulator.writing.company import staff_number
from liuxin.interfaces.imports.simulator.writing.keys import Keys
from liuxin.interfaces.imports.simulator.writing.run import Written, is_strange, write

__all__ = ["Keys", "Written", "is_strange", "staff_number", "write"]
