"""Decisions of communication."""

from liuxin.desk.communication.rules import notices

__all__ = ["notices"]
