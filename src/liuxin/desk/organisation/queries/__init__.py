"""Reads of the organisation; who may see whom is decided here."""

from liuxin.desk.organisation.queries.standing import standing, standing_of_account

__all__ = ["standing", "standing_of_account"]
