"""The only writes to communication."""

from liuxin.desk.communication.actions.attachments import attach
from liuxin.desk.communication.actions.drafts import drop_draft, save_draft
from liuxin.desk.communication.actions.erasing import erase_letters, erase_threads, forget_reader
from liuxin.desk.communication.actions.mailboxes import (
    bind_thread,
    end_held,
    hold_letter,
    mailbox_seen,
    mark_taken,
    set_file_limits,
    set_mailbox,
    take_number,
)
from liuxin.desk.communication.actions.mailing import mail_notices
from liuxin.desk.communication.actions.messages import (
    give_threads,
    keep_incoming,
    open_thread,
    release_due,
    take_back,
    write,
)
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
    "attach",
    "begin_post",
    "bind_thread",
    "cancel_post",
    "choose_notices",
    "claim_posts",
    "confirm_post",
    "drop_draft",
    "end_held",
    "erase_letters",
    "erase_threads",
    "forget_reader",
    "give_threads",
    "hold_letter",
    "keep_incoming",
    "mail_notices",
    "mailbox_seen",
    "mark_taken",
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
    "set_file_limits",
    "set_mailbox",
    "take_back",
    "take_number",
    "write",
]
