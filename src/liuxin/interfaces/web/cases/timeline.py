"""The time line of a case in sentences."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from liuxin.desk.cases.words import CaseLine, HandOverReason, Moment, Target
from liuxin.interfaces.web.cases import labels, shown


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the time line; `again` counts the rows of a source that said the same once more."""

    at: datetime
    who: str
    said: str
    remark: str = ""
    text: str = ""
    was_outcome: bool = False
    state: str = ""
    sealed: int | None = None
    again: int = 0
    until: datetime | None = None
    due: datetime | None = None


def entries(moments: Sequence[Moment], *, source: str = "", line: CaseLine | None = None) -> tuple[Entry, ...]:
    """Give the sentences, with rows of a source that say the same folded into one.

    Who did it is left out where it is the source of the whole case: the page says so once. The next step that is
    planned now is told by its name, and so are those that the desk planned by itself; of what somebody wrote before it,
    the record holds only until when it was due, and the line says so.
    """
    said = [_entry(moment, source) for moment in moments if moment.code not in _UNSAID]
    return tuple(_folded([_with_step(entry, line) for entry in said]))


def _with_step(entry: Entry, line: CaseLine | None) -> Entry:
    if line is None or entry.due is None or entry.remark:
        return entry
    # The case keeps parts of a second, the record whole ones.
    is_now = line.next_due is not None and entry.due == line.next_due.replace(microsecond=0)
    if is_now and line.next_action:
        return replace(entry, remark=labels.next_action(line.next_action))
    return replace(entry, remark=_("what it was is not on record, since another step took its place"))


def _folded(lines: Sequence[Entry]) -> Iterator[Entry]:
    waiting: Entry | None = None
    for line in lines:
        same = (
            waiting is not None
            and not line.text
            and (line.who, line.said, line.state)
            == (
                waiting.who,
                waiting.said,
                waiting.state,
            )
        )
        if same and waiting is not None:
            waiting = replace(waiting, again=waiting.again + 1, until=line.at)
            continue
        if waiting is not None:
            yield waiting
        waiting = line
    if waiting is not None:
        yield waiting


def _entry(moment: Moment, source: str) -> Entry:
    say = SENTENCES.get(moment.code)
    return Entry(
        at=moment.at,
        who=""
        if moment.code in OF_ITSELF
        else shown.name(moment.actor) or _who(moment.actor_label, source, moment.code),
        said=say(moment) if say else moment.code,
        remark=moment.remark or (labels.next_action(moment.action) if moment.action in labels.NEXT_ACTION else ""),
        text=moment.text,
        was_outcome=moment.was_outcome,
        state=moment.state,
        sealed=moment.sealed,
        due=moment.due if moment.code == "case.next_planned" else None,
    )


OF_ITSELF = frozenset((
    "case.routed", "case.promise_judged", "case.response_judged", "case.promise_warned", "case.complained",
    "case.confirmed", "case.asked", "message.sent", "message.received", "message.undelivered", "survey.asked",
    "case.response_runs_on",
    "survey.answered",
))  # fmt: skip
"""What is told in a sentence with a subject of its own: nobody's name goes before it."""
OWN = frozenset(("clock", "desk", "mail", "portal", "promises", "surveys"))
"""What Liuxin does by itself, by the name that the record knows."""


FOLLOWS = frozenset(("case.opened", "case.next_planned"))
"""What Liuxin makes of a customer's deed: the customer wrote, and the rules did the rest."""


def _who(label: str, source: str, code: str) -> str:
    if label == "customer" and code not in FOLLOWS:
        return pgettext("actor", "the customer")
    label = "portal" if label == "customer" else label
    return _("Liuxin") if label in OWN else "" if label == source else label


def _opened(moment: Moment) -> str:
    return _into(moment, _("opened; %(hands)s"))


def _routed(moment: Moment) -> str:
    if not moment.rule:
        return _("the rules of routing sent it here")
    return _("the rule of routing “%(rule)s” sent it here") % {"rule": moment.rule}


def _handed_over(moment: Moment) -> str:
    said = _into(moment, _("handed over: %(hands)s"))
    if moment.reason in {None, HandOverReason.AS_RECORDED, HandOverReason.TAKEN}:
        return said
    reason = str(labels.REASON[moment.reason]) if moment.reason else ""
    return _("%(said)s; reason: %(reason)s") % {"said": said, "reason": reason}


def _into(moment: Moment, sentence: str) -> str:
    team = shown.name(moment.team) or _("no team")
    if moment.holder is not None:
        hands = _("held by %(holder)s (%(team)s)") % {"holder": shown.name(moment.holder), "team": team}
    else:
        owner = shown.name(moment.accountable) or "—"
        hands = _("in the queue of %(team)s, %(owner)s answers for it") % {"team": team, "owner": owner}
    return sentence % {"hands": hands}


def _closed(moment: Moment) -> str:
    return _("closed: %(outcome)s") % {"outcome": labels.OUTCOME[moment.outcome] if moment.outcome else "—"}


