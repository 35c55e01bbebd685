"""Reads of cases; who may see which is decided here."""

from liuxin.desk.cases.queries.answering import (
    at_work,
    mentionable,
    met_meanwhile,
    people_near,
    pulse,
    sees_case,
    unread,
)
from liuxin.desk.cases.queries.conversation import attachment, conversation, whole_letter
from liuxin.desk.cases.queries.customer_figures import customer_figures, loyalty_page
from liuxin.desk.cases.queries.customer_page import customer_cases, customer_page, customer_time
from liuxin.desk.cases.queries.customers import customer_list
from liuxin.desk.cases.queries.finding import find
from liuxin.desk.cases.queries.kept import filled, filling, macro_left, macro_of, macros, template, templates, versions
from liuxin.desk.cases.queries.lists import MOST, case_list, case_rows, case_titles, versions_of
from liuxin.desk.cases.queries.needs import customer_needs, need_list, need_page, need_rows
from liuxin.desk.cases.queries.one import acts, case
from liuxin.desk.cases.queries.page import case_page
from liuxin.desk.cases.queries.personal import erasure, personal_data
from liuxin.desk.cases.queries.portal import (
    asking,
    cases_to_ask,
    check_pass,
    letter_about,
    portal_case,
    portal_cases,
    portal_file,
    portal_languages,
    session,
    unanswered,
    unseen_follow_ups,
    unseen_returns,
    unseen_verdicts,
    visitor_by_address,
    visitor_by_link,
    visitor_of_person,
)
from liuxin.desk.cases.queries.promises import (
    cases_bound,
    matter_of,
    promise_terms,
    promise_versions,
    promises,
    subject_of,
    waiting,
    weighed,
)
from liuxin.desk.cases.queries.queues import queues
from liuxin.desk.cases.queries.routing import (
    routing_changes,
    routing_rule,
    routing_rules,
    sites_above,
    sites_for_rules,
    try_routing,
)
from liuxin.desk.cases.queries.saved import default_view, saved_views, view_counts
from liuxin.desk.cases.queries.segments import memberships, reachable, segment_counts, segment_preview
from liuxin.desk.cases.queries.similar import similar
from liuxin.desk.cases.queries.sites import site_page
from liuxin.desk.cases.queries.state import entrance, entrances, portal_terms
from liuxin.desk.cases.queries.surveying import (
    reminders_due,
    survey_answers,
    survey_open,
    survey_page,
    survey_tallies,
    survey_terms,
    survey_token,
    surveys_due,
    surveys_of_case,
    unseen_answers,
)
from liuxin.desk.cases.queries.thanking import may_only_thank
from liuxin.desk.cases.queries.ties import alike, around, notes, ties
from liuxin.desk.cases.queries.trying import try_promise
from liuxin.desk.cases.queries.visible import case_key, cases_visible
from liuxin.desk.cases.queries.watch import board

__all__ = [
    "MOST",
    "acts",
    "alike",
    "around",
    "asking",
    "at_work",
    "attachment",
    "board",
    "case",
    "case_key",
    "case_list",
    "case_page",
    "case_rows",
    "case_titles",
    "cases_bound",
    "cases_to_ask",
    "cases_visible",
    "check_pass",
    "conversation",
    "customer_cases",
    "customer_figures",
    "customer_list",
    "customer_needs",
    "customer_page",
    "customer_time",
    "default_view",
    "entrance",
    "entrances",
    "erasure",
    "filled",
    "filling",
    "find",
    "letter_about",
    "loyalty_page",
    "macro_left",
    "macro_of",
    "macros",
    "matter_of",
    "may_only_thank",
    "memberships",
    "mentionable",
    "met_meanwhile",
    "need_list",
    "need_page",
    "need_rows",
    "notes",
    "pass_is_good",
    "people_near",
    "personal_data",
    "portal_case",
    "portal_cases",
    "portal_file",
    "portal_languages",
    "portal_terms",
    "promise_terms",
    "promise_versions",
    "promises",
    "pulse",
    "queues",
    "reachable",
    "reminders_due",
    "routing_changes",
    "routing_rule",
    "routing_rules",
    "saved_views",
    "sees_case",
    "segment_counts",
    "segment_preview",
    "session",
    "similar",
    "site_page",
    "sites_above",
    "sites_for_rules",
    "subject_of",
    "survey_answers",
    "survey_open",
    "survey_page",
    "survey_tallies",
    "survey_terms",
    "survey_token",
    "surveys_due",
    "surveys_of_case",
    "template",
    "templates",
    "ties",
    "try_promise",
    "try_routing",
    "unanswered",
    "unread",
    "unseen_answers",
    "unseen_follow_ups",
    "unseen_returns",
    "unseen_verdicts",
    "versions",
    "versions_of",
    "view_counts",
    "visitor_by_address",
    "visitor_by_link",
    "visitor_of_person",
    "waiting",
    "weighed",
    "whole_letter",
]
