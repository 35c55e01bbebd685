"""The second phase laid out: the positions of the current cycle, their sets and votes, and who is late."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.interfaces.web.indicators import labels
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.wording import formats
from liuxin.interfaces.wording.catalogue import sentence
from liuxin.kernel.text import Bilingual
from liuxin.kernel.waiting import PhaseProgress
from liuxin.performance.indicators import permissions, queries
from liuxin.performance.indicators.words import SetView, Vote
from liuxin.performance.plan import queries as plan
from liuxin.performance.plan.words import CycleView, Phase, PhaseView


@dataclass(frozen=True, slots=True)
class PositionRow:
    """A position of the cycle: its set, and where the vote stands."""

    name: str
    people: int
    url: str
    version: int | None
    state: str
    tag: str
    vote: str
    until: str
    draft_url: str


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    """A department: how far it is in this phase."""

    name: str
    key: int
    done: int
    all: int
    state: str
    word: str
    late: str
    missing: tuple[str, ...]
    may_finish: bool


@dataclass(frozen=True, slots=True)
class PhaseShown:
    """The whole section."""

    cycle: int
    name: str
    days: str
    positions: tuple[PositionRow, ...]
    departments: tuple[DepartmentRow, ...]


def phase(standing: Standing, at: datetime) -> PhaseShown | None:
    """Give the section of the cycle that runs; None where none does."""
    current = plan.current_cycle()
    if current is None:
        return None
    progress = queries.phase_progress(standing, current.id)
    steps = plan.phases(current.id)
    late = organisation.names({person for each in progress.values() for person in each.late})
    names = {key: shown.name(each) for key, each in late.items()}
    return PhaseShown(
        cycle=current.id,
        name=shown.text(current.name),
        days=shown.days(current.period, organisation.zone()),
        positions=_positions(standing, current, at),
        departments=tuple(
            _department(standing, step, progress[key], names) for key, step in steps.items() if key in progress
        ),
    )


def _positions(standing: Standing, current: CycleView, at: datetime) -> tuple[PositionRow, ...]:
    people: dict[int, int] = {}
    for each in plan.participants(current.id):
        if each.position is not None and each.left_at is None:
            people[each.position] = people.get(each.position, 0) + 1
    sets = queries.sets_of_cycle(standing, current.id)
    votes = queries.votes(sets.values(), at)
    names, may_write = organisation.positions(), permissions.may_write_sets(standing)
    return tuple(
        _position(names[key], people[key], sets.get(key), votes, _draft(key, may_write=may_write))
        for key in sorted(people, key=lambda one: shown.text(names[one]))
    )


def _draft(position: int, *, may_write: bool) -> str:
    return reverse("indicators:new", query={"position": position}) if may_write else ""


def _position(
    name: Bilingual, people: int, found: SetView | None, votes: dict[int, Vote], draft_url: str
) -> PositionRow:
    vote = votes.get(found.id) if found else None
    return PositionRow(
        name=shown.text(name),
        people=people,
        url=reverse("indicators:set", args=[found.id]) if found else "",
        version=found.version if found else None,
        state=str(labels.STATUSES[found.status]) if found else _("no set yet"),
        tag=labels.TAGS[found.status] if found else "",
        vote=tally(vote) if vote else "",
        until=formats.date_time(vote.deadline, organisation.zone()) if vote and vote.deadline else "",
        draft_url="" if found else draft_url,
    )


def tally(vote: Vote) -> str:
    """Say where a vote stands."""
    said = _("%(signed)s of %(required)s signed, %(needed)s needed") % {
        "signed": vote.signed,
        "required": vote.required,
        "needed": vote.needed,
    }
    if not vote.objections:
        return said
    against = _("%(count)s against") % {"count": vote.objections}
    return f"{said} · {against}"


def _department(standing: Standing, step: PhaseView, found: PhaseProgress, names: dict[int, str]) -> DepartmentRow:
    is_open = step.now == Phase.INDICATORS
    state, word = _state(step.now)
    return DepartmentRow(
        name=shown.text(step.name),
        key=step.department,
        done=found.done,
        all=found.all,
        state=state,
        word=word,
        late=shown.listed([names[person] for person in found.late if person in names]) if is_open else "",
        missing=tuple(sentence(code, shown.language()) for code in found.missing) if is_open else (),
        may_finish=is_open and found.is_complete and permissions.may_finish_phase(standing, step.department),
    )


def _state(now: int) -> tuple[str, str]:
    if now < Phase.INDICATORS:
        return "none", _("not there yet")
    if now == Phase.INDICATORS:
        return "warn", _("now")
    return "good", _("done")
