"""The rows of docs/statistics/stories.md that hold numbers; the text around them is written by hand."""

import numpy as np

from liuxin.engines.ratings.rater_effects import Effect
from tools.stories.telling import Story
from tools.stories.words import EFFECTS, NAMES


def rows(stories: list[Story]) -> list[str]:
    """Give every row with a told number, as it stands on the page."""
    shares = [_shares(each) for each in stories if each.shares]
    closer = [_closer(each) for each in stories if each.closer]
    return [*(_first(each) for each in stories), *shares, *_found(stories), *closer]


def _named(story: Story) -> str:
    name = NAMES[story.data.name]
    return f"{name['zh']} {name['en']}"


def _first(story: Story) -> str:
    """Give size, design, agreement, severity and what fair averages change."""
    data, severity = story.data, story.effects.columns[Effect.SEVERITY]
    values = [each.value for each in story.agreement.values()]
    known = severity.value[np.isfinite(severity.value)]
    cells = [
        f"{len(data.level):,}",
        f"{len(np.unique(data.ratee)):,}",
        f"{story.alone:,}",
        str(len(story.effects.raters)),
        str(story.parts),
        f"{min(values):.2f} – {max(values):.2f}",
        f"{known.std():.2f}",
        f"{story.reliability:.3f}",
        f"{np.abs(story.moved).mean():.2f}",
        f"{np.abs(story.moved).max():.2f}",
    ]
    return f"| {_named(story)} | {' | '.join(cells)} |"


def _shares(story: Story) -> str:
    """Give how much of the differences is of whom, and how reliable one rater and all together are."""
    found = story.shares
    assert found is not None  # noqa: S101 -- only such are asked
    whole = found.subject + found.rater + found.error
    parts = [f"{100 * each / whole:.0f} %" for each in (found.subject, found.rater, found.error)]
    one = f"{found.agreement:.2f} ({found.agreement_low:.2f} – {found.agreement_high:.2f})"
    return (
        f"| {_named(story)} {story.data.criteria[0]} | {' | '.join(parts)} | {one} | {found.k:.1f} | {found.mean:.2f} |"
    )


def _found(stories: list[Story]) -> list[str]:
    """Give per effect in how many raters of how many it was found, set by set."""
    return [f"| {name} | {' | '.join(_share(each, effect) for each in stories)} |" for effect, name in EFFECTS.items()]


def _share(story: Story, effect: Effect) -> str:
    column = story.effects.columns[effect]
    told = sum(why is None for why in column.why)
    return f"{int(column.found.sum())} / {told}" if told else "—"


def _closer(story: Story) -> str:
    found = story.closer
    assert found is not None  # noqa: S101 -- only such are asked
    gain = f"{100 * (1 - found.fair / found.raw):.0f} %"
    return f"| {_named(story)} | {found.texts} | {found.ratings:,} | {found.raw:.3f} | {found.fair:.3f} | {gain} |"
