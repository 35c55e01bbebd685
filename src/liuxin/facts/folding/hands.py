"""The hands that a case went through: holdings, and who gave it to whom."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from liuxin.facts.folding.cases import Cases, Told
from liuxin.facts.folding.segments import NONE, Flags, Ints, Marks, beginnings, grouped, taken


@dataclass(frozen=True, eq=False)
class Hands:
    """The holdings of all cases in order: from `start` on this person (or nobody) of this team held the case.

    `human` tells where that is a person; system actors and placeholders are nobody. `end` is NONE while it lasts.
    """

    marks: Marks
    case: Ints
    person: Ints
    team: Ints
    accountable: Ints
    place: Ints
    start: Ints
    end: Ints
    first: Ints
    human: Flags

    def during(self, at: Ints) -> Ints:
        """Give the holding (by index) in force at and after the events at some places."""
        return self.marks.so_far[at].astype(np.int64) - 1

    @cached_property
    def came_from(self) -> Ints:
        """Give the other person who held the case before; NONE where it did not come from another person."""
        before = self._passed[0]
        return taken(self.person, before)

    @cached_property
    def went_to(self) -> Ints:
        """Give the other person who held the case next; NONE where it did not go to another person."""
        after = self._passed[1]
        return taken(self.person, after)

    @cached_property
    def transfers(self) -> Ints:
        """Count, up to and with every holding, how often the case had gone from one person to another."""
        so_far = np.cumsum(self.came_from != NONE)
        since_first: Ints = so_far - so_far[self.first][self.case]
        return since_first

    @cached_property
    def first_human(self) -> Ints:
        """Give the first holding of every case that is a person's; -1 where there is none."""
        found = np.flatnonzero(self.human)
        first = np.full(self.first.size, -1, np.int64)
        begins = found[beginnings(self.case[found])]
        first[self.case[begins]] = begins
        return first

    @cached_property
    def same(self) -> "Same":
        """Group the holdings of each case by person, and by person and team."""
        return _same(self)

    @cached_property
    def _passed(self) -> tuple[Ints, Ints]:
        held = np.flatnonzero(self.human)
        one, other = held[:-1], held[1:]
        passes = (self.case[one] == self.case[other]) & (self.person[one] != self.person[other])
        before = np.full(self.case.size, -1, np.int64)
        after = before.copy()
        before[other[passes]] = one[passes]
        after[one[passes]] = other[passes]
        return before, after


@dataclass(frozen=True, slots=True, eq=False)
class Same:
    """Holdings of one case by one person, and by one person for one team: in `order` they lie together.

    `people` and `teams` are where in `order` each such group begins.
    """

    order: Ints
    people: Ints
    teams: Ints

    def first_of_person(self) -> Flags:
        """Tell which holdings are the first of that person in the case."""
        return self._marked(self._first(self.people))

    def to_first_of_person(self, values: Ints) -> Ints:
        """Add values up by case and person; the sum is with the first such holding, NONE with later ones."""
        return self._to_first(values, self.people, NONE)

    def to_first_of_team(self, values: Ints) -> Ints:
        """Add values up by case, person and team; the sum is with the first such holding, 0 with later ones."""
        return self._to_first(values, self.teams, 0)

    def _to_first(self, values: Ints, groups: Ints, otherwise: int) -> Ints:
        merged = np.full(values.size, otherwise, np.int64)
        if groups.size:
            merged[self._first(groups)] = np.add.reduceat(values[self.order], groups)
        return merged

    def _first(self, groups: Ints) -> Ints:
        return np.minimum.reduceat(self.order, groups) if groups.size else groups

    def _marked(self, places: Ints) -> Flags:
        mask = np.zeros(self.order.size, np.bool_)
        mask[places] = True
        return mask


def hands_of(cases: Cases, unranked: frozenset[int]) -> Hands:
    """Read the hands of all cases from their hand-over points; the opening is the first."""
    marks = cases.of(Told.OPENED, Told.HANDED_OVER)
    case, start = cases.case[marks.places], cases.at[marks.places]
    begins = beginnings(case)
    first = np.flatnonzero(begins)
    number = np.arange(case.size) - first[case] + 1
    place = cases.numbers("place", marks.places)
    person = cases.numbers("person", marks.places)
    end = np.full(case.size, NONE, np.int64)
    end[:-1] = np.where(begins[1:], NONE, start[1:])
    return Hands(
        marks=marks,
        case=case,
        person=person,
        team=cases.numbers("team", marks.places),
        accountable=cases.numbers("accountable", marks.places),
        place=np.where((place == NONE) | (place == 0), number, place),
        start=start,
        end=end,
        first=first,
        human=human(person, unranked),
    )


def human(person: Ints, unranked: frozenset[int]) -> Flags:
    """Tell where a key is a person's: not unknown, and not that of a system actor or a placeholder."""
    known: Flags = person != NONE
    if unranked:
        known &= ~np.isin(person, np.fromiter(unranked, np.int64))
    return known


def _same(hands: Hands) -> Same:
    order = grouped(hands.case, hands.person, hands.team)
    people = beginnings(hands.case[order])
    people[1:] |= hands.person[order][1:] != hands.person[order][:-1]
    teams = people.copy()
    teams[1:] |= hands.team[order][1:] != hands.team[order][:-1]
    return Same(order, np.flatnonzero(people), np.flatnonzero(teams))
