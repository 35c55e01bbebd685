"""Results on their way: made when scored, talked through, corrected with a reason, final. Rows are only ever added."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent, Plain
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import ConflictError, NotAllowedError, NotFoundError
from liuxin.performance.evaluation import permissions, queries, rules
from liuxin.performance.evaluation.models import Result, ResultStep
from liuxin.performance.evaluation.words import ResultState, ResultView

BATCH = 1_000


def mark_talked(*, result_ids: Collection[int], by: Actor, at: datetime) -> None:
    """Keep that results were talked through with the people whom they are about, or that the talk lapsed.

    Whether it was is for feedback to know, which calls this. Raises `NotFoundError("evaluation.no_result")`,
    `NotAllowedError("evaluation.may_not_move")`, `RuleBrokenError("evaluation.not_provisional")` and
    `evaluation.replaced_version`.
    """
    _move(result_ids, ResultState.TALKED, by, at)


def finalise(*, result_ids: Collection[int], by: Actor, at: datetime) -> None:
    """Make results final, once talked through: from then on nothing changes them, and something may follow from them.

    Raises as `mark_talked` does, and `RuleBrokenError("evaluation.not_talked")` where the talk is still to come.
    """
    _move(result_ids, ResultState.FINAL, by, at)


def _move(result_ids: Collection[int], state: ResultState, by: Actor, at: datetime) -> None:
    standing = organisation.standing(by, at)
    with transaction.atomic():
        found = queries.results_to_move(result_ids)
        rules.check_known(result_ids, found)
        for result in found.values():
            _permit(standing, result, state)
            rules.check_may_follow(result, state)
        _write_steps(found, state, by, at)
        history.record((_told(each, f"result_{state.value}", at) for each in found.values()), by=by, at=at)


def _permit(standing: Standing, result: ResultView, state: ResultState) -> None:
    """Let both who talked say that they did; whatever else becomes of a result is never the person's own doing."""
    own = standing.person_id is not None and standing.person_id == result.person
    if own and state is ResultState.TALKED:
        return
    if not permissions.may_move(standing, result.person, result.department):
        if not own and not permissions.may_see_scorecard(standing, result.person):
            raise NotFoundError("evaluation.no_result")
        raise NotAllowedError("evaluation.may_not_move")


def _write_steps(found: Collection[int], state: ResultState, by: Actor, at: datetime) -> None:
    """Write the next step of each, after the last one that it has."""
    last = dict(ResultStep.objects.filter(result__in=found).order_by("pk").values_list("result", "pk"))
    steps = [
        ResultStep(
            result_id=key,
            state=state.value,
            after_id=last.get(key),
            actor_kind=by.kind.value,
            actor_id=by.id,
            at=at,
        )
        for key in found
    ]
    try:
        with transaction.atomic():
            ResultStep.objects.bulk_create(steps, batch_size=BATCH)
    except IntegrityError as error:
        raise ConflictError("evaluation.moved_meanwhile") from error


def write_results(
    *,
    cycle_id: int,
    cards: Mapping[int, int],
    departments: Mapping[int, int],
    corrects: Mapping[int, ResultView],
    reason: str,
    by: Actor,
    at: datetime,
) -> dict[int, int]:
    """Write a version of a result for each new card, by person, in the caller's transaction; gives their keys.

    A version that corrects a result which was talked through is talked through too: what was found wrong in the talk
    does not ask for another talk.
    """
    rows = [_row(cycle_id, person, card, departments[person], corrects.get(person)) for person, card in cards.items()]
    for row in rows:
        row.actor_kind, row.actor_id, row.at = by.kind.value, by.id, at
        row.reason = reason.strip() if row.corrects_id else ""
    try:
        with transaction.atomic():
            Result.objects.bulk_create(rows, batch_size=BATCH)
    except IntegrityError as error:
        raise ConflictError("evaluation.scored_meanwhile") from error
    made = {row.person_id: row.pk for row in rows}
    for state in (ResultState.PROVISIONAL, ResultState.TALKED):
        reached = [key for person, key in made.items() if _reached(state, corrects.get(person))]
        _write_steps(reached, state, by, at)
    history.record(map(_made, rows), by=by, at=at)
    return made


def _reached(state: ResultState, before: ResultView | None) -> bool:
    return state is ResultState.PROVISIONAL or (before is not None and before.state is ResultState.TALKED)


def _row(cycle_id: int, person: int, card: int, department: int, before: ResultView | None) -> Result:
    return Result(
        cycle_id=cycle_id,
        person_id=person,
        department_id=department,
        card_id=card,
        version=1 if before is None else before.version + 1,
        corrects_id=None if before is None else before.id,
    )


def _made(row: Result) -> NewEvent:
    verb = "result_made" if row.corrects_id is None else "result_corrected"
    payload: dict[str, Plain] = {
        "cycle": row.cycle_id,
        "result": row.pk,
        "version": row.version,
        "card": row.card_id,
        "corrects": row.corrects_id,
    }
    return NewEvent(f"evaluation.{verb}", "person", str(row.person_id), payload, row.at)


def _told(result: ResultView, verb: str, at: datetime) -> NewEvent:
    payload: dict[str, Plain] = {"cycle": result.cycle, "result": result.id, "version": result.version}
    return NewEvent(f"evaluation.{verb}", "person", str(result.person), payload, at)
