"""What is done with the strategy: texts, written version by version; objectives; the environment."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent, Payload
from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, ConflictError, NotAllowedError, NotFoundError
from liuxin.kernel.text import Bilingual
from liuxin.performance.plan import permissions
from liuxin.performance.plan.models import Environment, Objective, StrategyText
from liuxin.performance.plan.rules import jobs as version_rules
from liuxin.performance.plan.rules import strategy as rules
from liuxin.performance.plan.words import NewObjective, ObjectiveState, Quadrant, TextKind


def write_text(
    *, kind: TextKind, text: Bilingual, expect: int, by: Actor, at: datetime, is_example: bool = False
) -> int:
    """Write vision, mission, ways or values anew and give the version; `expect` is the version that was read, else 0.

    Raises `ConflictError("plan.changed_meanwhile")` where somebody else has written since.
    """
    _require_writer(by, at)
    rules.check_text(text)
    with transaction.atomic():
        last = StrategyText.objects.filter(kind=kind).aggregate(last=Max("version"))["last"] or 0
        version_rules.check_version(last, expect)
        made = _create_text(
            kind=kind.value,
            version=last + 1,
            zh=text.zh.strip(),
            en=text.en.strip(),
            is_example=is_example,
            written_by_id=by.person_id,
            written_at=at,
        )
        _record("plan.text_written", ("strategy_text", made.pk), {"kind": kind.value, "version": made.version}, by, at)
    return made.version


def add_objective(*, new: NewObjective, by: Actor, at: datetime, is_example: bool = False) -> int:
    """Set an objective and give its key. Raises `ConflictError("plan.objective_code_taken")`."""
    _require_writer(by, at)
    _check_objective(new)
    with transaction.atomic():
        try:
            with transaction.atomic():
                made = Objective.objects.create(
                    code=new.code.strip(), is_example=is_example, changed_at=at, **_columns(new)
                )
        except IntegrityError as error:
            raise ConflictError("plan.objective_code_taken", field="code", objective=new.code) from error
        _record("plan.objective_added", ("objective", made.pk), _told(new), by, at)
    return made.pk


def change_objective(*, objective_id: int, new: NewObjective, expect: datetime, by: Actor, at: datetime) -> None:
    """Write an objective anew, as it was last changed at `expect`; its code stays."""
    _require_writer(by, at)
    _check_objective(new)
    with transaction.atomic():
        held = _locked(objective_id)
        if held.changed_at != expect:
            raise ConflictError("plan.changed_meanwhile")
        Objective.objects.filter(pk=objective_id).update(changed_at=at, **_columns(new))
        _record("plan.objective_changed", ("objective", objective_id), _told(new), by, at)


def drop_objective(*, objective_id: int, by: Actor, at: datetime) -> None:
    """Let an objective hold no more; what cites it still finds it."""
    _require_writer(by, at)
    with transaction.atomic():
        held = _locked(objective_id)
        if held.state == ObjectiveState.DROPPED:
            raise ConflictError("plan.objective_dropped_already")
        held.state, held.changed_at = ObjectiveState.DROPPED.value, at
        held.save(update_fields=["state", "changed_at"])
        _record("plan.objective_dropped", ("objective", objective_id), {}, by, at)


def note_environment(
    *,
    quadrant: Quadrant,
    text: Bilingual,
    by: Actor,
    at: datetime,
    department: int | None = None,
    objective: int | None = None,
    is_example: bool = False,
) -> int:
    """Note a strength, weakness, opportunity or threat, of the whole or of a department, and give its key."""
    _require_place(department, by, at)
    rules.check_text(text)
    with transaction.atomic():
        _check_held(objective)
        made = Environment.objects.create(
            department_id=department,
            quadrant=quadrant.value,
            text_zh=text.zh.strip(),
            text_en=text.en.strip(),
            objective_id=objective,
            is_example=is_example,
            added_at=at,
        )
        payload: Payload = {"quadrant": quadrant.value, "department": department, "objective": objective}
        _record("plan.environment_noted", ("environment", made.pk), payload, by, at)
    return made.pk


def link_environment(*, line_id: int, objective: int | None, by: Actor, at: datetime) -> None:
    """Say which objective answers a line of the environment, or that none does."""
    with transaction.atomic():
        held = _line(line_id, by, at)
        _check_held(objective)
        held.objective_id = objective
        held.save(update_fields=["objective"])
        _record("plan.environment_linked", ("environment", line_id), {"objective": objective}, by, at)


def drop_environment(*, line_id: int, by: Actor, at: datetime) -> None:
    """Take a line of the environment away; the record keeps that it was there."""
    with transaction.atomic():
        held = _line(line_id, by, at)
        held.gone_at = at
        held.save(update_fields=["gone_at"])
        _record("plan.environment_dropped", ("environment", line_id), {}, by, at)


def _require_writer(by: Actor, at: datetime) -> None:
    if not permissions.may_write_strategy(organisation.standing(by, at)):
        raise NotAllowedError("plan.may_not_write_strategy")


def _require_place(department: int | None, by: Actor, at: datetime) -> None:
    if not permissions.may_write_environment(organisation.standing(by, at), department):
        raise NotAllowedError("plan.may_not_write_environment")


def _check_objective(new: NewObjective) -> None:
    rules.check_objective(new)
    if new.owner is not None and not organisation.names([new.owner]):
        raise BadInputError("plan.no_such_person", field="owner")


def _check_held(objective: int | None) -> None:
    holds = Objective.objects.filter(state=ObjectiveState.ACTIVE)
    if objective is not None and not holds.filter(pk=objective).exists():
        raise BadInputError("plan.no_such_objective", field="objective")


def _locked(objective_id: int) -> Objective:
    found = Objective.objects.select_for_update().filter(pk=objective_id).first()
    if found is None:
        raise NotFoundError("plan.no_such_objective")
    return found


def _line(line_id: int, by: Actor, at: datetime) -> Environment:
    found = Environment.objects.select_for_update().filter(pk=line_id, gone_at__isnull=True).first()
    if found is None:
        raise NotFoundError("plan.no_such_line")
    _require_place(found.department_id, by, at)
    return found


def _create_text(**columns: object) -> StrategyText:
    try:
        with transaction.atomic():
            return StrategyText.objects.create(**columns)
    except IntegrityError as error:
        raise ConflictError("plan.changed_meanwhile") from error


def _columns(new: NewObjective) -> dict[str, object]:
    return {
        "title_zh": new.title.zh.strip(),
        "title_en": new.title.en.strip(),
        "perspective": new.perspective.value,
        "owner_id": new.owner,
        "measure": new.measure.strip(),
        "unit_zh": new.unit.zh.strip(),
        "unit_en": new.unit.en.strip(),
        "direction": new.direction.value,
        "baseline": new.baseline,
        "target": new.target,
        "start": new.start,
        "end": new.end,
    }


def _told(new: NewObjective) -> Payload:
    return {
        "code": new.code.strip(),
        "perspective": new.perspective.value,
        "owner": new.owner,
        "measure": new.measure.strip(),
        "baseline": new.baseline,
        "target": new.target,
    }


def _record(code: str, subject: tuple[str, int], payload: Payload, by: Actor, at: datetime) -> None:
    kind, key = subject
    history.record([NewEvent(code, kind, str(key), payload, at)], by=by, at=at)
