"""The measures explained: all of them in a list, or one in full. Everything is read off the definition itself."""

from collections.abc import Iterator

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from liuxin.engines.measurement import library
from liuxin.engines.measurement.words import Direction, Measure, Statistic
from liuxin.facts import queries
from liuxin.facts.words import FactSet
from liuxin.interfaces.cli import terminal
from liuxin.interfaces.cli.measuring.cells import unit_name
from liuxin.interfaces.cli.measuring.facing import up_to_date
from liuxin.kernel.text import Bilingual
from liuxin.performance.indicators import queries as indicators

DAY = 86_400
INDENT = 4


def print_measures(*, anew: bool) -> None:
    """List the measures by group, with unit, definition, and what their record lacks."""
    facts = up_to_date(anew=anew)
    for group, name in library.GROUPS.items():
        members = [measure for measure in library.MEASURES.values() if measure.group == group]
        if members:
            terminal.console().print(f"\n[bold]{escape(_text(name))}[/bold]")
            for measure in members:
                _print(facts, measure)


def _print(facts: FactSet, measure: Measure) -> None:
    """Print a line with codes, name and unit, and indented under it what the measure says and what it lacks."""
    named = escape(f"{'  '.join(measure.keys)}  {_text(measure.name)} ({unit_name(measure.unit)})")
    terminal.console().print(named, style="bold")
    missing = ", ".join(queries.missing_codes(facts, measure.code))
    noted = terminal.sentence("measurement.not_recorded", missing=missing) if missing else ""
    defined = escape(f"{_text(measure.definition)} {noted}".strip())
    Console(highlight=False).print(Padding(defined, (0, 0, 0, INDENT)))


def print_how(key: str) -> None:
    """Say how one number is computed, whom it is credited to, and whether the facts as they stand have what it needs.

    Raises `BadInputError("measurement.unknown_measure")`.
    """
    externals = indicators.externals()
    measure, statistic = library.find(key, externals)
    facts = queries.current()
    terminal.console().print(f"[bold]{escape(_text(measure.name))}[/bold]  {measure.key(statistic)}")
    missing = queries.missing_codes(facts, key, external=externals)
    for head, told in _how(measure, statistic, missing):
        terminal.console().print(f"\n[bold]{escape(terminal.sentence(f'cli.measure.how.{head}'))}[/bold]")
        terminal.console().print(escape(told))


def _how(measure: Measure, statistic: Statistic, missing: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    yield "definition", _text(measure.definition)
    yield "population", _text(measure.population_text)
    yield "numerator", _text(measure.numerator_text)
    yield "credit", _text(measure.credit_text)
    yield "number", _number(measure, statistic)
    if measure.window:
        yield "window", terminal.sentence("cli.measure.how.days", days=measure.window // DAY)
    least = measure.least_sample
    yield "sample", terminal.sentence(f"cli.measure.how.{'least' if least else 'any'}", least=least)
    needed = ", ".join(sorted(measure.needs))
    if missing:
        lacks = terminal.sentence("measurement.not_recorded", missing=", ".join(missing))
        yield "needs", f"{needed}\n{lacks} {_text(measure.needs_note)}"
    else:
        yield "needs", needed
    yield "source", measure.source


def _number(measure: Measure, statistic: Statistic) -> str:
    taken = terminal.sentence(f"cli.measure.statistic.{statistic.value}")
    direction = terminal.sentence(f"cli.measure.direction.{measure.direction.value}")
    scored = "scored" if measure.may_score_a_person and measure.direction is not Direction.NONE else "not_scored"
    may = terminal.sentence(f"cli.measure.how.{scored}")
    unit = unit_name(measure.unit)
    return terminal.sentence("cli.measure.how.told", taken=taken, unit=unit, direction=direction, may=may)


def _text(text: Bilingual) -> str:
    return text.in_language(terminal.language())
