"""Changing the organisation: what is written, told to the record, and refused."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liuxin.desk.history import queries as record
from liuxin.desk.organisation import actions, queries
from liuxin.desk.organisation.rules import calendars
from liuxin.desk.organisation.words import NewMembership, NewPerson, NewTeam, Role
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, LiuxinError, NotAllowedError, NotFoundError, RuleBrokenError
from tests.factories import organisation as made
from tests.factories.organisation import LONG_AGO, NOW, SYSTEM

pytestmark = pytest.mark.django_db
IMPORT = Actor.importer("log")


def events_of(kind: str, subject: int) -> list[str]:
    return [event.code for event in record.timeline(kind, str(subject))]


def people(count: int) -> list[NewPerson]:
    return [NewPerson(name_en=f"Person {n}", source="log", source_label=f"Resolver {n}") for n in range(count)]


class TestPeople:
    """Making people."""

    def test_a_person_is_made_and_the_record_knows(self):
        person = actions.add_person(new=NewPerson(staff_number="A7", name_zh="张伟"), by=SYSTEM, at=NOW)
        assert queries.names([person])[person].zh == "张伟"
        assert events_of("person", person) == ["organisation.person_added"]

    def test_the_record_holds_no_name(self):
        person = actions.add_person(new=NewPerson(staff_number="A7", name_zh="张伟"), by=SYSTEM, at=NOW)
        [event] = record.timeline("person", str(person))
        assert event.payload == {"position": None, "placeholder": False, "system": False, "made_up": False}

    @pytest.mark.parametrize(
        ("new", "code"),
        [
            (NewPerson(staff_number="A7"), "organisation.name_missing"),
            (NewPerson(name_zh="张伟"), "organisation.staff_number_missing"),
            (NewPerson(staff_number="taken", name_zh="张伟"), "organisation.staff_number_taken"),
        ],
    )
    def test_a_person_without_name_or_number_is_refused(self, new: NewPerson, code: str):
        made.make_person(staff_number="taken")
        with pytest.raises(LiuxinError) as caught:
            actions.add_person(new=new, by=SYSTEM, at=NOW)
        assert caught.value.code == code

    def test_many_are_made_by_their_labels(self):
        keys = actions.add_people(people=people(3), by=IMPORT, at=NOW)
        assert sorted(keys) == ["Resolver 0", "Resolver 1", "Resolver 2"]
        assert queries.people_by_label("log", keys) == keys

    def test_importing_again_changes_nothing(self):
        first = actions.add_people(people=people(3), by=IMPORT, at=NOW)
        again = actions.add_people(people=people(4), by=IMPORT, at=NOW)
        assert {label: again[label] for label in first} == first
        assert made.Person.objects.count() == 4

    def test_a_label_is_of_its_source(self):
        one = actions.add_people(people=people(1), by=IMPORT, at=NOW)
        other = actions.add_people(
            people=[NewPerson(staff_number="B0", name_en="x", source="desk", source_label="Resolver 0")],
            by=IMPORT,
            at=NOW,
        )
        assert one["Resolver 0"] != other["Resolver 0"]

    def test_one_label_for_two_people_names_the_line(self):
        twice = [*people(2), NewPerson(name_en="Somebody else", source="log", source_label="Resolver 0")]
        with pytest.raises(BadInputError) as caught:
            actions.add_people(people=twice, by=IMPORT, at=NOW)
        assert (caught.value.code, caught.value.line) == ("organisation.person_twice", 3)
        assert made.Person.objects.count() == 0

    def test_statements_do_not_grow_with_the_rows_of_a_batch(self):
        def statements(first: int, count: int) -> int:
            some = [
                NewPerson(name_en="x", source="log", source_label=f"Resolver {n}") for n in range(first, first + count)
            ]
            with CaptureQueriesContext(connection) as caught:
                actions.add_people(people=some, by=IMPORT, at=NOW)
            return len(caught)

        assert statements(0, 1) == statements(10, 60)

    def test_an_agent_may_not_make_people(self):
        agent = made.make_person(roles=(Role.AGENT,))
        with pytest.raises(NotAllowedError):
            actions.add_person(new=NewPerson(staff_number="A7", name_zh="张伟"), by=Actor.person(agent), at=NOW)

    def test_hr_may_make_people(self):
        hr = made.make_person(roles=(Role.HR,))
        assert actions.add_person(new=NewPerson(staff_number="A7", name_zh="张伟"), by=Actor.person(hr), at=NOW)


class TestErasure:
    """Erasing a person."""

    def test_names_number_and_label_go_and_the_key_stays(self):
        person = made.make_person("张伟", staff_number="A7", source="log", source_label="Resolver 7")
        actions.erase_person(person_id=person, by=SYSTEM, at=NOW)
        row = made.Person.objects.get(pk=person)
        assert (row.staff_number, row.name_zh, row.name_en, row.name_key, row.source_label) == ("", "", "", "", "")
        assert queries.names([person])[person].is_erased

    def test_the_record_about_the_person_is_emptied_and_still_verifies(self):
        person = made.make_person("张伟")
        actions.erase_person(person_id=person, by=SYSTEM, at=NOW)
        assert list(record.timeline("person", str(person))) == []

    def test_the_account_is_closed_and_loses_its_name(self):
        account = made.make_account("zhangwei")
        actions.begin_session(account_id=account.pk, session_digest="d", device="x", by=SYSTEM, at=NOW)
        actions.erase_person(person_id=account.person_id or 0, by=SYSTEM, at=NOW)
        account.refresh_from_db()
        assert (account.username, account.is_active) == (f"erased-{account.pk}", False)
        assert not account.check_password(made.PASSWORD)
        assert not made.SignIn.objects.exists()

    def test_an_erased_person_cannot_be_erased_again(self):
        person = made.make_person()
        actions.erase_person(person_id=person, by=SYSTEM, at=NOW)
        with pytest.raises(NotFoundError):
            actions.erase_person(person_id=person, by=SYSTEM, at=NOW)

    @pytest.mark.parametrize("role", [Role.AGENT, Role.DIRECTOR, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN])
    def test_only_hr_erases(self, role: Role):
        person, other = made.make_person(roles=(role,)), made.make_person()
        with pytest.raises(NotAllowedError):
            actions.erase_person(person_id=other, by=Actor.person(person), at=NOW)


class TestTeams:
    """Teams, memberships, leads."""

    def test_teams_are_made_once_by_their_labels(self):
        new = [NewTeam(name_en=f"Group {n}", source="log", source_label=f"Group {n}") for n in range(3)]
        first = actions.add_teams(teams=new, by=IMPORT, at=NOW)
        assert actions.add_teams(teams=new, by=IMPORT, at=NOW) == first
        assert made.Team.objects.count() == 3

    def test_a_team_code_is_of_one_team(self):
        made.make_team("one")
        with pytest.raises(RuleBrokenError) as caught:
            actions.add_teams(teams=[NewTeam(code="one", name_en="x")], by=SYSTEM, at=NOW)
        assert (caught.value.code, caught.value.line) == ("organisation.team_code_taken", 1)

    def test_joining_again_changes_nothing(self):
        person, team = made.make_person(), made.make_team()
        wanted = [NewMembership(person, team, LONG_AGO)]
        assert actions.join_teams(memberships=wanted, by=IMPORT, at=NOW) == 1
        assert actions.join_teams(memberships=wanted, by=IMPORT, at=NOW) == 0

    def test_joining_twice_at_once_names_the_line(self):
        person, team = made.make_person(), made.make_team()
        wanted = [NewMembership(person, team, LONG_AGO, NOW), NewMembership(person, team, NOW - timedelta(days=1))]
        with pytest.raises(RuleBrokenError) as caught:
            actions.join_teams(memberships=wanted, by=IMPORT, at=NOW)
        assert (caught.value.code, caught.value.line) == ("organisation.membership_overlaps", 2)

    def test_a_membership_that_ends_before_it_starts_is_refused(self):
        with pytest.raises(BadInputError) as caught:
            made.join(made.make_person(), made.make_team(), NOW, LONG_AGO)
        assert caught.value.code == "period.ends_before_start"

    def test_who_left_may_come_back(self):
        team = made.make_team()
        person = made.make_person(teams=(team,))
        actions.leave_team(person_id=person, team_id=team, end=NOW, by=SYSTEM, at=NOW)
        made.join(person, team, NOW + timedelta(days=1))
        assert made.standing_of(person).teams == frozenset()
        assert made.standing_of(person, NOW + timedelta(days=2)).teams == {team}

    def test_leaving_a_team_one_is_not_in_is_refused(self):
        with pytest.raises(NotFoundError) as caught:
            actions.leave_team(person_id=made.make_person(), team_id=made.make_team(), end=NOW, by=SYSTEM, at=NOW)
        assert caught.value.code == "organisation.no_such_membership"

    def test_a_new_lead_ends_the_old_one(self):
        first, second = made.make_person(), made.make_person()
        team = made.make_team(lead=first)
        made.make_lead(second, team, NOW)
        assert made.standing_of(first).teams_led == frozenset()
        assert made.standing_of(second).teams_led == {team}

    def test_a_lead_before_one_that_is_set_already_is_refused(self):
        team = made.make_team(lead=made.make_person())
        with pytest.raises(RuleBrokenError) as caught:
            made.make_lead(made.make_person(), team, LONG_AGO - timedelta(days=1))
        assert caught.value.code == "organisation.lead_overlaps"


class TestDepartments:
    """The tree."""

    def test_a_circle_names_the_departments_in_it(self):
        top = made.make_department("top")
        middle = made.make_department("middle", parent=top)
        low = made.make_department("low", parent=middle)
        with pytest.raises(RuleBrokenError) as caught:
            actions.move_department(department_id=top, parent=low, by=SYSTEM, at=NOW)
        assert caught.value.code == "organisation.department_circle"
        assert caught.value.params["chain"] == "部门 top → 部门 middle → 部门 low → 部门 top"

    def test_a_department_moves_with_all_below_it(self):
        top, other = made.make_department("top"), made.make_department("other")
        middle = made.make_department("middle", parent=top)
        low = made.make_department("low", parent=middle)
        actions.move_department(department_id=middle, parent=other, by=SYSTEM, at=NOW)
        assert queries.subtree(other) == {other, middle, low}
        assert queries.subtree(top) == {top}

    def test_a_department_becomes_a_root(self):
        top = made.make_department("top")
        low = made.make_department("low", parent=top)
        actions.move_department(department_id=low, parent=None, by=SYSTEM, at=NOW)
        assert queries.subtree(top) == {top}
        assert queries.subtree(low) == {low}

    def test_a_code_is_of_one_department(self):
        made.make_department("top")
        with pytest.raises(RuleBrokenError) as caught:
            made.make_department("top")
        assert caught.value.code == "organisation.department_code_taken"

    def test_a_parent_that_is_not_there_is_named(self):
        with pytest.raises(NotFoundError) as caught:
            made.make_department(parent=999)
        assert caught.value.code == "organisation.no_such_department"

    def test_a_team_is_put_into_a_department(self):
        head = made.make_person()
        department, team = made.make_department(head=head), made.make_team()
        actions.assign_team(team_id=team, department_id=department, by=SYSTEM, at=NOW)
        assert made.standing_of(head).teams_led == {team}


class TestLines:
    """Whom one reports to."""

    def test_a_circle_names_the_people_in_it(self):
        one, two, three = made.make_person("张伟"), made.make_person("李娜"), made.make_person("王芳")
        made.make_manager(one, two)
        made.make_manager(two, three)
        with pytest.raises(RuleBrokenError) as caught:
            made.make_manager(three, one)
        assert caught.value.code == "organisation.reporting_circle"
        assert caught.value.params["chain"] == "王芳 → 张伟 → 李娜 → 王芳"

    def test_a_circle_leaves_the_old_line_as_it_was(self):
        one, two, boss = made.make_person(), made.make_person(), made.make_person()
        made.make_manager(one, two)
        made.make_manager(two, boss)
        with pytest.raises(RuleBrokenError):
            made.make_manager(two, one, NOW)
        assert queries.chain_above(two, NOW) == (boss,)

    def test_two_people_may_change_places(self):
        one, two = made.make_person(), made.make_person()
        made.make_manager(one, two, LONG_AGO, NOW)
        made.make_manager(two, one, NOW)
        assert queries.chain_above(one, NOW) == ()
        assert queries.chain_above(two, NOW) == (one,)

    def test_a_new_manager_ends_the_old_line(self):
        person, old, new = made.make_person(), made.make_person(), made.make_person()
        made.make_manager(person, old)
        made.make_manager(person, new, NOW)
        assert queries.chain_above(person, NOW - timedelta(seconds=1)) == (old,)
        assert queries.chain_above(person, NOW) == (new,)

    def test_a_line_over_a_later_one_is_refused(self):
        person, one, other = made.make_person(), made.make_person(), made.make_person()
        made.make_manager(person, one, NOW)
        with pytest.raises(RuleBrokenError) as caught:
            made.make_manager(person, other, LONG_AGO)
        assert caught.value.code == "organisation.reporting_overlaps"


class TestRoles:
    """Granting and taking away."""

    def test_the_security_administrator_grants(self):
        admin, person = made.make_person(roles=(Role.SECURITY_ADMIN,)), made.make_person()
        actions.grant_role(person_id=person, role=Role.AUDITOR, start=NOW, by=Actor.person(admin), at=NOW)
        assert made.standing_of(person).roles == {Role.AUDITOR}

    def test_nobody_grants_to_oneself(self):
        admin = made.make_person(roles=(Role.SECURITY_ADMIN,))
        with pytest.raises(NotAllowedError):
            actions.grant_role(person_id=admin, role=Role.DIRECTOR, start=NOW, by=Actor.person(admin), at=NOW)

    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.SECURITY_ADMIN}))
    def test_no_other_role_grants(self, role: Role):
        person, other = made.make_person(roles=(role,)), made.make_person()
        with pytest.raises(NotAllowedError):
            actions.grant_role(person_id=other, role=Role.AGENT, start=NOW, by=Actor.person(person), at=NOW)

    def test_a_role_ends(self):
        person = made.make_person(roles=(Role.AUDITOR,))
        actions.end_role(person_id=person, role=Role.AUDITOR, end=NOW, by=SYSTEM, at=NOW)
        assert made.standing_of(person).roles == frozenset()
        assert made.standing_of(person, NOW - timedelta(days=1)).roles == {Role.AUDITOR}

    def test_a_role_that_is_not_held_cannot_end(self):
        with pytest.raises(NotFoundError):
            actions.end_role(person_id=made.make_person(), role=Role.HR, end=NOW, by=SYSTEM, at=NOW)

    def test_a_role_for_everywhere_cannot_be_given_for_a_department(self):
        with pytest.raises(BadInputError) as caught:
            actions.grant_role(
                person_id=made.make_person(),
                role=Role.DIRECTOR,
                department=made.make_department(),
                start=NOW,
                by=SYSTEM,
                at=NOW,
            )
        assert caught.value.code == "organisation.role_without_department"


class TestAccounts:
    """Accounts and their sessions."""

    def test_a_weak_password_is_refused_with_its_reason(self):
        account = made.make_account("somebody")
        cases = [("short", "too_short"), ("password123", "too_common"), ("somebody12", "too_similar")]
        for weak, reason in cases:
            with pytest.raises(BadInputError) as caught:
                actions.change_password(account_id=account.pk, old=made.PASSWORD, new=weak, by=SYSTEM, at=NOW)
            assert (caught.value.code, caught.value.field) == (f"account.password_{reason}", "new")

    def test_the_old_password_is_asked_for(self):
        account = made.make_account()
        with pytest.raises(BadInputError) as caught:
            actions.change_password(account_id=account.pk, old="wrong", new="a new long one", by=SYSTEM, at=NOW)
        assert (caught.value.code, caught.value.field) == ("account.wrong_password", "old")

    def test_a_new_password_ends_the_other_sessions(self):
        account = made.make_account()
        for digest in ("this", "other"):
            actions.begin_session(account_id=account.pk, session_digest=digest, device="", by=SYSTEM, at=NOW)
        actions.change_password(
            account_id=account.pk, old=made.PASSWORD, new="a new long one", keep_session="this", by=SYSTEM, at=NOW
        )
        account.refresh_from_db()
        assert account.check_password("a new long one")
        kept, ended = queries.session(account.pk, "this"), queries.session(account.pk, "other")
        assert kept is not None
        assert ended is not None
        assert (kept.ended_at, ended.ended_at) == (None, NOW)

    def test_nobody_changes_the_password_of_another(self):
        account, admin = made.make_account(), made.make_person(roles=(Role.SYSTEM_ADMIN,))
        with pytest.raises(NotAllowedError):
            actions.change_password(
                account_id=account.pk, old=made.PASSWORD, new="a new long one", by=Actor.person(admin), at=NOW
            )

    def test_nobody_ends_the_session_of_another(self):
        account, other = made.make_account(), made.make_account()
        actions.begin_session(account_id=account.pk, session_digest="d", device="", by=SYSTEM, at=NOW)
        session = made.SignIn.objects.get()
        stranger = Actor.person(other.person_id or 0)
        with pytest.raises(NotAllowedError):
            actions.end_session(account_id=account.pk, session_id=session.pk, by=stranger, at=NOW)
        with pytest.raises(NotFoundError):
            actions.end_session(account_id=other.pk, session_id=session.pk, by=stranger, at=NOW)
        session.refresh_from_db()
        assert session.ended_at is None

    def test_a_session_begins_once(self):
        account = made.make_account()
        for _ in range(2):
            actions.begin_session(account_id=account.pk, session_digest="d", device="", by=SYSTEM, at=NOW)
        assert events_of("account", account.pk) == ["organisation.account_opened", "organisation.signed_in"]

    def test_one_account_for_a_person_and_one_person_for_a_name(self):
        account = made.make_account("one")
        with pytest.raises(RuleBrokenError) as caught:
            made.make_account("two", person=account.person_id)
        assert caught.value.code == "account.person_has_one"
        with pytest.raises(RuleBrokenError) as caught:
            made.make_account("one")
        assert caught.value.code == "account.username_taken"

    def test_a_closed_account_has_no_standing(self):
        account = made.make_account(roles=(Role.DIRECTOR,))
        actions.close_account(account_id=account.pk, by=SYSTEM, at=NOW)
        assert queries.standing_of_account(account.pk, NOW).is_anonymous

    def test_the_record_holds_neither_password_nor_device(self):
        account = made.make_account()
        actions.begin_session(
            account_id=account.pk, session_digest="d", device="Firefox on a red laptop", by=SYSTEM, at=NOW
        )
        payloads = [event.payload for event in record.timeline("account", str(account.pk))]
        assert payloads == [{"person": account.person_id, "demo": False}, {}]


class TestCalendars:
    """Calendars and clocks."""

    def test_a_clock_is_compiled_once_until_the_calendar_changes(self):
        made.make_calendar("plain")
        first = queries.clock("plain")
        assert queries.clock("plain") is first
        known = queries.calendar("plain")
        six_days = calendars.weekdays(
            "plain", zone=known.zone, first=known.first, last=known.last, days=(0, 1, 2, 3, 4, 5)
        )
        made.make_calendar(spec=six_days)
        assert queries.clock("plain") is not first

    def test_keeping_the_same_calendar_again_tells_nothing(self):
        made.make_calendar("plain")
        made.make_calendar("plain")
        row = made.Calendar.objects.get()
        assert events_of("calendar", row.pk) == ["organisation.calendar_added"]

    def test_a_clock_counts_business_seconds(self):
        made.make_calendar("plain")
        monday = int(datetime(2016, 2, 29, 0, tzinfo=UTC).timestamp())
        assert queries.clock("plain").seconds(monday, monday + 7 * 86_400) == 5 * 9 * 3600

    def test_an_unknown_calendar_is_named(self):
        with pytest.raises(NotFoundError) as caught:
            queries.clock("moon")
        assert (caught.value.code, caught.value.params) == ("calendar.unknown", {"calendar": "moon"})
