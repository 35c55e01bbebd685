"""A crowd at work, for tests of scale: thousands of people with their cases straight in the facts."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Final

import numpy as np
import pyarrow as pa

from liuxin.desk.organisation.models import Person
from liuxin.engines.measurement.words import Direction
from liuxin.facts import actions as facts
from liuxin.facts.folding.events import of_columns
from liuxin.kernel.business_time import CalendarSpec, compile_calendar
from liuxin.kernel.period import Period
from liuxin.performance.indicators.words import Band, Scale, Yardstick

_FEW, _HANDLING = Scale(Direction.LOWER, 5, 2, 1), Band(0, 2, 8, 40)
LINES: Final[Mapping[str, Yardstick]] = {
    "promises_kept": Scale(Direction.HIGHER, 60, 80, 95),
    "reopened_within_14_days": _FEW,
    "cases_resolved": Scale(Direction.HIGHER, 10, 20, 30),
    "own_handling_time": _HANDLING,
    "own_handling_time.p90": _HANDLING,
    "closed_with_outcome": Scale(Direction.HIGHER, 60, 80, 95),
    "lateness_when_missed": Scale(Direction.LOWER, 40, 20, 10),
    "repeat_contact_rate": _FEW,
}
AT = datetime(2016, 6, 1, 8, tzinfo=UTC)
_CODES = ("opened", "resolved", "promise_judged", "closed")
_HOURS = (0, 3, 27, 400)
_ALWAYS = compile_calendar(
    CalendarSpec(
        code="always",
        zone="UTC",
        hours=dict.fromkeys(range(7), ((0, 24 * 60),)),
        first=date(2015, 1, 1),
        last=date(2017, 12, 31),
    )
)


def make_crowd(size: int, position: int) -> list[int]:
    """Make people who hold a position, past the actions that make them one by one."""
    made = Person.objects.bulk_create(
        (
            Person(
                staff_number=f"C{number:06d}", name_zh=f"员工{number}", name_en=f"Worker {number}", position_id=position
            )
            for number in range(size)
        ),
        batch_size=2_000,
    )
    return [person.pk for person in made]


def put_at_work(people: list[int], period: Period, *, cases: int) -> None:
    """Give each of them so many cases in a period, some of them late."""
    table = _events(np.repeat(np.array(people, np.int64), cases), int(period.start.timestamp()) + 93_600)
    facts.take_in_tables([table], clocks={"always": _ALWAYS}, unranked=(), at=AT)


def _events(holders: "np.ndarray", start: int) -> pa.Table:
    """Write four events for each case, all openings first."""
    size, kinds = len(holders), len(_CODES)
    number = np.arange(size)
    offsets = np.concatenate([start + hours * 3600 + (number * 37) % 86_400 for hours in _HOURS])
    is_first = np.arange(size * kinds) < size
    seq = np.arange(1, size * kinds + 1)

    def of(code: str, values: object) -> pa.Array:
        rows = np.repeat(np.array(_CODES), size) == code
        return pa.array(np.broadcast_to(np.asarray(values), size * kinds), mask=~rows)

    flags = np.concatenate([np.zeros(size * 2, np.int64), (number % 4 > 0).astype(np.int64), np.ones(size, np.int64)])
    columns = {
        "seq": seq,
        "at": offsets,
        "code": pa.array([f"case.{code}" for code in _CODES]).take(pa.array(np.repeat(np.arange(kinds), size))),
        "subject_kind": pa.array(["case"] * len(seq)),
        "subject": pa.array(np.char.add("W", np.tile(number, kinds).astype(str))),
        "person": pa.array(np.tile(holders, kinds), mask=~is_first),
        "accountable": pa.array(np.tile(holders, kinds), mask=~is_first),
        "place": pa.array(np.ones(len(seq), np.int64), mask=np.repeat(np.arange(kinds), size) > 1),
        "priority": of("opened", 3),
        "kind": of("opened", "report"),
        "stage": of("opened", "aftersale"),
        "channel": of("opened", "phone"),
        "calendar": of("opened", "always"),
        "category": of("opened", "leak"),
        "flag": pa.array(flags, mask=np.arange(len(seq)) < size * 2),
        "text": pa.array(["recorded"] * len(seq), mask=np.repeat(np.array(_CODES), size) != "promise_judged"),
    }
    order = np.argsort(offsets, kind="stable")
    made = of_columns({name: pa.array(column) for name, column in columns.items()}, len(seq)).take(pa.array(order))
    return made.set_column(0, made.schema.field("seq"), pa.array(seq))
