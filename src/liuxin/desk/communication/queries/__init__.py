"""Reads of communication."""

from liuxin.desk.communication.queries.notices import NOTICES_A_PAGE, notice, notice_plan, notices, unread_notices

__all__ = ["NOTICES_A_PAGE", "notice", "notice_plan", "notices", "unread_notices"]
