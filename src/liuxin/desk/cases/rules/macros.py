"""What a macro needs of each of its deeds."""

from collections.abc import Sequence

from liuxin.desk.cases.rules import checks
from liuxin.desk.cases.words import SOURCE_ONLY_OUTCOMES, TRANSFER_REASONS, Outcome
from liuxin.desk.cases.words.answering import MacroDeed, MacroStepView
from liuxin.kernel.errors import BadInputError

MOST_STEPS = 8
NEEDS: dict[MacroDeed, tuple[str, ...]] = {
    MacroDeed.REPLY: ("template",),
    MacroDeed.NOTE: ("text",),
    MacroDeed.CLASSIFY: ("priority",),
    MacroDeed.WAIT: ("text", "hours"),
    MacroDeed.PLAN: ("text", "hours"),
    MacroDeed.TRANSFER: ("team", "word"),
    MacroDeed.RESOLVE: ("text", "hours", "word"),
}
WORDS: dict[MacroDeed, frozenset[str]] = {
    MacroDeed.TRANSFER: frozenset(reason.value for reason in TRANSFER_REASONS),
    MacroDeed.RESOLVE: frozenset(word.value for word in Outcome if word not in SOURCE_ONLY_OUTCOMES),
}
LAST = frozenset({MacroDeed.WAIT, MacroDeed.RESOLVE, MacroDeed.TRANSFER})
"""After these somebody else is to move: what may still follow is a note."""


def check(steps: Sequence[MacroStepView]) -> None:
    """Refuse a macro that is empty, too long, whose deed lacks what it needs, or that cannot be run in its order."""
    if not steps:
        raise BadInputError("cases.macro_empty", field="steps")
    if len(steps) > MOST_STEPS:
        raise BadInputError("cases.macro_too_long", field="steps", most=MOST_STEPS)
    ended = False
    for place, step in enumerate(steps, start=1):
        for name in NEEDS[step.deed]:
            if not getattr(step, name):
                raise BadInputError("cases.macro_lacks", field=name, place=place)
        if step.priority is not None:
            checks.priority(step.priority)
        if step.deed in WORDS and step.word not in WORDS[step.deed]:
            raise BadInputError("cases.macro_word", field="word", place=place)
        if ended and step.deed is not MacroDeed.NOTE:
            raise BadInputError("cases.macro_order", field="steps", place=place)
        ended = ended or step.deed in LAST
