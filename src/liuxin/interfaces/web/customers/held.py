"""What is held of a person, in words: the names of the fields, and what codes mean. Files keep the codes."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import pgettext, pgettext_lazy

from liuxin.interfaces.web.cases import conversation
from liuxin.interfaces.web.cases import labels as case_labels
from liuxin.interfaces.web.customers import labels

Label = str | Promise
FIELDS: Mapping[str, Label] = {
    "code": pgettext_lazy("held", "Number"),
    "name": pgettext_lazy("held", "Name"),
    "kind": pgettext_lazy("held", "Kind"),
    "stage": pgettext_lazy("held", "Stage"),
    "label": pgettext_lazy("held", "Name at the source"),
    "known_since": pgettext_lazy("held", "Known since"),
    "duty": pgettext_lazy("held", "Duty"),
    "phone": pgettext_lazy("held", "Phone"),
    "email": pgettext_lazy("held", "E-mail"),
    "prefers": pgettext_lazy("held", "Likes to be reached"),
    "language": pgettext_lazy("held", "Language"),
    "site": pgettext_lazy("held", "Site"),
    "start": pgettext_lazy("held", "From"),
    "end": pgettext_lazy("held", "Until"),
    "at": pgettext_lazy("held", "When"),
    "from": pgettext_lazy("held", "From stage"),
    "to": pgettext_lazy("held", "To stage"),
    "reason": pgettext_lazy("held", "Reason"),
    "cause": pgettext_lazy("held", "Cause"),
    "remark": pgettext_lazy("held", "Remark"),
    "title": pgettext_lazy("held", "What it is about"),
    "text": pgettext_lazy("held", "Words"),
    "state": pgettext_lazy("held", "State"),
    "recorded_at": pgettext_lazy("held", "Recorded"),
    "worth": pgettext_lazy("held", "What it was worth"),
    "result": pgettext_lazy("held", "Result"),
    "channel": pgettext_lazy("held", "Channel"),
    "category": pgettext_lazy("held", "Category"),
    "status": pgettext_lazy("held", "State"),
    "opened_at": pgettext_lazy("held", "Opened"),
    "closed_at": pgettext_lazy("held", "Closed"),
    "outcome": pgettext_lazy("held", "Outcome"),
    "told": pgettext_lazy("held", "What was told"),
    "case": pgettext_lazy("held", "Case"),
    "direction": pgettext_lazy("held", "Who wrote"),
    "way": pgettext_lazy("held", "Way"),
    "sender": pgettext_lazy("held", "Sender"),
    "subject": pgettext_lazy("held", "Subject"),
    "overall": pgettext_lazy("held", "Overall"),
    "resolved": pgettext_lazy("held", "Whether it is settled"),
    "resolution": pgettext_lazy("held", "Which resolution"),
    "care": pgettext_lazy("held", "Care"),
    "love": pgettext_lazy("held", "Love"),
    "sincerity": pgettext_lazy("held", "Sincerity"),
    "attention": pgettext_lazy("held", "Attention"),
    "dedication": pgettext_lazy("held", "Dedication"),
    "perseverance": pgettext_lazy("held", "Perseverance"),
}
WHO: Mapping[str, Label] = {"in": pgettext_lazy("held", "the customer"), "out": pgettext_lazy("held", "we")}
VALUES: dict[tuple[str, str], Mapping[Any, Label]] = {
    ("record", "kind"): labels.KIND,
    ("contacts", "kind"): labels.CONTACT,
    ("contacts", "prefers"): labels.WAY,
    ("contacts", "language"): labels.LANGUAGE,
    ("moves", "reason"): labels.REASON,
    ("moves", "cause"): labels.CAUSE,
    ("needs", "state"): labels.STATE,
    ("needs", "worth"): labels.WORTH,
    ("cases", "kind"): case_labels.KIND,
    ("cases", "channel"): case_labels.CHANNEL,
    ("cases", "status"): case_labels.STATUS,
    ("cases", "outcome"): case_labels.OUTCOME,
    ("messages", "direction"): WHO,
    ("messages", "way"): conversation.MEDIUM,
}


def rows(section: str, held: list[dict[str, Any]], stages: Mapping[str, str]) -> list[list[tuple[Label, Label]]]:
    """Give what a section holds, field by field, without what is empty; `stages` are the names of those by code."""
    values = VALUES | {("record", "stage"): stages, ("moves", "from"): stages, ("moves", "to"): stages}
    return [_row(row, {name: values.get((section, name), {}) for name in row}) for row in held]


def _row(row: dict[str, Any], values: Mapping[str, Mapping[Any, Label]]) -> list[tuple[Label, Label]]:
    filled = ((name, value) for name, value in row.items() if value not in (None, ""))
    return [(FIELDS.get(name, name), _said(value, values[name])) for name, value in filled]


def _said(value: Any, words: Mapping[Any, Label]) -> Label:
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return pgettext("held", "yes") if value else pgettext("held", "no")
    return words.get(value, str(value))
