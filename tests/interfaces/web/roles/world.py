"""An organisation in which every role meets what is its own, its team's, somebody else's, and what is not there."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from django.test import Client
from django.urls import reverse

from liuxin.desk.organisation import actions
from liuxin.desk.organisation.words import Role
from liuxin.engines.measurement.external import ExternalKind
from liuxin.interfaces.jobs.rounds import catch_up
from tests.factories import cases, indicators, organisation, readings
from tests.factories.customers import make_customer
from tests.factories.organisation import NOW, SYSTEM, make_account, make_lead, make_manager, make_person, make_team
from tests.interfaces.web.roles import rooms
from tests.interfaces.web.roles.table import NONE, ROLES

MISSING = 999_999
ALL = "everything"


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom and what a page may be about; `things` are what the rooms add, by the part of an address."""

    person: int
    team: int
    case: str
    waiting: str
    closed: str
    customer: str
    session: int
    batch: int
    waiting_batch: int
    things: Mapping[str, object] = field(default_factory=dict)

    def part(self, page: str, name: str) -> object:
        """Give what stands in a part of an address: that of the page before that of every page."""
        return self.things.get(f"{page} {name}", self.things.get(name))


NOBODY = Subject(MISSING, MISSING, "NONE-1", "NONE-1", "NONE-1", "NONE-1", MISSING, MISSING, MISSING)


@dataclass(frozen=True, slots=True)
class World:
    """A browser for each role, and what is own, of the team and other to it.

    `near` is the near department, `team` the near team, `helper` somebody in it who holds no case; `draft` is a whole
    draft of an indicator set for `position`; `measure` is an external measure for everybody.
    """

    browsers: dict[str, Client]
    subjects: dict[tuple[str, str], Subject]
    near: int
    team: int
    helper: int
    draft: int
    position: int
    measure: int

    def subject(self, role: str, relation: str) -> Subject:
        """Give what stands in this relation to the role."""
        return NOBODY if relation == NONE else self.subjects.get((role, relation), NOBODY)


@dataclass(frozen=True, slots=True)
class _Teams:
    near: int
    sister: int
    far: int


def build() -> World:
    """Make the organisation.

    The agent belongs to the near team, the manager leads it, and the colleague in it reports to the manager. Everyone
    else belongs to no team. Each one's own case lies in the far team, so that it is open only for having been held.
    """
    near, far = organisation.make_department(), organisation.make_department()
    teams = _Teams(make_team(department=near), make_team(department=near), make_team(department=far))
    organisation.make_calendar("default")
    position = organisation.make_position()
    mate, stranger = (make_person(teams=(team,), position=position) for team in (teams.near, teams.far))
    make_lead(make_person(roles=(Role.MANAGER,)), teams.far)
    roles = {role: () if role == "no role" else (Role(role),) for role in ROLES[1:]} | {ALL: tuple(Role)}
    people = {role: make_person(roles=held, position=position) for role, held in roles.items()}
    organisation.join(people["agent"], teams.near)
    make_lead(people["manager"], teams.near)
    make_manager(mate, people["manager"])
    office = readings.make_office(replace(readings.SALES, kind=ExternalKind.MEAN), for_all=True)
    team_subject = _subject(mate, teams.sister, _cases(mate, teams.near), office)
    other_subject = _subject(stranger, teams.far, _cases(stranger, teams.far), office)
    ground = rooms.Ground(near, far, mate, stranger, position, people)
    team_subject = replace(team_subject, things=rooms.things(ground, mate, "team"))
    other_subject = replace(other_subject, things=rooms.things(ground, stranger, "other"))
    subjects = {}
    browsers = {"anonymous": Client()}
    for role, person in people.items():
        browsers[role], session = _browser(person)
        held = _cases(person, teams.far)
        own = rooms.things(ground, person, "own")
        subjects[role, "own"] = Subject(person, teams.near, *held, session, *_batches(person, office), own)
        subjects[role, "team"], subjects[role, "other"] = team_subject, other_subject
    subjects |= {("anonymous", "own"): other_subject, ("anonymous", "team"): team_subject}
    subjects["anonymous", "other"] = other_subject
    catch_up(cases.NINE + timedelta(days=40))
    draft = indicators.draft(indicators.line(), position_id=position)
    helper = make_person(teams=(teams.near,))
    return World(browsers, subjects, near, teams.near, helper, draft, position, office.measure)


def _subject(person: int, team: int, found: tuple[str, str, str, str], office: readings.Office) -> Subject:
    _, session = _browser(person)
    return Subject(person, team, *found, session, *_batches(person, office))


def _batches(person: int, office: readings.Office) -> tuple[int, int]:
    """Hand in two batches with a reading of the person: one that was confirmed, and one that waits."""
    number = organisation.Person.objects.get(pk=person).staff_number
    return office.confirmed((number, "5")), office.propose((number, "6"), period=readings.JUNE)


def browser_of(role: Role, *, department: int) -> Client:
    """Give a browser of somebody who holds a role for one department."""
    person = make_person()
    actions.grant_role(person_id=person, role=role, department=department, start=NOW, by=SYSTEM, at=NOW)
    return _browser(person)[0]


def newcomer() -> tuple[int, Client]:
    """Give somebody without a role whom nothing is about, and the browser."""
    person = make_person()
    return person, _browser(person)[0]


def _browser(person: int) -> tuple[Client, int]:
    account = make_account(person=person)
    browser = Client(raise_request_exception=False, headers={"accept-language": "en"})
    browser.force_login(account)
    browser.get(reverse("organisation:account"))
    elsewhere = f"elsewhere-{account.pk}"
    actions.begin_session(account_id=account.pk, session_digest=elsewhere, device="", by=SYSTEM, at=NOW)
    return browser, organisation.SignIn.objects.get(session_digest=elsewhere).pk


def _cases(person: int, team: int) -> tuple[str, str, str, str]:
    """Make an open, a waiting and a closed case of one customer, and give their codes and the customer's."""
    customer, lead = make_customer(), make_person(is_placeholder=True)
    opened = cases.step(cases.StepKind.OPENED, 0, holder=person, team=team, accountable=lead)
    resolved, closed = cases.step(cases.StepKind.RESOLVED, 60), cases.step(cases.StepKind.CLOSED, 120)
    steps = {
        f"OPEN-{person}": (opened,),
        f"WAIT-{person}": (opened, cases.step(cases.StepKind.WAITING, 60)),
        f"DONE-{person}": (opened, resolved, closed),
    }
    result = cases.record(*(_history(code, customer.pk, done) for code, done in steps.items()))
    if result.created != len(steps):
        raise AssertionError(result)
    opened_code, waiting, done = steps
    return opened_code, waiting, done, customer.code


def _history(code: str, customer: int, steps: tuple[cases.Step, ...]) -> cases.CaseHistory:
    return cases.CaseHistory(
        code=code,
        title="地库漏水",
        kind=cases.Kind.REPORT,
        service_stage=cases.ServiceStage.AFTERSALE,
        channel=cases.Channel.PHONE,
        priority=2,
        category="leak",
        customer=customer,
        site=None,
        calendar="default",
        promise_due=None,
        promise_kept=True if steps[-1].kind is cases.StepKind.CLOSED else None,
        outcome=cases.Outcome.AS_RECORDED if steps[-1].kind is cases.StepKind.CLOSED else None,
        outcome_text="code 6" if steps[-1].kind is cases.StepKind.CLOSED else "",
        source="tests",
        steps=steps,
    )
