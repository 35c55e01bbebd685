"""The only writes to cases."""

from liuxin.desk.cases.actions.alarming import raise_due
from liuxin.desk.cases.actions.answering import send_answer, write_down
from liuxin.desk.cases.actions.bulk import record_histories
from liuxin.desk.cases.actions.calls import take_call
from liuxin.desk.cases.actions.customers import erase_customer, merge_customers, undo_merge
from liuxin.desk.cases.actions.ending import close, close_unanswered, reopen, resolve
from liuxin.desk.cases.actions.hands import add_helper, end_help, take, transfer
from liuxin.desk.cases.actions.happenings import record_happenings
from liuxin.desk.cases.actions.holding import release, resolve_by_letter, take_back
from liuxin.desk.cases.actions.index import index_text, rebuild_index
from liuxin.desk.cases.actions.leaving import hand_over_absent, leave
from liuxin.desk.cases.actions.macros import run_macro
from liuxin.desk.cases.actions.merging import merge, tell_apart, unmerge
from liuxin.desk.cases.actions.messages import receive_message, reply, set_entrance
from liuxin.desk.cases.actions.noting import note
from liuxin.desk.cases.actions.opening import receive
from liuxin.desk.cases.actions.parting import close_with_parts, set_whole, split
from liuxin.desk.cases.actions.passes import (
    ask_again,
    end_session,
    forget_visits,
    knock,
    make_pass,
    set_portal_terms,
    tell_to_decide,
    use_pass,
)
from liuxin.desk.cases.actions.portal import (
    answer,
    come_in,
    confirm,
    looked_at_follow_up,
    looked_at_return,
    looked_at_verdict,
)
from liuxin.desk.cases.actions.promises import add_promise, change_promise, retire_promise, set_promise
from liuxin.desk.cases.actions.queues import take_next
from liuxin.desk.cases.actions.reading import look
from liuxin.desk.cases.actions.recorded_talk import record_talk
from liuxin.desk.cases.actions.returning import letter_bounced, letter_refused, send_letter_again, stop_letter
from liuxin.desk.cases.actions.routing import route_waiting
from liuxin.desk.cases.actions.routing_rules import (
    add_routing_rule,
    change_routing_rule,
    move_routing_rule,
    restore_routing_rule,
    retire_routing_rule,
)
from liuxin.desk.cases.actions.surveying import (
    answer_survey,
    ask_customer,
    looked_at_answer,
    remind_customer,
    set_survey_terms,
)
from liuxin.desk.cases.actions.templates import keep_macro, keep_template, retire_macro, retire_template
from liuxin.desk.cases.actions.thanking import close_thanked, only_thanks
from liuxin.desk.cases.actions.together import MOST_TOGETHER, do_together, preview_together, undo_together
from liuxin.desk.cases.actions.views import drop_view, save_view, set_default_view
from liuxin.desk.cases.actions.working import classify, plan_next, resume, wait_on_customer

__all__ = [
    "MOST_TOGETHER",
    "add_helper",
    "add_promise",
    "add_routing_rule",
    "answer",
    "answer_survey",
    "ask_again",
    "ask_customer",
    "change_promise",
    "change_routing_rule",
    "classify",
    "close",
    "close_thanked",
    "close_unanswered",
    "close_with_parts",
    "come_in",
    "confirm",
    "do_together",
    "drop_view",
    "end_help",
    "end_session",
    "erase_customer",
    "forget_visits",
    "hand_over_absent",
    "index_text",
    "keep_macro",
    "keep_template",
    "knock",
    "leave",
    "letter_bounced",
    "letter_refused",
    "look",
    "looked_at_answer",
    "looked_at_follow_up",
    "looked_at_return",
    "looked_at_verdict",
    "make_pass",
    "merge",
    "merge_customers",
    "move_routing_rule",
    "note",
    "only_thanks",
    "plan_next",
    "preview_together",
    "raise_due",
    "rebuild_index",
    "receive",
    "receive_message",
    "record_happenings",
    "record_histories",
    "record_talk",
    "release",
    "remind_customer",
    "reopen",
    "reply",
    "resolve",
    "resolve_by_letter",
    "restore_routing_rule",
    "resume",
    "retire_macro",
    "retire_promise",
    "retire_routing_rule",
    "retire_template",
    "route_waiting",
    "run_macro",
    "save_view",
    "send_answer",
    "send_letter_again",
    "set_default_view",
    "set_entrance",
    "set_portal_terms",
    "set_promise",
    "set_survey_terms",
    "set_whole",
    "split",
    "stop_letter",
    "take",
    "take_back",
    "take_call",
    "take_next",
    "tell_apart",
    "tell_to_decide",
    "transfer",
    "undo_merge",
    "undo_together",
    "unmerge",
    "use_pass",
    "wait_on_customer",
    "write_down",
]