def _classified(moment: Moment) -> str:
    priority = labels.PRIORITY.get(moment.priority or 0, "—")
    return _("classified: priority %(priority)s, category %(category)s") % {
        "priority": priority,
        "category": moment.category or "—",
    }


def _planned(moment: Moment) -> str:
    if moment.due is None:
        return _("planned the next step")
    return _("planned the next step, due %(due)s") % {"due": shown.moment(moment.due)}


def _helped(moment: Moment) -> str:
    return _("asked %(helper)s for help") % {"helper": shown.name(moment.helper)}


def _help_ended(moment: Moment) -> str:
    return _("thanked %(helper)s: the help is over") % {"helper": shown.name(moment.helper)}


def _judged(moment: Moment) -> str:
    return _("the promise was kept") if moment.kept else _("the promise was not kept")


def _answered_in_time(moment: Moment) -> str:
    if moment.target == Target.FIRST:
        return _("the first response came in time") if moment.kept else _("the first response came too late")
    return _("the next response came in time") if moment.kept else _("the next response came too late")


def _runs_on(moment: Moment) -> str:
    if moment.target == Target.FIRST:
        return _("the customer still waits for the first response: its clock runs on")
    return _("the customer still waits for the next response: its clock runs on")


def _warned(moment: Moment) -> str:
    return _("%(who)s was warned: the promise of the %(target)s is about to be due") % {
        "who": shown.name(moment.to) or "—",
        "target": labels.TARGET.get(moment.target, moment.target),
    }


def _escalated(moment: Moment) -> str:
    if moment.to is None:
        return _("escalated")
    return _("escalated to %(who)s: the promise of the %(target)s was missed") % {
        "who": shown.name(moment.to),
        "target": labels.TARGET.get(moment.target, moment.target),
    }


def _noted(moment: Moment) -> str:
    return _("outcome that did not hold") if moment.was_outcome else pgettext("case", "note, not shown to the customer")


def _confirmed(moment: Moment) -> str:
    if moment.settled is None:
        return _("the customer said whether it is settled; what, is not recorded")
    return (
        _("the customer said that it is settled") if moment.settled else _("the customer said that it is not settled")
    )


SENTENCES: Mapping[str, Callable[[Moment], str]] = {
    "case.opened": _opened,
    "case.handed_over": _handed_over,
    "case.routed": _routed,
    "case.waiting": lambda _moment: _("waits for the customer; the clock of the promise stops"),
    "case.resumed": lambda _moment: _("goes on; the clock of the promise runs"),
    "case.resolved": lambda _moment: _("resolved"),
    "case.reopened": lambda _moment: _("reopened"),
    "case.closed": _closed,
    "case.only_thanked": lambda _moment: _("the letter only thanks; closed with the outcome as it was told"),
    "case.classified": _classified,
    "case.touched": lambda _moment: _("the source wrote a row that changes nothing here"),
    "case.helped": _helped,
    "case.help_ended": _help_ended,
    "case.next_planned": _planned,
    "case.escalated": _escalated,
    "case.escalation_answered": lambda _moment: _("acted on the escalation"),
    "case.promise_warned": _warned,
    "case.response_judged": _answered_in_time,
    "case.response_runs_on": _runs_on,
    "case.complained": lambda _moment: _("the customer complained about the handling"),
    "case.confirmed": _confirmed,
    "message.sent": lambda _moment: _("a message went to the customer"),
    "message.undelivered": lambda _moment: _("a letter to the customer did not arrive"),
    "message.received": lambda _moment: _("a message of the customer came in"),
    "survey.asked": lambda _moment: _("the customer was asked how it was"),
    "survey.answered": lambda _moment: _("the customer answered the survey"),
    "review.recorded": lambda _moment: _("the handling was reviewed"),
    "case.merged": lambda moment: _("merged: it lives on in %(case)s") % {"case": moment.other},
    "case.unmerged": lambda moment: _("the merge with %(case)s was undone") % {"case": moment.other},
    "case.absorbed": lambda moment: _("%(case)s was merged into this case") % {"case": moment.other},
    "case.disjoined": lambda moment: _("%(case)s is a case of its own again") % {"case": moment.other},
    "case.told_apart": lambda moment: _("not the same matter as %(case)s") % {"case": moment.other},
    "case.split": lambda moment: _("part of it went to the new case %(case)s") % {"case": moment.other},
    "case.split_off": lambda moment: _("split off from %(case)s") % {"case": moment.other},
    "case.made_part": lambda moment: _("made part of %(case)s") % {"case": moment.other},
    "case.got_part": lambda moment: _("%(case)s became part of this case") % {"case": moment.other},
    "case.parted": lambda _moment: _("part of no other case any more"),
    "case.planned": lambda _moment: _("planned the next step"),
    "case.promise_judged": _judged,
    "case.noted": _noted,
    "case.asked": lambda _moment: _("the customer was asked whether it is settled"),
    "case.unanswered": lambda _moment: _("closed without an answer, after asking twice"),
}

_UNSAID = frozenset({"case.next_done", "case.mentioned", "case.response_due"})
"""What the line beside it says already: a step was done by taking the next one, a note names whom it names, a message
of the customer waits for a reply."""
