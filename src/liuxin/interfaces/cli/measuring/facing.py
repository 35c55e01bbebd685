"""The facts as this command reads them: brought up to date, with the period and the names that were asked for."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from liuxin.desk.organisation import queries as organisation
from liuxin.engines.measurement.library import Externals
from liuxin.facts import actions, queries
from liuxin.facts.words import FactSet
from liuxin.interfaces.cli import terminal
from liuxin.interfaces.cli.measuring.cells import days
from liuxin.interfaces.cli.measuring.names import Asked
from liuxin.interfaces.cli.measuring.wanted import Wanted
from liuxin.interfaces.jobs import rounds
from liuxin.interfaces.wording import formats
from liuxin.kernel.errors import BadInputError, CannotTellError
from liuxin.kernel.period import Period
from liuxin.performance.indicators import queries as indicators


@dataclass(frozen=True, slots=True)
class Ground:
    """What an answer rests on; `externals` are the definitions of numbers that are brought in from elsewhere."""

    facts: FactSet
    keys: tuple[str, ...]
    externals: Externals
    period: Period
    zone: str
    people: tuple[int, ...]
    teams: tuple[int, ...]
    unranked: frozenset[int]


def up_to_date(*, anew: bool) -> FactSet:
    """Seal what waits, take it into the facts, and give them."""
    at = timezone.now()
    with terminal.progress("cli.measure.catching_up"):
        if anew:
            actions.catch_up(clocks=organisation.clock, unranked=organisation.unranked_people(), at=at, anew=True)
        rounds.catch_up(at)
    return queries.current()


def ground(wanted: Wanted, *, anew: bool) -> Ground:
    """Bring the facts up to date and find what, whom and when was asked for; first what needs no facts.

    Raises `measurement.unknown_measure`, `cli.measure.nothing_recorded`, `cli.measure.outside_record`, and for a name
    that is nobody's or several's.
    """
    externals = indicators.externals()
    keys = wanted.keys(externals)
    facts = up_to_date(anew=anew)
    zone = organisation.zone()
    period = _period(facts, wanted, zone)
    asked = Asked.among(*queries.holders(facts)) if wanted.people or wanted.teams else Asked({}, {}, {})
    return Ground(
        facts=facts,
        keys=keys,
        externals=externals,
        period=period,
        zone=zone,
        people=tuple(asked.person(each) for each in wanted.people),
        teams=tuple(asked.team(each) for each in wanted.teams),
        unranked=organisation.unranked_people(),
    )


def _period(facts: FactSet, wanted: Wanted, zone: str) -> Period:
    """Give the period that was asked for; one of which the record holds nothing is refused with what it does hold."""
    extent = queries.extent(facts)
    if extent is None:
        raise CannotTellError("cli.measure.nothing_recorded")
    held = days(*extent.epoch, zone)
    period = Period.of_days(wanted.first or held.first, wanted.last or held.last, zone)
    if period.end <= extent.start or period.start >= extent.end:
        asked = days(*period.epoch, zone)
        raise BadInputError(
            "cli.measure.outside_record",
            field="from",
            first=asked.first,
            last=asked.last,
            begins=held.first,
            ends=held.last,
        )
    return period


def tell_of(ground: Ground) -> None:
    """Print the period, and how far the record reaches."""
    shown = days(*ground.period.epoch, ground.zone)
    terminal.say("cli.measure.span", first=shown.first, last=shown.last, style="dim")
    at = moment(ground.facts.as_of, ground.zone)
    terminal.say("cli.measure.as_of", at=at, seq=ground.facts.seq, style="dim")


def moment(epoch: int, zone: str) -> str:
    """Write an instant in the organisation's zone."""
    return formats.date_time(datetime.fromtimestamp(epoch, ZoneInfo(zone)), zone)
