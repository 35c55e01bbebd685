"""The only writes to communication."""

from liuxin.desk.communication.actions.notices import choose_notices, notify, read_all_notices, read_notice

__all__ = ["choose_notices", "notify", "read_all_notices", "read_notice"]
