"""From the events of whole cases to every fact table."""

from collections.abc import Collection
from typing import Final

import pyarrow as pa

from liuxin.facts.folding import replies
from liuxin.facts.folding.asked import complaints, reviews, surveys
from liuxin.facts.folding.clock import ClockOf
from liuxin.facts.folding.duties import next_steps
from liuxin.facts.folding.merged import without_merged
from liuxin.facts.folding.overview import overview
from liuxin.facts.folding.participation import participation
from liuxin.facts.folding.resolutions import resolutions
from liuxin.facts.folding.responses import responses
from liuxin.facts.folding.spells import spells
from liuxin.facts.folding.story import Story, story_of
from liuxin.facts.folding.writing import empty
from liuxin.facts.words import FactTable

CASE_TABLES: Final = (
    FactTable.CASES,
    FactTable.RESOLUTIONS,
    FactTable.PARTICIPATION,
    FactTable.SPELLS,
    FactTable.REPLIES,
    FactTable.SURVEYS,
    FactTable.REVIEWS,
    FactTable.COMPLAINTS,
    FactTable.DUTIES,
    FactTable.RESPONSES,
)
"""The tables whose rows are about cases."""


def fold(events: pa.Table, clocks: ClockOf, unranked: Collection[int]) -> dict[FactTable, pa.Table]:
    """Tell the facts of cases all of whose events are in a table, in any order.

    A case without an opening gives no rows. `unranked` are system actors and placeholders: they are nobody. A case
    whose calendar is unknown or does not reach far enough has no business time and holds up no other.
    """
    story = story_of(events, clocks, frozenset(unranked))
    return _told(story) if story else {table: empty(table) for table in CASE_TABLES}


def _told(story: Story) -> dict[FactTable, pa.Table]:
    messages = replies.written_by_people(story)
    facts = {
        FactTable.CASES: overview(story, replies.first_answers(story, messages)),
        FactTable.RESOLUTIONS: resolutions(story),
        FactTable.PARTICIPATION: participation(story, replies.own_answers(story, messages)),
        FactTable.SPELLS: spells(story),
        FactTable.REPLIES: replies.replies(story, messages),
        FactTable.SURVEYS: surveys(story),
        FactTable.REVIEWS: reviews(story),
        FactTable.COMPLAINTS: complaints(story),
        FactTable.DUTIES: next_steps(story),
        FactTable.RESPONSES: responses(story, messages),
    }
    return without_merged(facts, story.cases.merged)
