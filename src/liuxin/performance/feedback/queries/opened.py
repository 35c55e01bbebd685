"""What an appeal opens to whoever decides it: decided here, once."""

from collections import defaultdict

from liuxin.desk.organisation.words import Standing
from liuxin.performance.evaluators import queries as evaluators
from liuxin.performance.feedback.models import Appeal, Point
from liuxin.performance.feedback.words import AppealOutcome, Cited, OpenedByAppeal
from liuxin.performance.indicators.words import is_rated


def opened_by_appeals(standing: Standing, person_id: int) -> tuple[OpenedByAppeal, ...]:
    """Give what of a person is open to the reader for deciding an appeal of that person's, the latest cycle first.

    An appeal that went up by itself was decided by nobody and opens nothing. Neither does one to somebody who rates
    the person in that cycle: what raters said is told to none of them in this way. One statement where the reader
    decides nothing of this person's.
    """
    if standing.person_id is None:
        return ()
    cycles = _cycles(standing.person_id, person_id)
    if not cycles:
        return ()
    cited = _cited(set(cycles))
    open_ = {talk: cycle for talk, cycle in cycles.items() if not _rates(standing.person_id, person_id, cycle)}
    return tuple(OpenedByAppeal(person_id, cycle, cited[talk]) for talk, cycle in open_.items())


def _cycles(decider: int, person: int) -> dict[int, int]:
    """Give the talks of which the one decides an appeal of the other's, each with its cycle."""
    rows = Appeal.objects.filter(deciders__person=decider, appellant=person).exclude(outcome=AppealOutcome.SILENCE)
    found = rows.order_by("-talk__round__cycle__period_end", "-talk")
    return dict(found.values_list("talk", "talk__round__cycle"))


def _cited(talks: set[int]) -> defaultdict[int, frozenset[str]]:
    """Give, by talk, the measures of whose numbers its letter speaks; nothing that was rated."""
    found: defaultdict[int, frozenset[str]] = defaultdict(frozenset)
    for talk, params in Point.objects.filter(talk__in=talks, cites=Cited.LINE).values_list("talk", "params"):
        measure = str(params.get("measure", ""))
        if measure and not is_rated(measure):
            found[talk] |= {measure}
    return found


def _rates(decider: int, person: int, cycle: int) -> bool:
    return any(each.ratee == person for each in evaluators.ratees_of(decider, cycle))
