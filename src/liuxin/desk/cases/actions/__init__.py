"""The only writes to cases."""

from liuxin.desk.cases.actions.bulk import record_histories
from liuxin.desk.cases.actions.ending import close, reopen, resolve
from liuxin.desk.cases.actions.hands import add_helper, end_help, take, transfer
from liuxin.desk.cases.actions.happenings import record_happenings
from liuxin.desk.cases.actions.index import index_text, rebuild_index
from liuxin.desk.cases.actions.messages import receive_message, release, reply, set_entrance, take_back
from liuxin.desk.cases.actions.opening import receive
from liuxin.desk.cases.actions.promises import set_promise
from liuxin.desk.cases.actions.working import classify, note, plan_next, resume, wait_on_customer

__all__ = [
    "add_helper",
    "classify",
    "close",
    "end_help",
    "index_text",
    "note",
    "plan_next",
    "rebuild_index",
    "receive",
    "receive_message",
    "record_happenings",
    "record_histories",
    "release",
    "reopen",
    "reply",
    "resolve",
    "resume",
    "set_entrance",
    "set_promise",
    "take",
    "take_back",
    "transfer",
    "wait_on_customer",
]
