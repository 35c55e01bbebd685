"""The four pictures of the stories."""

import numpy as np

from liuxin.engines.ratings.rater_effects import Effect
from tools.stories.drawing import WIDTH, bar, line, peak, picture, ring, signed, text
from tools.stories.telling import Story
from tools.stories.words import NAMES, SAID, TITLES

LEFT, RIGHT = 190.0, WIDTH - 70.0
CUSTOMARY = 0.667
"""The least alpha on which tentative conclusions may rest (Krippendorff 2004, Content Analysis, p. 241)."""

BIN, MOST = 0.1, 1.25
Labels = dict[str, dict[str, str]]


def agreement(stories: list[Story], language: str) -> str:
    """Draw alpha of every criterion of every set."""
    rows = [(story, name, found) for story in stories for name, found in story.agreement.items()]
    height, parts = 82.0 + 22 * len(rows), []
    for at, (story, name, found) in enumerate(rows):
        y = 66.0 + 22 * at
        parts += [
            text(LEFT - 14, y + 4, f"{NAMES[story.data.name][language]} {name}", "ink", "end"),
            line((_on(max(found.low, 0.0)), y), (_on(found.high), y), "s-blue"),
            ring(_on(found.value), y),
            text(RIGHT + 60, y + 4, f"{found.value:.2f}", "soft", "end"),
        ]
    parts += [text(_on(share), 50, f"{share:g}", "n soft", "middle") for share in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)]
    parts += [
        line((_on(CUSTOMARY), 54), (_on(CUSTOMARY), height - 24), "s-soft", "2 3"),
        text(_on(CUSTOMARY) + 4, height - 28, f"{SAID['customary'][language]} {CUSTOMARY}", "n soft"),
        text(20, height - 8, SAID["alpha"][language], "n soft"),
    ]
    told = "; ".join(
        f"{NAMES[each.data.name][language]} {min(values):.2f}–{max(values):.2f}"
        for each in stories
        if (values := [found.value for found in each.agreement.values()])
    )
    return picture(TITLES["agreement"][language], told, height, parts)


def _on(share: float) -> float:
    return LEFT + share * (RIGHT - LEFT)


def severity(stories: list[Story], language: str) -> str:
    """Draw every rater's severity with its interval, sorted, one panel a set."""
    parts, told = [], []
    for panel, story in enumerate(stories):
        found, top = story.effects.columns[Effect.SEVERITY], 58.0 + 236 * panel
        by = np.argsort(found.value)
        most = float(np.nanmax(np.abs([found.low, found.high])))
        xs = np.linspace(60, WIDTH - 150, len(by))
        ys = {sign: top + 100 - sign * 96 * float(found.threshold[0]) / most for sign in (-1, 0, 1)}
        for x, place in zip(xs.tolist(), by.tolist(), strict=True):
            low, y, high = (top + 100 - 96 * float(each[place]) / most for each in (found.low, found.value, found.high))
            parts += [line((x, low), (x, high), "s-soft"), peak(x, y) if found.found[place] else ring(x, y)]
        for sign, y in ys.items():
            parts += [line((48, y), (WIDTH - 140, y), "s-soft", "2 3" if sign else "")]
            named = f"{SAID['threshold'][language]} {signed(sign * float(found.threshold[0]), 2)}" if sign else "0"
            parts.append(text(WIDTH - 132, y + 4, named, "n soft"))
        raters = SAID["raters"][language].format(len(by))
        parts.append(text(20, top - 6, f"{NAMES[story.data.name][language]} · {raters}", "soft"))
        told.append(
            f"{NAMES[story.data.name][language]}: {found.value.min():.2f} – {found.value.max():.2f}, "
            f"{SAID['found'][language]} {int(found.found.sum())}"
        )
    height = 58.0 + 236 * len(stories)
    parts.append(text(20, height - 12, f"{SAID['stricter'][language]} · {SAID['levels'][language]}", "n soft"))
    return picture(TITLES["severity"][language], "; ".join(told), height, parts)


def moved(stories: list[Story], language: str) -> str:
    """Draw by how much fair averages differ from raw ones, one row a set."""
    edges = np.arange(-MOST, MOST + BIN / 2, BIN)
    height, parts, told = 82.0 + 96 * len(stories), [], []
    for row, story in enumerate(stories):
        ground = 130.0 + 96 * row
        counts, _ = np.histogram(np.clip(story.moved, -MOST + BIN / 2, MOST - BIN / 2), edges)
        for edge, count in zip(edges.tolist(), counts.tolist(), strict=False):
            tall = 76 * count / len(story.moved)
            parts.append(bar(_over(edge) + 1, ground - tall, _over(BIN) - _over(0) - 2, tall))
        number = SAID["rated"][language].format(f"{len(story.moved):,}")
        parts += [
            line((LEFT, ground), (RIGHT, ground)),
            text(LEFT - 14, ground - 20, NAMES[story.data.name][language], "ink", "end"),
            text(LEFT - 14, ground - 4, number, "n soft", "end"),
        ]
        told.append(f"{NAMES[story.data.name][language]}: {np.abs(story.moved).mean():.2f}")
    marks = (-1.0, -0.5, 0.0, 0.5, 1.0)
    parts += [text(_over(mark), height - 34, signed(mark, 1), "n soft", "middle") for mark in marks]
    parts.append(text(20, height - 10, SAID["share"][language], "n soft"))
    return picture(TITLES["moved"][language], "; ".join(told), height, parts)


def _over(levels: float) -> float:
    return LEFT + (levels + MOST) / (2 * MOST) * (RIGHT - LEFT)


def groups(story: Story, language: str) -> str:
    """Draw the severities of raters whose groups cannot be compared, one row a group."""
    found, numbers = story.effects.columns[Effect.SEVERITY], np.unique(story.groups)
    most = float(np.nanmax(np.abs(found.value))) * 1.05
    height, parts = 88.0 + 26 * len(numbers), []
    for row, number in enumerate(numbers.tolist(), 1):
        y = 34.0 + 26 * row
        parts += [
            line((LEFT, y), (RIGHT, y)),
            text(LEFT - 14, y + 4, SAID["group"][language].format(row), "ink", "end"),
        ]
        for place in np.flatnonzero((story.groups == number) & np.isfinite(found.value)).tolist():
            x = (LEFT + RIGHT) / 2 + float(found.value[place]) / most * (RIGHT - LEFT) / 2
            parts.append(peak(x, y) if found.found[place] else ring(x, y))
    parts += [
        text((LEFT + RIGHT) / 2 + mark / most * (RIGHT - LEFT) / 2, height - 32, signed(mark, 0), "n soft", "middle")
        for mark in (-1, 0, 1)
        if abs(mark) < most
    ]
    parts.append(text(20, height - 10, SAID["strict"][language], "n soft"))
    told = f"{story.parts} / {SAID['found'][language]} {int(found.found.sum())}"
    return picture(TITLES["groups"][language], told, height, parts)
