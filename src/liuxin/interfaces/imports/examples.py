"""An example of an indicator set for people whose work was imported: agreed by nobody, and labelled so."""

from datetime import datetime
from decimal import Decimal

from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.quantities import Percent
from liuxin.kernel.text import Bilingual
from liuxin.performance.indicators import actions, queries
from liuxin.performance.indicators.words import Grain, NewIndicator

EXAMPLE_NAME = Bilingual("示例指标集（未经任何人同意）", "Example set (agreed by nobody)")
# The starter set of a case desk agent gives promises 25, reopened 15, cases 10, and the rest to what a log alone cannot
# measure (surveys, reviews, help): the three that it can, scaled to 100.
EXAMPLE_WEIGHTS = {"promises_kept": 50, "reopened_within_14_days": 30, "cases_resolved": 20}


def example_set(*, position_id: int, by: Actor, at: datetime, grain: Grain = Grain.QUARTER) -> int:
    """Put an example set in force for a position and give its key; a position that has a set keeps it.

    Targets come from the history of the record (see `indicators.rules.propose_scale`): the median is the target, what
    nine in ten reached the floor, what one in ten reached the stretch. Nobody has agreed to it, and every page says so.
    """
    standing = organisation.standing(by, at)
    held = queries.set_in_force(standing, position_id)
    if held is not None:
        return held.id
    proposed = queries.proposals(standing, position_id=position_id, measures=EXAMPLE_WEIGHTS, grain=grain)
    key = actions.draft_set(position_id=position_id, name=EXAMPLE_NAME, grain=grain, by=by, at=at)
    for each in proposed:
        weight = Percent(Decimal(EXAMPLE_WEIGHTS[each.measure]))
        line = NewIndicator(each.measure, weight, each.scale)
        actions.add_indicator(set_id=key, indicator=line, by=by, at=at)
    actions.mark_as_example(set_id=key, by=by, at=at)
    return key
