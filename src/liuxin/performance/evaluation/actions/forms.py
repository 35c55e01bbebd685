"""Forms: opened for raters who may rate, answered under a pseudonym, closed by scoring."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction

from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.surveys import actions as surveys
from liuxin.desk.surveys.words import NewAnswer, NewSheet, respondent
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import ConflictError, NotAllowedError, NotFoundError
from liuxin.performance.evaluation import permissions, queries, rules
from liuxin.performance.evaluation.models import Form, RaterKey
from liuxin.performance.evaluation.words import ANONYMOUS, FormState, Opened
from liuxin.performance.evaluators import queries as evaluators
from liuxin.performance.evaluators.words import AssignmentView
from liuxin.performance.plan import queries as plan
from liuxin.performance.plan.words import Phase

BATCH: Final = 1_000
PSEUDONYM_BYTES: Final = 12


def open_forms(*, cycle_id: int, department: int, expires_at: datetime, by: Actor, at: datetime) -> Opened:
    """Open a form for every confirmed rater of a department who may rate and has none yet.

    Who may not rate gets none, and gets one by opening again once qualified. The record keeps how many, never whose.
    """
    _permit(department, by, at)
    rules.check_deadline(expires_at, at)
    with transaction.atomic():
        plan.require_phase(cycle_id, department, Phase.EVALUATION)
        assigned = [each for each in evaluators.confirmed(cycle_id) if each.department == department]
        rules.check_not_sealed(queries.values_of(cycle_id, {each.ratee for each in assigned}))
        held = queries.keys([each.id for each in assigned])
        waiting = [each for each in assigned if each.id not in held]
        why = evaluators.may_rate([each.id for each in waiting], at)
        ready = [each for each in waiting if why[each.id] is None]
        _write_forms(cycle_id, ready, expires_at, by, at)
        told = {"department": department, "forms": len(ready), "without": len(waiting) - len(ready)}
        history.record([NewEvent("evaluation.forms_opened", "cycle", str(cycle_id), told, at)], by=by, at=at)
    return Opened(len(ready), len(waiting) - len(ready))


def answer_form(
    *,
    assignment_id: int,
    answers: Mapping[str, NewAnswer],
    submit: bool,
    by: Actor,
    at: datetime,
) -> None:
    """Keep answers of one's own form, and hand it in with `submit`.

    The record is told a pseudonym and the day, and of a draft nothing. Raises
    `NotFoundError("evaluation.no_such_form")` for anybody else's, `RuleBrokenError("evaluation.form_late")` and the
    like, or the reason why the rater may not rate.
    """
    standing = organisation.standing(by, at)
    mine = queries.own_form(standing, assignment_id, at)
    rules.check_answerable(mine.state, mine.why)
    key = queries.keys([assignment_id])[assignment_id]
    surveys.save_answers(sheet_id=key.sheet, answers=answers, submit=submit, by=respondent(key.pseudonym), at=at)


def customer_links(
    *, cycle_id: int, department: int, assignment_ids: Collection[int], by: Actor, at: datetime
) -> dict[int, str]:
    """Issue a one-time link for each customer, by assignment: shown now and never again.

    A link issued again replaces the one before. Raises `NotFoundError("evaluation.no_such_form")` where there is no
    form that a customer could still answer.
    """
    _permit(department, by, at)
    standing = organisation.standing(by, at)
    waits = {FormState.FRESH, FormState.BEGUN}
    open_now = {
        each.assignment for each in queries.customer_forms(standing, cycle_id, department, at) if each.state in waits
    }
    if not assignment_ids or not open_now.issuperset(assignment_ids):
        raise NotFoundError("evaluation.no_such_form")
    held = queries.keys(assignment_ids)
    last = min(key.due_at for key in held.values())
    tokens = surveys.issue_links(sheet_ids=[key.sheet for key in held.values()], expires_at=last, by=by, at=at)
    return {assignment: tokens[key.sheet] for assignment, key in held.items()}


def close_forms(cycle_id: int, department: int, by: Actor, at: datetime) -> None:
    """Take back what was not handed in, links too, in the caller's transaction: scoring does not wait any longer.

    The record is told before of all that was handed in, today as well.
    """
    surveys.tell_days(by=Actor.system("surveys"), at=at, sheet_ids=queries.sheets_of(cycle_id, department))
    drafts = queries.draft_sheets(cycle_id, department)
    if drafts:
        surveys.withdraw_sheets(sheet_ids=list(drafts), by=by, at=at)


def _permit(department: int, by: Actor, at: datetime) -> None:
    if not permissions.may_open_forms(organisation.standing(by, at), department):
        raise NotAllowedError("evaluation.may_not_open_forms")


def _write_forms(cycle_id: int, ready: Sequence[AssignmentView], expires_at: datetime, by: Actor, at: datetime) -> None:
    if not ready:
        return
    # Mixed, so that the order of keys does not tell which form is whose.
    mixed = secrets.SystemRandom().sample(ready, len(ready))
    names = organisation.names({each.ratee for each in mixed})
    pseudonyms = [secrets.token_hex(PSEUDONYM_BYTES) for _ in mixed]
    wanted = [
        NewSheet(
            subject=str(each.ratee),
            group=each.kind.value,
            respondent=pseudonym,
            about=names[each.ratee].text,
            confidential=each.kind in ANONYMOUS,
        )
        for each, pseudonym in zip(mixed, pseudonyms, strict=True)
    ]
    questionnaire = surveys.publish_six_hearts(by=by, at=at)
    sheets = surveys.open_sheets(
        questionnaire_id=questionnaire, purpose=queries.purpose(cycle_id), wanted=wanted, by=by, at=at
    )
    forms = [_form(each, sheet, expires_at) for each, sheet in zip(mixed, sheets, strict=True)]
    try:
        with transaction.atomic():
            made = Form.objects.bulk_create(forms, batch_size=BATCH)
            RaterKey.objects.bulk_create(
                (
                    RaterKey(assignment_id=each.id, form=row, pseudonym=pseudonym)
                    for each, row, pseudonym in zip(mixed, made, pseudonyms, strict=True)
                ),
                batch_size=BATCH,
            )
    except IntegrityError as error:
        raise ConflictError("evaluation.forms_opened_meanwhile") from error


def _form(assigned: AssignmentView, sheet: int, expires_at: datetime) -> Form:
    return Form(
        cycle_id=assigned.cycle,
        department_id=assigned.department,
        ratee_id=assigned.ratee,
        kind=assigned.kind.value,
        sheet_id=sheet,
        due_at=expires_at,
    )
