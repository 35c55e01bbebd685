"""Tables of communication."""

from liuxin.desk.communication.models.notices import Notice, NoticePlan, NoticeWay

__all__ = ["Notice", "NoticePlan", "NoticeWay"]
