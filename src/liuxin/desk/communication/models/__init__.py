"""Tables of communication."""

from liuxin.desk.communication.models.messages import Draft, Message, Thread
from liuxin.desk.communication.models.notices import Notice, NoticePlan, NoticeWay

__all__ = ["Draft", "Message", "Notice", "NoticePlan", "NoticeWay", "Thread"]
