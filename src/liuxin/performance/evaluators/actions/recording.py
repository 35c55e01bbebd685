"""What the record keeps of evaluators: ids and counts, and never together who rates whom."""

from collections.abc import Iterable
from datetime import datetime

from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent, Plain
from liuxin.kernel.actor import Actor


def of_cycle(cycle_id: int, code: str, payload: dict[str, Plain], by: Actor, at: datetime) -> None:
    """Record what happened in a cycle."""
    history.record([NewEvent(f"evaluators.{code}", "cycle", str(cycle_id), payload, at)], by=by, at=at)


def of_assignments(keys: Iterable[tuple[int, int]], code: str, by: Actor, at: datetime) -> None:
    """Record what happened to assignments, each with its cycle: the key alone, that tells nobody who rates whom."""
    told = f"evaluators.{code}"
    events = [NewEvent(told, "cycle", str(cycle), {"assignment": assignment}, at) for cycle, assignment in keys]
    if events:
        history.record(events, by=by, at=at)


def of_person(person: int, code: str, payload: dict[str, Plain], by: Actor, at: datetime) -> None:
    """Record what happened with a person's training."""
    history.record([NewEvent(f"evaluators.{code}", "person", str(person), payload, at)], by=by, at=at)
