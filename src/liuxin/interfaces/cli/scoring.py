"""What `liuxin score` does and prints; imported once Django is set up."""

import csv
import io
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils import timezone
from rich.markup import escape
from rich.table import Table

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.engines.measurement import library
from liuxin.engines.measurement.external import PREFIX
from liuxin.engines.measurement.words import Measure, Statistic, Unit
from liuxin.insight import periods
from liuxin.insight.queries.ground import ground
from liuxin.interfaces.cli import terminal
from liuxin.interfaces.imports import examples
from liuxin.interfaces.jobs import rounds, scoring
from liuxin.interfaces.wording import formats
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotFoundError
from liuxin.kernel.period import Period
from liuxin.performance.evaluation import queries as evaluation
from liuxin.performance.evaluation.words import Card, Points, ScoredLine
from liuxin.performance.indicators import queries as indicators
from liuxin.performance.indicators.words import Grain, SetView

BY = Actor.system("score", via="cli")
PLACES = {Unit.COUNT: 0, Unit.PERCENT: 1, Unit.HOURS: 1, Unit.PER_CASE: 2}
SIGNS = {Unit.PERCENT: "%", Unit.HOURS: " h"}

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for on the command line."""

    period: str
    set_id: int | None
    people: tuple[int, ...]
    form: str
    output: Path | None


def form_of(asked: str | None, output: Path | None) -> str:
    """Give the form asked for; else a file tells by its name, and the terminal gets a table."""
    if output is None:
        return asked or "table"
    named = "json" if output.suffix.lower() == ".json" else "csv"
    return named if asked in {None, "table"} else str(asked)


def print_sets() -> None:
    """List the sets."""
    language = terminal.language()
    rows: list[tuple[str, ...]] = [
        (
            str(line.id),
            line.position_name.in_language(language),
            str(line.version),
            line.name.in_language(language),
            terminal.sentence(f"cli.score.status.{line.status}"),
            str(line.lines),
            formats.percent(line.weight_total, places=0),
        )
        for line in indicators.set_lines(_standing(timezone.now()))
    ]
    heads = ("key", "position", "version", "name", "status", "lines", "weight")
    terminal.table(*(f"cli.score.{head}" for head in heads), rows=rows)


def propose(position: str, grain: str, *, write: bool) -> None:
    """Print what history proposes, and put it in force as an example where that is wanted."""
    at = timezone.now()
    keys = organisation.position_keys()
    if position not in keys:
        raise NotFoundError("cli.score.no_such_position", field="position", position=position, known=", ".join(keys))
    _catch_up(at)
    proposed = indicators.proposals(
        _standing(at), position_id=keys[position], measures=examples.EXAMPLE_WEIGHTS, grain=Grain(grain)
    )
    rows: list[tuple[str, ...]] = []
    for each in proposed:
        scale = each.scale
        points = ((scale.floor, each.reached_floor), (scale.target, each.reached_target))
        cells = [
            f"{_value(each.measure, point)} ({formats.percent(share * 100, places=0)})"
            for point, share in (*points, (scale.stretch, each.reached_stretch))
        ]
        rows.append((_name(each.measure), str(examples.EXAMPLE_WEIGHTS[each.measure]), *cells, str(each.tried_on)))
    heads = ("measure", "weight", "floor", "target", "stretch", "tried_on")
    terminal.table(*(f"cli.score.{head}" for head in heads), rows=rows)
    terminal.say("cli.score.proposed", style="dim")
    if write:
        key = examples.example_set(position_id=keys[position], by=BY, at=at, grain=Grain(grain))
        terminal.say("cli.score.written", key=key, style="bold")


def show(wanted: Wanted, *, live: bool) -> None:
    """Show frozen cards where the period was frozen, else those of now."""
    at = timezone.now()
    found = _set(wanted.set_id, at)
    period = _period(wanted.period, found, at)
    frozen = {} if live else _frozen(found, period, wanted.people, at)
    if frozen:
        _print(found, period, frozen, wanted)
        _note(wanted, "cli.score.frozen", cards=len(frozen))
        return
    _catch_up(at)
    cards = evaluation.live_cards(_standing(at), found, period, at)
    _print(found, period, {key: card for key, card in cards.items() if key in (wanted.people or cards)}, wanted)
    _note(wanted, "cli.score.live", at=formats.date_time(at, organisation.zone()))


def freeze(wanted: Wanted, *, reason: str) -> None:
    """Freeze, then show what was frozen."""
    at = timezone.now()
    found = _set(wanted.set_id, at)
    period = _period(wanted.period, found, at)
    with terminal.progress("cli.score.freezing"):
        result = scoring.freeze(set_id=found.id, period=period, by=BY, at=at, reason=reason)
    cards = evaluation.cards_of_freeze(_standing(at), result.freeze, at)
    _print(found, period, {card.person: card.card for card in cards}, wanted)
    _note(wanted, "cli.score.done", cards=result.cards, superseded=result.superseded, without=result.without_total)


def _standing(at: datetime) -> Standing:
    return organisation.standing(BY, at)


def _catch_up(at: datetime) -> None:
    with terminal.progress("cli.score.catching_up"):
        rounds.catch_up(at)


def _set(set_id: int | None, at: datetime) -> SetView:
    """Give the set asked for, else the only one in force."""
    if set_id is not None:
        return indicators.indicator_set(_standing(at), set_id)
    found = list(indicators.sets_in_force(_standing(at)).values())
    if not found:
        raise NotFoundError("cli.score.no_set_in_force")
    if len(found) > 1:
        keys = ", ".join(str(key) for key in sorted(each.id for each in found))
        raise BadInputError("cli.score.several_sets", field="set", keys=keys)
    return found[0]


def _period(code: str, found: SetView, at: datetime) -> Period:
    stood = ground(at)
    latest = None if code else evaluation.latest_period(_standing(at), [found.id])
    return latest or periods.span(code or stood.usual_span(), stood.zone, stood.whole).period


def _frozen(found: SetView, period: Period, people: Sequence[int], at: datetime) -> dict[int, Card]:
    wanted = people or tuple(evaluation.current_cards(found.id, period))
    cards = evaluation.scorecards(_standing(at), wanted, period, at)
    return {person: card.card for person, card in cards.items() if card.set.id == found.id}


def _note(wanted: Wanted, code: str, **params: object) -> None:
    """Say something under a table; a file or a pipe gets the rows alone."""
    if wanted.form == "table":
        terminal.say(code, style="dim", **params)


def _print(found: SetView, period: Period, cards: Mapping[int, Card], wanted: Wanted) -> None:
    if not cards:
        raise NotFoundError("cli.score.nobody_scored", start=period.start, end=period.end)
    names = {key: name.text.in_language(terminal.language()) for key, name in organisation.names(cards).items()}
    if wanted.form == "table":
        _table(found, cards, names)
        if found.is_example:
            terminal.say("cli.score.example", style="yellow")
        return
    rows = [row for person in sorted(cards) for row in _rows(person, names, period, cards[person])]
    text = json.dumps(rows, ensure_ascii=False, indent=1) + "\n" if wanted.form == "json" else _csv(rows)
    if wanted.output is None:
        sys.stdout.write(text)
    else:
        # Excel reads Chinese in a CSV file only when it begins with the mark of UTF-8.
        wanted.output.write_text(text, encoding="utf-8-sig" if wanted.form == "csv" else "utf-8")


def _table(found: SetView, cards: Mapping[int, Card], names: Mapping[int, str]) -> None:
    """Print one line a person, in no order of merit."""
    shown = Table(box=None, pad_edge=False, header_style="bold")
    for head in ("key", "person", "total", "interval"):
        shown.add_column(terminal.sentence(f"cli.score.{head}"), overflow="fold")
    for line in found.indicators:
        shown.add_column(f"{_name(line.measure)} ({formats.percent(line.weight.value, places=0)})", overflow="fold")
    for person in sorted(cards):
        texts = (str(person), names.get(person, ""), *_total(cards[person]), *map(_cell, cards[person].lines))
        shown.add_row(*map(escape, texts))
    terminal.console().print(shown, soft_wrap=False)


def _total(card: Card) -> tuple[str, str]:
    points = card.total.points
    if points is None:
        return formats.ABSENT, terminal.sentence(f"cli.score.no_total.{card.total.no_total}")
    return formats.points(points.score), formats.interval(points.low, points.high)


def _cell(line: ScoredLine) -> str:
    """Write value and score; a line without a score says why."""
    value = _value(line.indicator.measure, line.measured.value)
    if line.points is None:
        return f"{value} · {terminal.sentence(f'cli.score.why.{line.measured.why or line.state}')}"
    return f"{value} · {formats.points(line.points.score)}"


def _found(key: str) -> tuple[Measure, Statistic]:
    """Find a measure; the definitions of external ones are read only where one is named."""
    return library.find(key, indicators.externals() if key.startswith(PREFIX) else library.NO_EXTERNALS)


def _name(key: str) -> str:
    measure, statistic = _found(key)
    name = measure.name.in_language(terminal.language())
    return name if statistic is measure.statistics[0] else f"{name} ({statistic})"


def _value(key: str, value: float | None) -> str:
    unit = _found(key)[0].unit
    text = formats.number(value, places=PLACES.get(unit, 1))
    return text if value is None else f"{text}{SIGNS.get(unit, '')}"


def _rows(person: int, names: Mapping[int, str], period: Period, card: Card) -> Iterator[Row]:
    about: Row = {
        "person": person,
        "name": names.get(person, ""),
        "period_start": period.start.isoformat(),
        "period_end": period.end.isoformat(),
    }
    for line in card.lines:
        yield about | {"measure": line.indicator.measure} | _numbers(line)
    total = card.total
    yield about | {
        "measure": "total",
        "weight": total.covered,
        **_points(total.points),
        "state": total.no_total.value or "total",
    }


def _numbers(line: ScoredLine) -> Row:
    measured = line.measured
    return {
        "value": measured.value,
        "low": measured.low,
        "high": measured.high,
        "n": measured.n,
        "pending": measured.pending,
        "why": measured.why.value,
        "verdict": line.verdict.value,
        "weight": float(line.indicator.weight.value),
        "weight_applied": line.weight_applied,
        **_points(line.points),
        "contribution": line.contribution,
        "state": line.state.value,
    }


def _points(points: Points | None) -> Row:
    if points is None:
        return {"score": None, "score_low": None, "score_high": None}
    return {"score": points.score, "score_low": points.low, "score_high": points.high}


def _csv(rows: Sequence[Row]) -> str:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
