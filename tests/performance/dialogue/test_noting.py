from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from liuxin.desk.history import queries as history
from liuxin.desk.history.words import EventFilter
from liuxin.desk.organisation import actions as organisation
from liuxin.desk.organisation.queries import names
from liuxin.desk.organisation.words import Role
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotAllowedError, NotFoundError, RuleBrokenError
from liuxin.kernel.period import Period
from liuxin.performance.dialogue import actions, queries
from liuxin.performance.dialogue.words import Incident as NewIncident
from liuxin.performance.dialogue.words import IncidentKind
from tests.factories.dialogue import AT, Incident, Praise, line, noted, raised
from tests.factories.organisation import SYSTEM, make_department, make_person, make_team, standing_of

pytestmark = pytest.mark.django_db
TODAY = date(2016, 6, 1)


def praise(person: int, by: int, heart: str = "love", text: str = "帮我顶了夜班") -> int:
    return actions.praise(person_id=person, heart=heart, text=text, by=Actor.person(by), at=AT)


def check_in(person: int, by: int, next_on: date | None = None) -> int:
    return actions.check_in(person_id=person, note="聊了排班", next_on=next_on, by=Actor.person(by), at=AT)


def reply(incident: int, by: int, text: str = "当时客户也很着急") -> None:
    actions.reply_to_incident(incident_id=incident, reply=text, by=Actor.person(by), at=AT)


@pytest.mark.spec("P4.1")
def test_whom_an_incident_is_about_sees_it_at_once_and_may_reply():
    of = line()
    incident = noted(of.agent, of.lead, IncidentKind.BAD)
    (seen,) = queries.mine(standing_of(of.agent, AT)).incidents
    assert (seen.id, seen.kind, seen.noted_by, seen.reply) == (incident, IncidentKind.BAD, of.lead, "")
    reply(incident, of.agent)
    answered = queries.incident(standing_of(of.lead, AT), incident, AT)
    assert (answered.reply, answered.replied_at, answered.what) == ("当时客户也很着急", AT, seen.what)
    with pytest.raises(RuleBrokenError, match=r"dialogue\.replied_already"):
        reply(incident, of.agent)


def test_only_whom_it_is_about_replies():
    of = line()
    incident = noted(of.agent, of.lead)
    with pytest.raises(NotAllowedError, match=r"dialogue\.not_about_you"):
        reply(incident, of.lead)
    with pytest.raises(NotFoundError, match=r"dialogue\.no_such_incident"):
        reply(incident, of.mate)


@pytest.mark.spec("P4.1")
def test_an_incident_about_somebody_outside_ones_line_is_refused():
    of = line()
    for by, person in ((of.lead, of.stranger), (of.agent, of.mate), (of.agent, of.agent), (of.agent, of.lead)):
        with pytest.raises(NotAllowedError, match=r"dialogue\.not_your_line"):
            noted(person, by)
    assert noted(of.agent, of.head)


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"what": " "}, "dialogue.text_missing", "what"),
        ({"heart": "patience"}, "dialogue.no_such_heart", "heart"),
        ({"happened_at": AT + timedelta(seconds=1)}, "dialogue.in_future", "happened_at"),
        ({"case": "not a code"}, "dialogue.no_case_code", "case"),
        ({"effect": "长" * 2001}, "dialogue.text_too_long", "effect"),
    ],
)
def test_bad_incidents_are_refused_by_name(change, code, field):
    of = line()
    given = {"kind": IncidentKind.GOOD, "heart": "care", "what": "做了"} | change
    with pytest.raises(BadInputError) as caught:
        actions.note_incident(person_id=of.agent, incident=NewIncident(**given), by=Actor.person(of.lead), at=AT)
    assert (caught.value.code, caught.value.field) == (code, field)


def test_anybody_praises_anybody_but_oneself():
    of = line()
    praise(of.lead, of.agent)
    praise(of.agent, of.stranger)
    with pytest.raises(RuleBrokenError, match=r"dialogue\.praise_of_oneself"):
        praise(of.agent, of.agent)
    with pytest.raises(BadInputError, match=r"dialogue\.no_such_person"):
        praise(999_999, of.agent)
    with pytest.raises(BadInputError, match=r"dialogue\.no_such_heart"):
        praise(of.lead, of.agent, heart="humour")
    (got,) = queries.mine(standing_of(of.lead, AT)).praise
    assert (got.by, got.heart, got.text) == (of.agent, "love", "帮我顶了夜班")


@pytest.mark.spec("D1")
def test_a_check_in_is_kept_for_both_and_its_next_day_waits_for_the_manager():
    of = line()
    check_in(of.agent, of.lead, TODAY + timedelta(days=7))
    assert [view.note for view in queries.mine(standing_of(of.agent, AT)).check_ins] == ["聊了排班"]
    lead = standing_of(of.lead, AT)
    assert queries.waiting(lead, AT + timedelta(days=6)) == ()
    (due,) = queries.waiting(lead, AT + timedelta(days=7))
    assert (due.code, due.key) == ("dialogue.waits.check_in", {"person": of.agent})
    assert due.params == {"person": names([of.agent])[of.agent].text}
    actions.check_in(person_id=of.agent, note="又聊了", by=Actor.person(of.lead), at=AT + timedelta(days=7))
    assert queries.waiting(lead, AT + timedelta(days=7)) == ()


