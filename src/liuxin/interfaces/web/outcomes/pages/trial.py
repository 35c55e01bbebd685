"""A trial laid out: who gains and loses as bars, the people whom the rule leaves to people."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from liuxin.desk.organisation.words import PersonName
from liuxin.interfaces.web.kit.figures import FULL, Line, Whisker, percent, whisker
from liuxin.interfaces.web.outcomes import labels
from liuxin.interfaces.wording import formats
from liuxin.performance.outcomes.words import Side, TrialLineView, TrialView

HIGH, MIDDLE, HALF, LEFT, WIDTH = 150.0, 80.0, 50.0, 38.0, 556.0
MOST_BAR = 22.0


@dataclass(frozen=True, slots=True)
class BarShown:
    """One person's change as a bar."""

    css: str
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True, slots=True)
class BarsShown:
    """Everybody's change, from the greatest loss to the greatest gain, and what the picture says."""

    bars: tuple[BarShown, ...]
    top: str
    lost: str
    gained: str
    label: str


@dataclass(frozen=True, slots=True)
class LineShown:
    """One person of a trial as the tables show it."""

    person: int
    name: PersonName | None
    department: str
    side: Side
    side_word: object
    side_state: str
    points: str
    interval: str
    whisker: Whisker | None
    base: str
    presence: str
    assumed: bool
    holds: tuple[str, ...]
    by_rule: str
    amount: str
    without: str
    last: str
    takes_part: bool | None
    reason: str
    decided_by: PersonName | None
    may_withhold: bool


def bars(found: TrialView) -> BarsShown | None:
    """Lay out the change of each against last time, or against no rule where there was none."""
    changes = sorted(each.amount_fen - _then(each, found) for each in found.lines if _has_then(each, found))
    most = max((abs(change) for change in changes), default=0)
    if not most:
        return None
    step = min(MOST_BAR, WIDTH / len(changes))
    drawn = tuple(_bar(change, place, step, most) for place, change in enumerate(changes))
    compared = found.against_last or found.against_none
    lost = _("%(count)s get less, %(amount)s in all") % {
        "count": compared.lose,
        "amount": labels.yuan(-compared.lost_fen, sign=True),
    }
    gained = _("%(count)s get more, %(amount)s in all; %(same)s the same") % {
        "count": compared.gain,
        "amount": labels.yuan(compared.gained_fen, sign=True),
        "same": compared.same,
    }
    return BarsShown(drawn, labels.yuan(most), lost, gained, f"{lost} · {gained}")


def _has_then(each: TrialLineView, found: TrialView) -> bool:
    return each.last_fen is not None if found.against_last else each.ground.candidate.base is not None


def _then(each: TrialLineView, found: TrialView) -> int:
    return (each.last_fen or 0) if found.against_last else each.without_fen


def _bar(change: int, place: int, step: float, most: int) -> BarShown:
    height = abs(change) / most * HALF
    top = MIDDLE if change < 0 else MIDDLE - height
    css = "b-dn" if change < 0 else "b-up"
    return BarShown(css, f"{LEFT + place * step:.1f}", f"{top:.1f}", f"{step * 0.72:.1f}", f"{max(height, 0.5):.1f}")


def lines(
    found: TrialView, floor: float, names: Mapping[int, PersonName], departments: Mapping[int, str]
) -> list[LineShown]:
    """Lay out everybody, on one axis."""
    axis = _axis(found, floor)
    return [_line(each, floor, axis, names, departments) for each in found.lines]


def _axis(found: TrialView, floor: float) -> Line:
    scores = [each.ground.candidate.score for each in found.lines]
    ends = [end for score in scores if score for end in (score.low, score.high)]
    low, high = min([floor - 5, *ends]), max([floor + 5, *ends])
    return Line(low, high, 0.0, FULL)


def _line(
    each: TrialLineView,
    floor: float,
    axis: Line,
    names: Mapping[int, PersonName],
    departments: Mapping[int, str],
) -> LineShown:
    candidate, decision = each.ground.candidate, each.decision
    score, state = candidate.score, labels.SIDE_STATES[each.side]
    drawn = None
    if score is not None:
        drawn = whisker(axis, value=score.points, interval=(score.low, score.high), target=floor, state=state)
    return LineShown(
        person=each.person,
        name=names.get(each.person),
        department=departments.get(each.ground.department, ""),
        side=each.side,
        side_word=labels.SIDES[each.side],
        side_state=state,
        points=formats.points(None if score is None else score.points),
        interval="" if score is None else formats.interval(score.low, score.high),
        whisker=drawn,
        base=formats.number(candidate.base, places=None),
        presence=formats.percent(100 * candidate.presence),
        assumed=candidate.presence_assumed,
        holds=tuple(str(labels.HOLDS[hold]) for hold in candidate.holds),
        by_rule=labels.yuan(each.by_rule_fen),
        amount=labels.yuan(each.amount_fen),
        without=labels.yuan(each.without_fen),
        last=labels.yuan(each.last_fen),
        takes_part=None if decision is None else decision.takes_part,
        reason="" if decision is None else decision.reason,
        decided_by=None if decision is None else names.get(decision.by),
        may_withhold=each.side is not Side.HELD,
    )


def balance(found: TrialView) -> tuple[tuple[str, str, str], ...]:
    """Lay out the sides as parts of one bar: colour, start and width in percent."""
    told = found.balance
    parts = [("b-up", told.bonus), ("f-mute", found.people - told.bonus - told.withheld), ("b-dn", told.withheld)]
    shown, start = [], 0.0
    for css, count in parts:
        width = FULL * max(0, count) / found.people if found.people else 0.0
        shown.append((css, percent(start), percent(width)))
        start += width
    return tuple(shown)
