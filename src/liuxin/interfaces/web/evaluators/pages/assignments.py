"""Who rates whom laid out: whom I rate, the departments of a cycle, and one department person by person."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from liuxin.desk.customers.words import CustomerName
from liuxin.desk.organisation.words import PersonName
from liuxin.interfaces.web.evaluators import labels
from liuxin.kernel.waiting import PhaseProgress
from liuxin.performance.evaluators.words import AssignmentView, Gaps, Kind, State
from liuxin.performance.plan.words import PhaseView

ORDER = tuple(Kind)


@dataclass(frozen=True, slots=True)
class Mine:
    """Somebody whom the reader rates, and what still keeps the form closed."""

    ratee: PersonName | None
    kind: str
    why_not: str


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    """A department of the cycle with its third phase."""

    url: str
    name: str
    state: str
    word: str
    done: int
    all: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RaterRow:
    """One who rates somebody; `rater` a person, or `customer` a text."""

    id: int
    rater: PersonName | None
    customer: str
    kind: str
    reason: str
    note: str
    state: str
    tag: str
    is_proposed: bool
    is_dropped: bool
    not_ready: str
    drop: str


@dataclass(frozen=True, slots=True)
class RateeRow:
    """Somebody who is rated, with all raters; `add` is empty where one may not decide."""

    key: int
    person: PersonName | None
    add: str
    is_reader: bool
    raters: tuple[RaterRow, ...]


def mine(
    rows: Iterable[AssignmentView], names: Mapping[int, PersonName], answers: Mapping[int, str | None]
) -> tuple[Mine, ...]:
    """Lay out whom the reader rates."""
    return tuple(
        Mine(names.get(row.ratee), labels.kind(row.kind), labels.said(why) if (why := answers.get(row.id)) else "")
        for row in rows
    )


def departments(
    cycle: int, ways: Iterable[PhaseView], progress: Mapping[int, PhaseProgress], phase: int
) -> tuple[DepartmentRow, ...]:
    """Lay out the departments that the reader may open."""
    return tuple(_department(cycle, way, progress[way.department], phase) for way in ways if way.department in progress)


def _department(cycle: int, way: PhaseView, progress: PhaseProgress, phase: int) -> DepartmentRow:
    state = "good" if way.now > phase else "warn" if way.now == phase else "none"
    return DepartmentRow(
        url=reverse("evaluators:department", args=[cycle, way.department]),
        name=labels.text(way.name),
        state=state,
        word=labels.said(f"evaluators.phase.{state}"),
        done=progress.done,
        all=progress.all,
        missing=tuple(map(labels.said, progress.missing)) if way.now == phase else (),
    )


def ratees(
    rows: Sequence[AssignmentView],
    names: Mapping[int, PersonName],
    customers: Mapping[int, CustomerName],
    gap: Gaps,
    *,
    cycle: int,
    reader: int | None,
    may_decide: Mapping[int, bool],
) -> tuple[RateeRow, ...]:
    """Lay out a department person by person, in the order of the names given; those whom nobody rates yet too."""
    why = {each.assignment: each.why for each in gap.unready}
    of_ratee: defaultdict[int, list[AssignmentView]] = defaultdict(list)
    for row in rows:
        of_ratee[row.ratee].append(row)
    found = []
    for person in sorted({*of_ratee, *(each.person for each in gap.rated)}):
        decides = may_decide.get(person, False)
        raters = sorted(of_ratee[person], key=lambda row: (row.state is State.DROPPED, ORDER.index(row.kind)))
        found.append(
            RateeRow(
                key=person,
                person=names.get(person),
                add=reverse("evaluators:add", args=[cycle, person]) if decides else "",
                is_reader=person == reader,
                raters=tuple(_rater(row, names, customers, why.get(row.id, ""), decides=decides) for row in raters),
            )
        )
    return tuple(found)


def _rater(
    row: AssignmentView,
    names: Mapping[int, PersonName],
    customers: Mapping[int, CustomerName],
    why: str,
    *,
    decides: bool,
) -> RaterRow:
    dropped = row.state is State.DROPPED
    customer = customers.get(row.customer) if row.customer is not None else None
    return RaterRow(
        id=row.id,
        rater=names.get(row.rater) if row.rater is not None else None,
        customer=customer.name or customer.code if customer else "",
        kind=labels.kind(row.kind),
        reason=labels.reason(row),
        note=labels.note(row),
        state=labels.said(f"evaluators.state.{row.state.value}"),
        tag=labels.TAGS[row.state],
        is_proposed=row.state is State.PROPOSED,
        is_dropped=dropped,
        not_ready=labels.lacks(why) if why else "",
        drop=reverse("evaluators:drop", args=[row.id]) if decides and not dropped else "",
    )
