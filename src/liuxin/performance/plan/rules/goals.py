"""Rules of goals: what one must say, whom it may serve, and words that say little."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

from liuxin.kernel.errors import BadInputError, ConflictError, RuleBrokenError
from liuxin.kernel.text import Bilingual
from liuxin.performance.agreement.words import NewLine
from liuxin.performance.plan.words import HEIGHT, GoalContent, GoalLevel, GoalLine, GoalState, GoalStep, Hint

TEXT = 2_000
TOLD = ("result", "measure", "target", "method", "support")
MOST_STEPS = 12
LABELS: Mapping[str, Bilingual] = {
    "result": Bilingual("结果", "Result"),
    "measure": Bilingual("衡量办法", "Measure"),
    "target": Bilingual("目标值", "Target"),
    "deadline": Bilingual("期限", "Deadline"),
    "responsible": Bilingual("责任人", "Responsible"),
    "method": Bilingual("方法", "Method"),
    "support": Bilingual("主管承诺的支持", "Support promised by the manager"),
}
VAGUE = (
    "提高",
    "提升",
    "加强",
    "改善",
    "优化",
    "尽量",
    "尽快",
    "努力",
    "争取",
    "及时",
    "更好",
    "improve",
    "better",
    "strengthen",
    "as soon as possible",
    "timely",
    "try to",
    "enhance",
    "optimise",
)
_NUMBER = re.compile(r"\d|[一二两三四五六七八九十百千]")


def check_content(content: GoalContent) -> GoalContent:
    """Refuse a goal that leaves open its result, measure, target, method, steps or support; give it tidied."""
    for name in TOLD:
        said = getattr(content, name).strip()
        if not said:
            raise BadInputError("plan.goal_says_nothing", field=name, name=LABELS[name])
        if len(said) > TEXT:
            raise BadInputError("plan.goal_too_long", field=name, most=TEXT)
    if not content.steps:
        raise BadInputError("plan.goal_without_steps", field="steps")
    if len(content.steps) > MOST_STEPS:
        raise BadInputError("plan.goal_too_many_steps", field="steps", most=MOST_STEPS)
    tidy = replace(
        content,
        **{name: getattr(content, name).strip() for name in TOLD},
        steps=tuple(GoalStep(step.text.strip(), step.due_on) for step in content.steps),
    )
    for step in tidy.steps:
        if not step.text:
            raise BadInputError("plan.goal_step_empty", field="steps")
        if step.due_on > content.deadline:
            raise BadInputError("plan.goal_step_late", field="steps", due=step.due_on, deadline=content.deadline)
    return tidy


def check_deadline(deadline: date, today: date) -> None:
    """Refuse a deadline that is over already."""
    if deadline < today:
        raise BadInputError("plan.goal_deadline_over", field="deadline")


def check_level(level: GoalLevel, department: int | None, *, departments: Collection[int]) -> None:
    """Refuse a goal of a department that takes no part, and a department of the whole."""
    if (level is GoalLevel.ORGANISATION) != (department is None):
        raise BadInputError("plan.goal_needs_department", field="department")
    if department is not None and department not in departments:
        raise BadInputError("plan.not_in_cycle", field="department")


def check_sides(owner: int, manager: int | None) -> None:
    """Refuse somebody who would sign with oneself."""
    if owner == manager:
        raise RuleBrokenError("plan.goal_with_oneself", field="manager")


def check_serves(
    goal: int | None, level: GoalLevel, parent: tuple[int, GoalLevel, bool] | None, above: Mapping[int, int | None]
) -> None:
    """Refuse to serve a goal below, one that was dropped, and one that serves this goal itself.

    `parent` is its key, level and whether it was dropped; `above` gives the parent of every goal of the cycle.
    """
    if parent is None:
        return
    key, height, dropped = parent
    if dropped:
        raise RuleBrokenError("plan.goal_serves_dropped", field="parent")
    if goal is not None and goal in chain(key, above):
        raise RuleBrokenError("plan.goal_circle", field="parent")
    if HEIGHT[height] < HEIGHT[level]:
        raise RuleBrokenError("plan.goal_serves_below", field="parent")


def chain(goal: int, above: Mapping[int, int | None]) -> tuple[int, ...]:
    """Give a goal and all that it serves, upward."""
    found: list[int] = []
    step: int | None = goal
    while step is not None and step not in found:
        found.append(step)
        step = above.get(step)
    return tuple(found)


def check_live(state: GoalState) -> None:
    """Refuse to touch a goal that was given up."""
    if state is GoalState.DROPPED:
        raise ConflictError("plan.goal_dropped")


def check_expected(latest: int, expect: int) -> None:
    """Refuse to write over a version that was not seen."""
    if latest != expect:
        raise ConflictError("plan.goal_changed", latest=latest, seen=expect)


def check_reason(reason: str) -> str:
    """Refuse to give a goal up without a reason."""
    said = reason.strip()
    if not said:
        raise BadInputError("plan.goal_no_reason", field="reason")
    return said[:TEXT]


def lines(content: GoalContent, responsible: Bilingual) -> tuple[NewLine, ...]:
    """Give the text that both sides sign, line by line: what was written as it was written, names in both languages."""
    plain = {
        "result": content.result,
        "measure": content.measure,
        "target": content.target,
        "deadline": content.deadline.isoformat(),
        "responsible": responsible.one_below_the_other,
        "method": content.method,
    }
    steps = (_step(number, step) for number, step in enumerate(content.steps, start=1))
    told = (NewLine(name, LABELS[name], text) for name, text in plain.items())
    return (*told, *steps, NewLine("support", LABELS["support"], content.support))


def _step(number: int, step: GoalStep) -> NewLine:
    label = Bilingual(f"步骤 {number}", f"Step {number}")
    return NewLine(f"step-{number}", label, f"{step.due_on.isoformat()} {step.text}")


def title(content: GoalContent) -> Bilingual:
    """Name the negotiation of a goal by its result."""
    first = content.result.strip().splitlines()[0][:200]
    return Bilingual(first, first)


def hints(content: GoalContent) -> tuple[Hint, ...]:
    """Point at words that say little, and at a target without a number: advice, never a refusal."""
    texts = {"result": content.result, "method": content.method, "support": content.support}
    found = [Hint(name, "plan.hint.vague", word) for name, text in texts.items() for word in _vague(text)]
    if not _NUMBER.search(content.target):
        found.append(Hint("target", "plan.hint.no_number"))
    return tuple(found)


def _vague(text: str) -> Iterable[str]:
    lowered = text.casefold()
    return (word for word in VAGUE if word in lowered and not _NUMBER.search(text))


def in_tree(found: Iterable[GoalLine]) -> list[tuple[GoalLine, int]]:
    """Give goals as the cascade is drawn: each under the one that it serves, higher levels first."""
    rows = sorted(found, key=lambda line: (-HEIGHT[line.level], line.department or 0, line.id))
    known = {line.id for line in rows}
    below: dict[int | None, list[GoalLine]] = {}
    for line in rows:
        below.setdefault(line.parent if line.parent in known else None, []).append(line)
    drawn: list[tuple[GoalLine, int]] = []
    waiting = [(line, 0) for line in reversed(below.get(None, []))]
    while waiting:
        line, depth = waiting.pop()
        drawn.append((line, depth))
        waiting += [(each, depth + 1) for each in reversed(below.get(line.id, []))]
    return drawn
