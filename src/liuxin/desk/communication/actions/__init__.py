"""The only writes to communication."""

from liuxin.desk.communication.actions.drafts import drop_draft, save_draft
from liuxin.desk.communication.actions.messages import keep_incoming, open_thread, release_due, take_back, write
from liuxin.desk.communication.actions.notices import choose_notices, notify, read_all_notices, read_notice

__all__ = [
    "choose_notices",
    "drop_draft",
    "keep_incoming",
    "notify",
    "open_thread",
    "read_all_notices",
    "read_notice",
    "release_due",
    "save_draft",
    "take_back",
    "write",
]
