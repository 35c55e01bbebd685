"""A macro is run: its deeds in order, each asking its own rules, all or none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from liuxin.desk.cases.actions import answering, hands, holding, working
from liuxin.desk.cases.actions.noting import note
from liuxin.desk.cases.actions.stepping import find
from liuxin.desk.cases.actions.templates import count_use
from liuxin.desk.cases.models import Case, MacroLetter
from liuxin.desk.cases.queries.kept import filled, macro_of
from liuxin.desk.cases.words import Act, HandOverReason, Outcome, Seen
from liuxin.desk.cases.words.answering import MacroDeed, MacroStepView, Reply
from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import ConflictError

AT_ONCE = 0
"""Goes with no letter: it stands whatever is taken back."""


@dataclass(frozen=True, slots=True)
class _Run:
    """A macro at work on a locked case; `language` is the one in which the customer is written to.

    `sent` are the letters it has written: waiting goes with the last of them, and is taken back with it.
    """

    row: Case
    read_to: int
    language: str
    by: Actor
    at: datetime
    letter: Callable[[str], str]
    sent: list[int] = field(default_factory=list)

    @property
    def seen(self) -> Seen:
        """The case as it stands after the deeds before."""
        return answering.seen_now(self.row)

    def due(self, step: MacroStepView) -> datetime:
        """Give until when, so many hours from now."""
        return self.at + timedelta(hours=step.hours or 0)


@transaction.atomic
def run_macro(
    *,
    macro: int,
    case: Seen,
    read_to: int,
    language: str,
    token: str = "",
    letter: Callable[[str], str] = str,
    by: Actor,
    at: datetime,
) -> None:
    """Do all deeds of a macro, in order; the first that is refused takes all of them back, and says why.

    `letter` makes of what was done the letter that tells the customer, with the question and the way to answer.
    """
    row = find(case.code, Act.NOTE, by=by, at=at)
    if not answering.press(row, token):
        return
    if row.version != case.version:
        raise ConflictError("cases.changed_meanwhile", case=case.code)
    run = _Run(row, read_to, language, by, at, letter)
    done = [(step.deed, DEEDS[step.deed](run, step)) for step in macro_of(organisation.standing(by, at), macro).steps]
    _keep_besides(run, macro, done)
    count_use(macro)


def _keep_besides(run: _Run, macro: int, done: list[tuple[MacroDeed, int]]) -> None:
    """Keep with each letter what goes with none: whoever takes the letter back is told of it."""
    letters = sorted({goes_with for _deed, goes_with in done if goes_with})
    besides = [deed.value for deed, goes_with in done if not goes_with]
    MacroLetter.objects.bulk_create(
        MacroLetter(message_id=letter, case=run.row, macro_id=macro, besides=besides) for letter in letters
    )


def _reply(run: _Run, step: MacroStepView) -> int:
    standing = organisation.standing(run.by, run.at)
    text = filled(standing, run.row.code, step.template or 0, language=run.language, at=run.at)
    reply = Reply(text=text, read_to=run.read_to, template=step.template)
    run.sent.append(answering.send_answer(case=run.seen, reply=reply, by=run.by, at=run.at))
    return run.sent[-1]


def _note(run: _Run, step: MacroStepView) -> int:
    note(case=run.row.code, text=step.text, by=run.by, at=run.at)
    return AT_ONCE


def _classify(run: _Run, step: MacroStepView) -> int:
    category = step.text or Case.objects.values_list("category", flat=True).get(pk=run.row.pk)
    working.classify(case=run.seen, priority=step.priority or 0, category=category, by=run.by, at=run.at)
    return AT_ONCE


def _wait(run: _Run, step: MacroStepView) -> int:
    wait = partial(answering.wait_with, run.sent[-1]) if run.sent else working.wait_on_customer
    wait(case=run.seen, next_action=step.text, next_due=run.due(step), by=run.by, at=run.at)
    return run.sent[-1] if run.sent else AT_ONCE


def _plan(run: _Run, step: MacroStepView) -> int:
    working.plan_next(case=run.seen, next_action=step.text, next_due=run.due(step), by=run.by, at=run.at)
    return AT_ONCE


def _transfer(run: _Run, step: MacroStepView) -> int:
    hands.transfer(
        case=run.seen,
        team=step.team or 0,
        holder=None,
        reason=HandOverReason(step.word),
        remark=step.text,
        by=run.by,
        at=run.at,
    )
    return AT_ONCE


def _resolve(run: _Run, step: MacroStepView) -> int:
    return holding.resolve_by_letter(
        case=run.seen,
        outcome=Outcome(step.word),
        outcome_text=step.text,
        confirm_by=run.due(step),
        letter=run.letter(step.text),
        by=run.by,
        at=run.at,
    )


DEEDS: Mapping[MacroDeed, Callable[[_Run, MacroStepView], int]] = {
    MacroDeed.REPLY: _reply,
    MacroDeed.NOTE: _note,
    MacroDeed.CLASSIFY: _classify,
    MacroDeed.WAIT: _wait,
    MacroDeed.PLAN: _plan,
    MacroDeed.TRANSFER: _transfer,
    MacroDeed.RESOLVE: _resolve,
}
"""Each gives the letter that it goes with, and is taken back with."""
