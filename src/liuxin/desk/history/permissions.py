"""Who may look into the record as a whole. Roles are the organisation's words; this floor knows them as text only."""

from collections.abc import Collection

READERS = frozenset({"auditor", "audit_admin", "director"})


def may_read_record(roles: Collection[str]) -> bool:
    """Auditors, the audit administrator and the director read every event; they change none."""
    return not READERS.isdisjoint(roles)
