"""Indicator sets in every state, made by the room's own actions."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from liuxin.engines.measurement.words import Direction
from liuxin.kernel.actor import Actor
from liuxin.kernel.quantities import Percent
from liuxin.kernel.text import Bilingual
from liuxin.performance.agreement.queries import unanswered
from liuxin.performance.indicators import actions
from liuxin.performance.indicators.models import Indicator, IndicatorSet
from liuxin.performance.indicators.words import Grain, MissingRule, NewIndicator, Scale, Subject, Yardstick
from liuxin.performance.plan.queries import participants
from tests.factories.agreement import answer
from tests.factories.organisation import make_position
from tests.factories.plan import MadeCycle

AT = datetime(2016, 6, 1, 8, tzinfo=UTC)
SYSTEM = Actor.system("tests")
KEPT = Scale(Direction.HIGHER, 60, 80, 95)
REOPENED = Scale(Direction.LOWER, 5, 2, 1)
SOLVED = Scale(Direction.HIGHER, 10, 20, 30)
NAME = Bilingual("工单处理专员", "Case desk agent")
__all__ = ["AT", "KEPT", "NAME", "REOPENED", "SOLVED", "SYSTEM", "Indicator", "IndicatorSet"]


def line(measure: str = "promises_kept", weight: str = "100", yardstick: Yardstick = KEPT) -> NewIndicator:
    """Give a line for a set."""
    return NewIndicator(measure, Percent(Decimal(weight)), yardstick)


def draft(
    *lines: NewIndicator,
    position_id: int | None = None,
    subject: Subject = Subject.PERSON,
    missing_rule: MissingRule = MissingRule.RENORMALISE,
) -> int:
    """Make a draft with these lines, for whole months."""
    key = actions.draft_set(
        position_id=make_position() if position_id is None else position_id,
        name=NAME,
        subject=subject,
        grain=Grain.MONTH,
        missing_rule=missing_rule,
        by=SYSTEM,
        at=AT,
    )
    for each in lines:
        actions.add_indicator(set_id=key, indicator=each, by=SYSTEM, at=AT)
    return key


def example(
    *lines: NewIndicator, position_id: int | None = None, missing_rule: MissingRule = MissingRule.RENORMALISE
) -> int:
    """Make a set in force as an example; three lines of 50, 30 and 20 unless told otherwise."""
    usual = (line(weight="50"), line("reopened_within_14_days", "30", REOPENED), line("cases_resolved", "20", SOLVED))
    key = draft(*(lines or usual), position_id=position_id, missing_rule=missing_rule)
    actions.mark_as_example(set_id=key, by=SYSTEM, at=AT)
    return key


HEARTS = "rated.six_hearts"
WHY_RATED = Bilingual("用心与否，记录看不出来。", "Care cannot be read from the record.")


def rated(weight: str = "40", yardstick: Yardstick | None = None, why: Bilingual = WHY_RATED) -> NewIndicator:
    """Give a line that people rate."""
    return NewIndicator(HEARTS, Percent(Decimal(weight)), yardstick or Scale(Direction.HIGHER, 3, 4, 4.5), why)


DEADLINE = AT + timedelta(days=7)
AFTER = DEADLINE + timedelta(hours=1)


def proposed(made: MadeCycle, *lines: NewIndicator, decider: int | None = None, position_id: int | None = None) -> int:
    """Put a set for the people of a cycle that stands in its second phase to the vote, by HR; give its key."""
    usual = (line(weight="60"), rated())
    key = draft(*(lines or usual), position_id=position_id or made.place.position)
    actions.propose_set(
        set_id=key, cycle_id=made.id, deadline=DEADLINE, decider=decider, by=Actor.person(made.hr), at=AT
    )
    return key


def agreement_of(key: int) -> int:
    """Give the agreement by which a set is voted on."""
    found = IndicatorSet.objects.get(pk=key).agreement_id
    assert found is not None
    return found


def voted(key: int, *people: int, objection: str = "", at: datetime = AT) -> None:
    """Let people sign a set, or object to it with a reason."""
    for person in people:
        answer(agreement_of(key), person, at=at, objection=objection)


def agreed(made: MadeCycle, *lines: NewIndicator, position_id: int | None = None) -> int:
    """Make a set that all whom it binds have signed, in force for a cycle that stands in its second phase."""
    key = proposed(made, *lines, position_id=position_id)
    voted(key, *unanswered([agreement_of(key)])[agreement_of(key)])
    assert actions.settle_set(set_id=key, by=Actor.person(made.hr), at=AT)
    return key


def all_agreed(made: MadeCycle) -> None:
    """Agree on a set for every position of the people of a cycle that stands in its second phase."""
    for position in {each.position for each in participants(made.id) if each.position is not None}:
        agreed(made, position_id=position)
