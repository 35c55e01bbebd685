"""A simulated company written into an installation, through the actions of every room."""

from liuxin.interfaces.imports.simulator.writing.keys import Keys
from liuxin.interfaces.imports.simulator.writing.run import Written, write

__all__ = ["Keys", "Written", "write"]
