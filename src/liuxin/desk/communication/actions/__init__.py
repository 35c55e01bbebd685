"""The only writes to communication."""

from liuxin.desk.communication.actions.drafts import drop_draft, save_draft
from liuxin.desk.communication.actions.erasing import erase_threads
from liuxin.desk.communication.actions.mailing import mail_notices
from liuxin.desk.communication.actions.messages import keep_incoming, open_thread, release_due, take_back, write
from liuxin.desk.communication.actions.notices import choose_notices, notify, read_all_notices, read_notice
from liuxin.desk.communication.actions.post import (
    begin_post,
    cancel_post,
    claim_posts,
    confirm_post,
    post,
    post_bounced,
    post_refused,
    post_sent,
    post_uncertain,
    recover_posts,
    retry_post,
)
from liuxin.desk.communication.actions.recorded import record_messages, record_threads

__all__ = [
    "begin_post",
    "cancel_post",
    "choose_notices",
    "claim_posts",
    "confirm_post",
    "drop_draft",
    "erase_threads",
    "keep_incoming",
    "mail_notices",
    "notify",
    "open_thread",
    "post",
    "post_bounced",
    "post_refused",
    "post_sent",
    "post_uncertain",
    "read_all_notices",
    "read_notice",
    "record_messages",
    "record_threads",
    "recover_posts",
    "release_due",
    "retry_post",
    "save_draft",
    "take_back",
    "write",
]
