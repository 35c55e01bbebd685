"""What an appeal is held against: who took part, where people belong, what a result came to."""

from collections.abc import Iterable
from datetime import datetime

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.performance.evaluation import queries as evaluation
from liuxin.performance.evaluators import queries as evaluators
from liuxin.performance.feedback.models import Appeal, AppealDecider, Talk
from liuxin.performance.feedback.words import AppealLevel, Involved

SYSTEM = Standing(is_system=True)


def involved(row: Appeal) -> Involved:
    """Give who may never decide an appeal: appellant, manager, raters, and whoever decided the level before."""
    assigned = evaluators.confirmed(row.talk.round.cycle_id)
    raters = {each.rater for each in assigned if each.ratee == row.appellant_id and each.rater is not None}
    earlier = AppealDecider.objects.filter(appeal__talk=row.talk_id).exclude(appeal=row.pk)
    before = earlier.values_list("person", flat=True) if row.level == AppealLevel.FINAL else ()
    return Involved(
        appellant=row.appellant_id,
        manager=row.manager_id,
        raters=frozenset(raters - {row.appellant_id}),
        before=frozenset(before),
    )


def departments_of(people: Iterable[int], at: datetime) -> dict[int, frozenset[int]]:
    """Give the departments in which each of some people works."""
    found: dict[int, frozenset[int]] = {}
    for person in people:
        teams = [team.id for team in organisation.teams_of(person, at)]
        found[person] = frozenset(organisation.departments_of(teams).values())
    return found


def points_of(result_id: int) -> float | None:
    """Give the total of a version of a result, whoever asks: for keeping before and after."""
    found = evaluation.result_by_key(SYSTEM, result_id)
    return None if found.total.points is None else found.total.points.score


def result_now(talk: Talk) -> int:
    """Give the version that counts of the result that a talk is about."""
    return evaluation.result(SYSTEM, talk.person_id, talk.round.cycle_id).id
