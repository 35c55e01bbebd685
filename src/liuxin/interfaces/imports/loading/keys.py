"""Labels of a source and the keys of people, teams, customers and sites that they stand for here."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from liuxin.desk.customers import actions as customers
from liuxin.desk.customers.words import NewCustomer, NewSite
from liuxin.desk.organisation import actions as organisation
from liuxin.desk.organisation import queries as organisation_queries
from liuxin.desk.organisation.words import NewPerson, NewTeam
from liuxin.interfaces.imports.folding import FoldedCase
from liuxin.interfaces.imports.mapping import Mapping
from liuxin.interfaces.imports.mapping.words import WorkingHours
from liuxin.kernel.actor import Actor
from liuxin.kernel.business_time import CalendarSpec

PLACEHOLDER = "lead not recorded"
PLACEHOLDER_ZH = "未记录的负责人"
PLACEHOLDER_EN = "Lead not recorded"


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels that some cases name."""

    people: frozenset[str]
    teams: frozenset[str]
    customers: frozenset[str]
    sites: frozenset[str]

    @classmethod
    def of(cls, cases: Iterable[FoldedCase]) -> "Labels":
        """Collect the labels of cases."""
        people: set[str] = set()
        teams: set[str] = set()
        named: set[str] = set()
        sites: set[str] = set()
        for case in cases:
            for move in case.moves:
                people.update((move.hands.holder, move.hands.accountable, move.actor))
                teams.add(move.hands.team)
            people.update(each.person for each in case.around)
            named.update((case.facts.customer, *case.other_customers))
            sites.add(case.facts.site)
        return cls(*(frozenset(each - {""}) for each in (people, teams, named, sites)))


@dataclass(slots=True)
class Keys:
    """Keys by label. Those of a check are made up and nothing is written."""

    accountable: int = 0
    people: dict[str, int] = field(default_factory=dict)
    teams: dict[str, int] = field(default_factory=dict)
    customers: dict[str, int] = field(default_factory=dict)
    sites: dict[str, int] = field(default_factory=dict)

    def learn(self, labels: Labels) -> None:
        """Give new labels numbers of their own: what a check does in place of writing."""
        for known, wanted in self._pairs(labels):
            for label in sorted(wanted - known.keys()):
                known[label] = len(known) + 1

    def _pairs(self, labels: Labels) -> tuple[tuple[dict[str, int], frozenset[str]], ...]:
        return (
            (self.people, labels.people),
            (self.teams, labels.teams),
            (self.customers, labels.customers),
            (self.sites, labels.sites),
        )


@dataclass(slots=True)
class WrittenKeys(Keys):
    """Keys by label, written through the actions of their rooms; what is there already keeps its key."""

    mapping: Mapping | None = None
    by: Actor | None = None
    at: datetime | None = None
    position: int | None = None

    @classmethod
    def begin(cls, mapping: Mapping, *, by: Actor, at: datetime) -> "WrittenKeys":
        """Make what every case of the import needs: the placeholder lead, the position, the calendar."""
        position = mapping.people.position
        place = None
        if position.code:
            zh, en = position.zh, position.en or position.code
            place = organisation.add_position(code=position.code, name_zh=zh, name_en=en, by=by, at=at)
        lead = NewPerson(
            staff_number=f"{mapping.name}/lead",
            name_zh=PLACEHOLDER_ZH,
            name_en=PLACEHOLDER_EN,
            source=mapping.name,
            source_label=PLACEHOLDER,
            is_placeholder=True,
        )
        found = organisation.add_people(people=[lead], by=by, at=at)
        if mapping.hours.code not in organisation_queries.calendar_codes():
            hours = mapping.hours
            organisation.add_calendar(spec=calendar(hours), name_zh=hours.zh, name_en=hours.en, by=by, at=at)
        return cls(accountable=found[PLACEHOLDER], mapping=mapping, by=by, at=at, position=place)

    def learn(self, labels: Labels) -> None:
        """Make people, teams, customers and sites that are new to the organisation."""
        if self.mapping is None or self.by is None or self.at is None:
            return
        source, by, at = self.mapping.name, self.by, self.at
        people = [self._person(label, self.mapping) for label in sorted(labels.people - self.people.keys())]
        teams = [self._team(label, self.mapping) for label in sorted(labels.teams - self.teams.keys())]
        kinds = self.mapping.defaults
        named = [
            NewCustomer(label, kinds.customer_kind, label) for label in sorted(labels.customers - self.customers.keys())
        ]
        sites = [NewSite(label, kinds.site_kind, label) for label in sorted(labels.sites - self.sites.keys())]
        if people:
            self.people.update(organisation.add_people(people=people, by=by, at=at))
        if teams:
            self.teams.update(organisation.add_teams(teams=teams, by=by, at=at))
        if named:
            self.customers.update(customers.add_customers(customers=named, source=source, by=by, at=at))
        if sites:
            self.sites.update(customers.add_sites(sites=sites, source=source, by=by, at=at))

    def _person(self, label: str, mapping: Mapping) -> NewPerson:
        return NewPerson(
            staff_number=f"{mapping.people.number_prefix}{label}",
            name_zh=label,
            name_en=label,
            source=mapping.name,
            source_label=label,
            is_system=label in mapping.people.system,
            position=None if label in mapping.people.system else self.position,
        )

    def _team(self, label: str, mapping: Mapping) -> NewTeam:
        code = f"{mapping.people.team_prefix}{label}"
        return NewTeam(code=code, name_zh=label, name_en=label, source=mapping.name, source_label=label)


def calendar(hours: WorkingHours) -> CalendarSpec:
    """Give the calendar of a mapping as business time wants it."""
    return CalendarSpec(
        code=hours.code, zone=hours.zone, hours=hours.hours, first=hours.first, last=hours.last, days_off=hours.days_off
    )