def test_check_ins_are_of_ones_own_people_and_look_ahead():
    of = line()
    with pytest.raises(NotAllowedError, match=r"dialogue\.not_your_line"):
        check_in(of.stranger, of.lead)
    with pytest.raises(BadInputError, match=r"dialogue\.next_in_past"):
        check_in(of.agent, of.lead, TODAY - timedelta(days=1))


def test_liuxin_itself_takes_no_part():
    of = line()
    with pytest.raises(NotAllowedError, match=r"dialogue\.people_only"):
        actions.praise(person_id=of.agent, heart="care", text="好", by=SYSTEM, at=AT)


def test_who_may_read_what_is_noted_of_a_person():
    of = line()
    incident = noted(of.agent, of.lead)
    readers = {
        "self": (of.agent, True),
        "lead": (of.lead, True),
        "head": (of.head, True),
        "hr": (make_person(roles=(Role.HR,)), True),
        "director": (make_person(roles=(Role.DIRECTOR,)), True),
        "auditor": (make_person(roles=(Role.AUDITOR,)), True),
        "mate": (of.mate, False),
        "stranger": (of.stranger, False),
        "reviewer": (make_person(roles=(Role.REVIEWER,)), False),
        "administrator": (make_person(roles=(Role.SYSTEM_ADMIN,)), False),
    }
    for name, (reader, may) in readers.items():
        standing = standing_of(reader, AT)
        if may:
            assert [view.id for view in queries.person(standing, of.agent, AT).incidents] == [incident], name
        else:
            with pytest.raises(NotFoundError, match=r"dialogue\.nothing_of_person"):
                queries.person(standing, of.agent, AT)
            with pytest.raises(NotFoundError, match=r"dialogue\.no_such_incident"):
                queries.incident(standing, incident, AT)


def test_hr_of_a_department_reads_of_its_people_and_no_others():
    of = line()
    near, far = make_department(), make_department()
    member = make_person(teams=(make_team(department=near),))
    hr = make_person()
    organisation.grant_role(person_id=hr, role=Role.HR, department=near, start=AT, by=SYSTEM, at=AT)
    assert queries.person(standing_of(hr, AT), member, AT).person == member
    for other in (of.agent, make_person(teams=(make_team(department=far),))):
        with pytest.raises(NotFoundError, match=r"dialogue\.nothing_of_person"):
            queries.person(standing_of(hr, AT), other, AT)


@pytest.mark.parametrize("count", [1, 3])
def test_a_persons_page_is_read_in_constant_statements(count, django_assert_num_queries):
    of = line()
    for _ in range(count):
        noted(of.agent, of.lead)
        praise(of.agent, of.mate)
        check_in(of.agent, of.lead)
        raised(of.agent)
    standing = standing_of(of.lead, AT)
    with django_assert_num_queries(6):
        view = queries.person(standing, of.agent, AT)
    assert [len(part) for part in (view.incidents, view.praise, view.check_ins, view.obstacles)] == [count] * 4


@pytest.mark.parametrize("count", [1, 3])
def test_ones_own_page_is_read_in_constant_statements(count, django_assert_num_queries):
    of = line()
    for _ in range(count):
        noted(of.agent, of.lead)
        raised(of.agent)
    standing = standing_of(of.lead, AT)
    with django_assert_num_queries(7):
        view = queries.mine(standing)
    assert (len(view.noted), len(view.owed), view.line) == (count, count, frozenset({of.agent, of.mate}))


def test_rooms_above_read_the_incidents_and_praise_of_a_period():
    of = line()
    inside, _ = noted(of.agent, of.lead), noted(of.agent, of.lead, at=AT + timedelta(days=40))
    praise(of.agent, of.mate)
    month = Period(AT - timedelta(days=1), AT + timedelta(days=30))
    assert [view.id for view in queries.incidents_of([of.agent, of.mate], month)] == [inside]
    assert [view.heart for view in queries.praise_of([of.agent], month)] == ["love"]
    assert queries.incidents_of([of.mate], month) == ()


def test_the_record_says_what_was_noted_without_a_word_of_it():
    of = line()
    reply(noted(of.agent, of.lead), of.agent)
    praise(of.agent, of.mate)
    check_in(of.agent, of.lead)
    events = history.search(roles=("auditor",), wanted=EventFilter(code="dialogue.")).events
    assert [event.code for event in reversed(events)] == [
        "dialogue.incident_noted",
        "dialogue.incident_replied",
        "dialogue.praised",
        "dialogue.checked_in",
    ]
    assert {event.subject for event in events} == {str(of.agent)}
    assert not any(word in repr(events) for word in ("老人", "夜班", "排班", "着急"))


def test_the_database_holds_kinds_hearts_and_replies():
    of = line()
    incident = noted(of.agent, of.lead)
    for change in ({"kind": "odd"}, {"heart": "humour"}, {"what": ""}, {"reply": "x"}, {"replied_at": AT}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Incident.objects.filter(pk=incident).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Praise.objects.filter(pk=praise(of.agent, of.mate)).update(by=of.agent)
