"""What a cycle leaves for the next: decisions, open actions, plans, targets too tight or too loose; nobody is named."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime

from liuxin.kernel.text import Bilingual
from liuxin.performance.feedback import queries as feedback
from liuxin.performance.outcomes import rules
from liuxin.performance.outcomes.queries.effects import effects
from liuxin.performance.outcomes.queries.ground import LIUXIN
from liuxin.performance.outcomes.queries.plans import plans_of_cycle
from liuxin.performance.outcomes.queries.review import review
from liuxin.performance.outcomes.queries.sets_judged import judged
from liuxin.performance.outcomes.words import Effect, EffectVerdict, Figure, FigureCode
from liuxin.performance.plan.words import LessonSource, NewLesson

WORTH_TELLING = frozenset({FigureCode.LATE_PHASES, FigureCode.LATE_TASKS})


def lessons(cycle_id: int, at: datetime) -> tuple[NewLesson, ...]:
    """Give all that a cycle leaves for the next one, in the order in which it is shown there."""
    found = review(LIUXIN, cycle_id, at)
    decisions = [NewLesson(LessonSource.REVIEW, text=Bilingual(each.text, "")) for each in found.decisions]
    talks = [NewLesson(LessonSource.TALK, each.code, each.params) for each in feedback.carry(cycle_id)]
    return (*decisions, *_figures(found.figures), *_targets(cycle_id, at), *_plans(cycle_id, at), *talks)


def _figures(found: Iterable[Figure]) -> Iterator[NewLesson]:
    for each in found:
        if each.code in WORTH_TELLING and each.value and each.whole is not None:
            told = {"count": each.value, "whole": each.whole}
            yield NewLesson(LessonSource.REVIEW, f"outcomes.lesson.{each.code}", told)


def _targets(cycle_id: int, at: datetime) -> Iterator[NewLesson]:
    for each in judged(cycle_id, at):
        if each.verdict in {rules.TOO_TIGHT, rules.TOO_LOOSE}:
            told: dict[str, str | int | float] = {
                "measure": each.measure,
                "reached": each.reached,
                "people": each.people,
            }
            yield NewLesson(LessonSource.REVIEW, f"outcomes.lesson.{each.verdict}", told)


def _plans(cycle_id: int, at: datetime) -> Iterator[NewLesson]:
    rows = plans_of_cycle(cycle_id)
    found = effects(rows, at)
    by_pattern: defaultdict[str, list[Effect]] = defaultdict(list)
    for row in rows:
        by_pattern[row.pattern].append(found[row.pk])
    for code, some in sorted(by_pattern.items()):
        verdicts = Counter(each.verdict for each in some)
        told: dict[str, str | int | float] = {
            "pattern": code,
            "count": len(some),
            "better": verdicts[EffectVerdict.BETTER],
            "unknown": verdicts[EffectVerdict.CANNOT_TELL],
        }
        yield NewLesson(LessonSource.IMPROVEMENT, "outcomes.lesson.plans", told)
