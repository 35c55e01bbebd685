"""The four questions answered from the record: each sentence rests on something that can be opened.

The causes begin outside the person: kinds of cases, obstacles, staffing, what changed since. The person's own part no
record tells; it is left to the talk.
"""

import math
from collections.abc import Iterator, Mapping, Sequence

from liuxin.performance.feedback.words import (
    CANNOT_TELL,
    NOTHING_TO_TALK_ABOUT,
    SEVERITY,
    Blocked,
    Cited,
    Ground,
    Measure,
    Mix,
    Point,
    Present,
    Question,
    Section,
)

TARGET = 100.0
LEAST_CASES = 20
SURE = 1.959963984540054
MINUTES_TO_TELL, MINUTES_TO_EXPLAIN = 2, 2
MOST_TO_IMPROVE = 3
NOTEWORTHY = 0.05
OWN_PART = "feedback.point.own_part"
SAME = 0.005
_IN_PASSING = CANNOT_TELL | NOTHING_TO_TALK_ABOUT | SEVERITY | {OWN_PART}


def answers(ground: Ground) -> tuple[Point, ...]:
    """Give every sentence that the record holds, question by question, those with the largest effect first."""
    found = (
        *_ranked(_should(ground)),
        *_ranked(_did(ground)),
        *_why(ground),
        *_ranked(_improve(ground)),
    )
    return tuple(found)


def boxed(sections: Sequence[Section], minutes: int) -> tuple[Section, ...]:
    """Scale the minutes of an outline to those of the talk, exactly: what is left over goes to the largest remains."""
    whole = sum(section.minutes for section in sections)
    exact = [section.minutes * minutes / whole for section in sections]
    given = [math.floor(part) for part in exact]
    remains = sorted(range(len(exact)), key=lambda place: given[place] - exact[place])
    for place in remains[: minutes - sum(given)]:
        given[place] += 1
    return tuple(Section(section.code, section.label, part) for section, part in zip(sections, given, strict=True))


