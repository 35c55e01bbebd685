"""Records drawn at random: everything that can happen to cases, in any order, also what should not."""

from typing import Any

from hypothesis import strategies as st

from liuxin.engines.measurement.schemas import HEARTS
from tests.facts.stories import SYSTEM, CaseEvent, numbered, opened, when

HOUR = 3600
PEOPLE = st.sampled_from([None, 1, 2, 3, SYSTEM])
TEAMS = st.sampled_from([None, 7, 8])
FLAGS = st.sampled_from([None, True, False])
# Mostly the hours of one week; now and then a year off, before the opening, or beyond the calendar.
TIMES = st.one_of(
    st.integers(0, 60).map(lambda hours: when(7, 8) + hours * HOUR),
    st.sampled_from([when(1), when(7) - 366 * 86_400, when(7) + 366 * 86_400, when(7) + 900 * 86_400]),
)
DUES = st.one_of(st.none(), TIMES)
SCORES = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from([1, 3, 5, None]) for name in ("overall", *HEARTS)}
)  # fmt: skip
PAYLOADS: dict[str, st.SearchStrategy[Any]] = {
    "case.handed_over": st.fixed_dictionaries({"holder": PEOPLE, "team": TEAMS, "accountable": PEOPLE}),
    "case.waiting": st.just({}),
    "case.resumed": st.fixed_dictionaries({}, optional={"due": DUES}),
    "case.resolved": st.just({}),
    "case.reopened": st.fixed_dictionaries({}, optional={"due": DUES}),
    "case.closed": st.fixed_dictionaries({"outcome": st.sampled_from(["answered", ""])}, optional={"recorded": FLAGS}),
    "case.promise_judged": st.fixed_dictionaries({"kept": FLAGS, "basis": st.sampled_from(["recorded", "computed"])}),
    "case.classified": st.fixed_dictionaries(
        {}, optional={"priority": st.integers(1, 4), "category": st.sampled_from(["lift", ""])}
    ),
    "case.escalated": st.fixed_dictionaries({}, optional={"required": FLAGS}),
    "case.confirmed": st.fixed_dictionaries({}, optional={"settled": st.booleans()}),
    "case.complained": st.fixed_dictionaries({}, optional={"person": PEOPLE, "team": TEAMS}),
    "case.next_planned": st.fixed_dictionaries({}, optional={"person": PEOPLE, "due": DUES}),
    "case.next_done": st.just({}),
    "message.sent": st.fixed_dictionaries({"person": PEOPLE}, optional={"automatic": FLAGS}),
    "message.received": st.just({}),
    "survey.asked": st.just({}),
    "survey.answered": SCORES,
    "review.recorded": st.builds(lambda who, rest: {**who, **rest}, st.fixed_dictionaries({"person": PEOPLE}), SCORES),
    "case.noted": st.just({}),
}
OFTEN = ("case.handed_over", "case.waiting", "case.resumed", "case.resolved", "case.reopened", "message.sent")


@st.composite
def steps(draw: st.DrawFn) -> CaseEvent:
    """Draw an event that is no opening."""
    code = draw(st.sampled_from([*PAYLOADS, *OFTEN, *OFTEN]))
    return CaseEvent(0, code, "", draw(TIMES), draw(PAYLOADS[code]))


@st.composite
def openings(draw: st.DrawFn) -> CaseEvent:
    """Draw an opening, on a calendar that may not be there."""
    more = draw(
        st.fixed_dictionaries(
            {"calendar": st.sampled_from(["office", "office", "always", "nobody-knows-it", None]), "due": DUES},
            optional={
                "product": st.sampled_from(["lift-3", None]),
                "priority": st.none(),
                "category": st.none(),
                "kind": st.none(),
                "site": st.just(4),
                "source": st.just(""),
            },
        )
    )
    at = draw(st.one_of(st.just(when(7, 9)), TIMES))
    return opened(at, holder=draw(PEOPLE), team=draw(TEAMS), **more)  # type: ignore[arg-type]


@st.composite
def records(draw: st.DrawFn, most: int = 4) -> list[CaseEvent]:
    """Draw a record of a few cases, their events mixed up; one case in some has no opening."""
    told: list[CaseEvent] = []
    for number in range(draw(st.integers(0, most))):
        first = [] if draw(st.integers(0, 9)) == 0 else [draw(openings())]
        some = [*first, *draw(st.lists(steps(), max_size=14))]
        told.extend(each._replace(case=f"C{number * 7 % 5}") for each in some)
    order = draw(st.permutations(range(len(told)))) if draw(st.booleans()) else range(len(told))
    return numbered(told[place] for place in order)