def selected(points: Sequence[Point], boxes: Mapping[str, int]) -> tuple[Point, ...]:
    """Keep as many sentences a question as its minutes allow; the first are those with the largest effect.

    What should have been and what was done share the minutes of the results; nobody improves more than three things
    at once. What the record does not hold takes no time and is always said; so is that the own part is left open.
    """
    results = boxes.get("results", 0)
    most = {
        Question.SHOULD: max(1, results // MINUTES_TO_TELL),
        Question.DID: max(2, results // MINUTES_TO_TELL),
        Question.WHY: max(2, boxes.get("causes", 0) // MINUTES_TO_EXPLAIN),
        Question.IMPROVE: min(MOST_TO_IMPROVE, max(1, boxes.get("actions", 0) // MINUTES_TO_EXPLAIN)),
    }
    return tuple(point for question in Question for point in _first(_of(points, question), most[question]))


def _of(points: Sequence[Point], question: Question) -> list[Point]:
    return [point for point in points if point.question is question]


def _first(points: list[Point], most: int) -> list[Point]:
    """Keep the first ones that take time; what the record does not hold is said in passing."""
    timed = [point for point in points if point.code not in _IN_PASSING]
    kept = timed[: most - sum(point.code == OWN_PART for point in points)]
    return [point for point in points if point in kept or point.code in _IN_PASSING]


def _ranked(points: Iterator[Point]) -> list[Point]:
    return sorted(points, key=lambda point: -abs(point.effect))


def _should(ground: Ground) -> Iterator[Point]:
    ask = Question.SHOULD
    for goal in ground.goals:
        told = {"result": goal.result, "target": goal.target, "version": goal.version, "deadline": goal.deadline}
        yield Point(ask, "feedback.point.goal", told, Cited.GOAL, str(goal.id), 1000.0)
    if not ground.goals:
        yield Point(ask, "feedback.point.no_goal", effect=1000.0)
    for line in ground.lines:
        if line.target is not None:
            wanted = {"measure": line.measure, "target": line.target, "weight": line.weight}
            yield Point(ask, "feedback.point.target", wanted, Cited.LINE, str(line.reading), line.weight)
    yield from _duties(ground)


def _duties(ground: Ground) -> Iterator[Point]:
    ask = Question.SHOULD
    if not ground.duties:
        yield Point(ask, "feedback.point.no_duties")
        return
    for duty in ground.duties:
        told = {"text": {"zh": duty.text.zh, "en": duty.text.en}, "share": duty.share}
        yield Point(ask, "feedback.point.duty", told, Cited.JOB, str(duty.position), duty.share)


def _did(ground: Ground) -> Iterator[Point]:
    yield from map(_measured, ground.lines)
    yield from _rated(ground)
    yield from _fair(ground.lines)
    if ground.praise:
        yield Point(Question.DID, "feedback.point.praise", {"count": ground.praise}, effect=0.001)


def _measured(line: Measure) -> Point:
    told = {"measure": line.measure, "value": line.value, "low": line.low, "high": line.high, "n": line.n}
    told["target"] = line.target
    place = (Cited.LINE, str(line.reading))
    if line.value is None or line.score is None:
        return Point(Question.DID, "feedback.point.cannot_tell", told | {"why": line.why}, *place)
    return Point(Question.DID, _verdict(line), told, *place, effect=_pull(line))


def _verdict(line: Measure) -> str:
    """Say only what the whole interval clears."""
    if line.score_low is not None and line.score_low > TARGET:
        return "feedback.point.above"
    if line.score_high is not None and line.score_high < TARGET:
        return "feedback.point.short"
    return "feedback.point.not_apart"


def _pull(line: Measure) -> float:
    """Give the points of the total that lie between the line and its target."""
    return 0.0 if line.score is None else (line.score - TARGET) * line.weight / 100


def _rated(ground: Ground) -> Iterator[Point]:
    ask = Question.DID
    if not ground.hearts:
        yield Point(ask, "feedback.point.hearts_cannot_tell")
        return
    highest = max(ground.hearts, key=lambda heart: heart.level)
    lowest = min(ground.hearts, key=lambda heart: heart.level)
    told = {"heart": highest.code, "level": round(highest.level, 1), "raters": highest.raters}
    yield Point(ask, "feedback.point.highest_heart", told, Cited.HEARTS, highest.code, 0.01)
    if lowest.level < highest.level:
        told = {"heart": lowest.code, "level": round(lowest.level, 1), "raters": lowest.raters}
        yield Point(ask, "feedback.point.lowest_heart", told, Cited.HEARTS, lowest.code, 0.02)


def _fair(lines: Sequence[Measure]) -> Iterator[Point]:
    """Say of what was rated how much is due to who happened to rate, or that it cannot be told."""
    for line in lines:
        if line.raw is None or line.value is None:
            continue
        told: dict[str, str | float] = {"measure": line.measure, "raw": line.raw, "value": line.value}
        by = line.value - line.raw
        code = "alike" if abs(by) < SAME else "stricter" if by > 0 else "milder"
        code = f"feedback.point.fair_{code if line.is_fair else 'cannot_tell'}"
        yield Point(Question.DID, code, told | {"by": abs(by)}, Cited.LINE, str(line.reading), 0.005)


def _why(ground: Ground) -> Iterator[Point]:
    """Answer from outside in: the manager's side and the circumstances first."""
    yield from _obstacles(ground.obstacles)
    yield from _mixes(ground.mix)
    yield from _absences(ground.absence)
    yield from _changed(ground.changed_since)
    yield Point(Question.WHY, OWN_PART)


def _obstacles(obstacles: Sequence[Blocked]) -> Iterator[Point]:
    worst = sorted(obstacles, key=lambda each: (each.is_cleared, -each.days_late, each.id))
    for each in worst:
        code = "feedback.point.obstacle_late" if each.is_cleared else "feedback.point.obstacle_open"
        yield Point(Question.WHY, code, {"number": each.id, "days": each.days_late}, Cited.OBSTACLE, str(each.id))
    if not worst:
        yield Point(Question.WHY, "feedback.point.no_obstacle")


def _mixes(mixes: Sequence[Mix] | None) -> Iterator[Point]:
    if mixes is None:
        yield Point(Question.WHY, "feedback.point.mix_not_recorded")
        return
    enough = [mix for mix in mixes if mix.own_of >= LEAST_CASES and mix.others_of >= LEAST_CASES]
    if not enough:
        yield Point(Question.WHY, "feedback.point.mix_cannot_tell")
        return
    apart = sorted(filter(_is_apart, enough), key=lambda mix: -abs(_gap(mix)))
    for mix in apart[:1]:
        code = "feedback.point.more_of" if _gap(mix) > 0 else "feedback.point.less_of"
        shares = {"own": round(100 * mix.own / mix.own_of, 1), "others": round(100 * mix.others / mix.others_of, 1)}
        yield Point(Question.WHY, code, {"cut": mix.cut, "value": mix.value, **shares}, Cited.CARD)
    if not apart:
        yield Point(Question.WHY, "feedback.point.mix_alike", {}, Cited.CARD)


def _gap(mix: Mix) -> float:
    return mix.own / mix.own_of - mix.others / mix.others_of


def _is_apart(mix: Mix) -> bool:
    """Tell whether two shares differ by more than chance: difference of proportions with pooled error, 95 %."""
    pooled = (mix.own + mix.others) / (mix.own_of + mix.others_of)
    error = math.sqrt(pooled * (1 - pooled) * (1 / mix.own_of + 1 / mix.others_of))
    return abs(_gap(mix)) > max(SURE * error, NOTEWORTHY)


def _absences(absence: Sequence[Present] | None) -> Iterator[Point]:
    if not absence:
        yield Point(Question.WHY, "feedback.point.staffing_not_recorded")
        return
    for each in absence:
        told = {"measure": each.measure, "value": each.value, "others": each.others}
        yield Point(Question.WHY, "feedback.point.presence", told)


def _changed(count: int | None) -> Iterator[Point]:
    if count is None:
        yield Point(Question.WHY, "feedback.point.changes_not_recorded")
    elif count:
        yield Point(Question.WHY, "feedback.point.changed_since", {"count": count}, Cited.CARD)


def _improve(ground: Ground) -> Iterator[Point]:
    ask = Question.IMPROVE
    known = [line for line in ground.lines if line.score is not None]
    if not known:
        yield Point(ask, "feedback.point.improve_cannot_tell")
        return
    under = [line for line in known if line.score is not None and line.score < TARGET]
    for line in under:
        told = {"measure": line.measure, "target": line.target, "gain": round(-_pull(line), 1)}
        sure = line.score_high is not None and line.score_high < TARGET
        code = "feedback.point.improve" if sure else "feedback.point.improve_unsure"
        yield Point(ask, code, told, Cited.LINE, str(line.reading), _pull(line) if sure else _pull(line) / 1000)
    if not under:
        yield Point(ask, "feedback.point.nothing_under_target", {}, Cited.CARD)
