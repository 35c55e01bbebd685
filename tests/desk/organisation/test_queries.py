"""Standing, who sees whom, lists, the tree."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liuxin.desk.organisation import actions, queries
from liuxin.desk.organisation.words import ANONYMOUS, PeopleFilter, PeopleSort, Role, Standing
from liuxin.kernel.actor import Actor, ActorKind
from liuxin.kernel.errors import NotFoundError
from liuxin.kernel.period import Period
from tests.factories import organisation as made
from tests.factories.organisation import LONG_AGO, NOW

pytestmark = pytest.mark.django_db


def seen(standing: Standing, **wanted: object) -> list[int]:
    page = queries.people_visible(standing, NOW, wanted=PeopleFilter(**wanted))  # type: ignore[arg-type]
    return [row.name.id for row in page.rows]


class TestStanding:
    """Who somebody is at one instant."""

    def test_liuxin_and_its_imports_stand_apart(self):
        assert queries.standing(Actor.system("sealer"), NOW) == Standing(is_system=True)
        assert queries.standing(Actor.importer("log"), NOW) == Standing(is_system=True)

    def test_a_customer_has_no_standing_here(self):
        assert queries.standing(Actor(ActorKind.CUSTOMER, "7"), NOW) == ANONYMOUS

    def test_nobody_has_no_standing(self):
        assert queries.standing(Actor.person(999), NOW) == ANONYMOUS

    def test_an_agent_stands_in_the_teams_of_now(self):
        past, now, later = made.make_team(), made.make_team(), made.make_team()
        person = made.make_person(roles=(Role.AGENT,), teams=(now,))
        made.join(person, past, LONG_AGO, NOW)
        made.join(person, later, NOW + timedelta(days=1))
        assert made.standing_of(person) == Standing(
            person_id=person, roles=frozenset({Role.AGENT}), teams=frozenset({now})
        )

    def test_whoever_leads_a_team_is_a_manager(self):
        lead = made.make_person()
        team = made.make_team(lead=lead)
        assert made.standing_of(lead).roles == {Role.MANAGER}
        assert made.standing_of(lead).teams_led == {team}

    def test_the_head_of_a_department_leads_all_below_it(self):
        head = made.make_person()
        top = made.make_department(head=head)
        low = made.make_department(parent=made.make_department(parent=top))
        other = made.make_department()
        team, _ = made.make_team(department=low), made.make_team(department=other)
        standing = made.standing_of(head)
        assert standing.departments_led == queries.subtree(top)
        assert low in standing.departments_led
        assert standing.teams_led == {team}

    def test_reports_are_counted_at_any_depth_and_only_now(self):
        boss, middle, low, gone = (made.make_person() for _ in range(4))
        made.make_manager(middle, boss)
        made.make_manager(low, middle)
        made.make_manager(gone, boss, LONG_AGO, NOW)
        assert made.standing_of(boss).reports == {middle, low}

    def test_hr_of_a_department_is_not_hr_of_all(self):
        person, department = made.make_person(), made.make_department()
        actions.grant_role(
            person_id=person, role=Role.HR, department=department, start=LONG_AGO, by=made.SYSTEM, at=NOW
        )
        standing = made.standing_of(person)
        assert not standing.hr_everywhere
        assert standing.hr_departments == {department}
        assert standing.roles == {Role.HR}

    def test_who_left_has_no_standing(self):
        person = made.make_person(roles=(Role.DIRECTOR,), left_on=date(2016, 5, 1))
        assert made.standing_of(person) == ANONYMOUS

    def test_an_account_without_a_person_stands_for_itself_alone(self):
        key = actions.open_account(username="x", password=made.PASSWORD, by=made.SYSTEM, at=NOW)
        assert queries.standing_of_account(key, NOW) == Standing(account_id=key)

    @pytest.mark.parametrize("count", [1, 3])
    def test_one_statement_whatever_the_size(self, count: int):
        head = made.make_person(roles=(Role.AGENT,))
        for _ in range(count):
            department = made.make_department(head=head)
            made.make_team(department=department)
            made.make_manager(made.make_person(teams=(made.make_team(lead=head),)), head)
        with CaptureQueriesContext(connection) as caught:
            standing = made.standing_of(head)
        assert len(caught) == 1
        assert len(standing.teams_led) == 2 * count


class TestWhoSeesWhom:
    """The visible set of people."""

    def test_an_agent_sees_the_own_team_and_the_managers_above(self):
        team = made.make_team()
        agent, mate = made.make_person(teams=(team,)), made.make_person(teams=(team,))
        lead, head, _ = made.make_person(), made.make_person(), made.make_person()
        made.make_manager(agent, lead)
        made.make_manager(lead, head)
        assert set(seen(made.standing_of(agent))) == {agent, mate, lead, head}

    def test_a_manager_sees_the_teams_led_and_the_reports(self):
        lead = made.make_person()
        team = made.make_team(lead=lead)
        member, report, _ = made.make_person(teams=(team,)), made.make_person(), made.make_person()
        made.make_manager(report, lead)
        assert set(seen(made.standing_of(lead))) == {lead, member, report}

    def test_hr_of_a_department_sees_its_people(self):
        person, department = made.make_person(), made.make_department()
        below = made.make_department(parent=department)
        member, _ = made.make_person(teams=(made.make_team(department=below),)), made.make_person()
        actions.grant_role(
            person_id=person, role=Role.HR, department=department, start=LONG_AGO, by=made.SYSTEM, at=NOW
        )
        assert set(seen(made.standing_of(person))) == {person, member}

    @pytest.mark.parametrize(
        "role", [Role.DIRECTOR, Role.AUDITOR, Role.HR, Role.REVIEWER, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN]
    )
    def test_who_looks_after_all_sees_all(self, role: Role):
        person, other = made.make_person(roles=(role,)), made.make_person()
        assert set(seen(made.standing_of(person))) == {person, other}

    def test_somebody_signed_out_sees_nobody(self):
        made.make_person()
        assert seen(ANONYMOUS) == []

    def test_a_former_mate_is_not_seen(self):
        team = made.make_team()
        agent, former = made.make_person(teams=(team,)), made.make_person()
        made.join(former, team, LONG_AGO, NOW)
        assert seen(made.standing_of(agent)) == [agent]

    def test_a_person_out_of_sight_is_not_told_from_one_that_is_not_there(self):
        agent, other = made.make_person(), made.make_person()
        for key in (other, 999_999):
            with pytest.raises(NotFoundError) as caught:
                queries.person(made.standing_of(agent), key, NOW)
            assert (caught.value.code, caught.value.params) == ("organisation.no_such_person", {})

    def test_only_pages_that_open_are_linked(self):
        team = made.make_team()
        agent, mate, other = made.make_person(teams=(team,)), made.make_person(teams=(team,)), made.make_person()
        assert queries.people_openable(made.standing_of(agent), NOW, [mate, other]) == {mate}

    def test_an_erased_person_has_no_page(self):
        hr, person = made.make_person(roles=(Role.HR,)), made.make_person()
        actions.erase_person(person_id=person, by=made.SYSTEM, at=NOW)
        with pytest.raises(NotFoundError):
            queries.person(made.standing_of(hr), person, NOW)
        assert seen(made.standing_of(hr)) == [hr]


class TestPeopleList:
    """Search, sort, pages."""

    SYSTEM = Standing(is_system=True)

    @pytest.mark.parametrize("search", ["张伟", "伟", "zhang", "A-17", "resolver 17", "张伟 A-17"])
    def test_a_person_is_found_by_name_number_and_label(self, search: str):
        wanted = made.make_person(
            "张伟", name_en="Zhang Wei", staff_number="A-17", source="log", source_label="Resolver 17"
        )
        made.make_person("李娜", name_en="Li Na", staff_number="B-2")
        assert seen(self.SYSTEM, search=search) == [wanted]

    def test_a_percent_sign_is_no_wildcard(self):
        made.make_person()
        assert seen(self.SYSTEM, search="%") == []

    def test_names_are_sorted_by_sound_both_ways(self):
        zhang, li, wang = made.make_person("张伟"), made.make_person("李娜"), made.make_person("王芳")
        assert seen(self.SYSTEM) == [li, wang, zhang]
        page = queries.people_visible(self.SYSTEM, NOW, sort=PeopleSort.NAME_DOWN)
        assert [row.name.id for row in page.rows] == [zhang, wang, li]

    def test_people_without_a_position_stand_last(self):
        none, agent = made.make_person("阿强"), made.make_person(position=made.make_position())
        for sort in (PeopleSort.POSITION, PeopleSort.POSITION_DOWN):
            page = queries.people_visible(self.SYSTEM, NOW, sort=sort)
            assert [row.name.id for row in page.rows] == [agent, none]

    def test_a_team_and_a_department_narrow_the_list(self):
        top = made.make_department()
        team = made.make_team(department=made.make_department(parent=top))
        member, _ = made.make_person(teams=(team,)), made.make_person()
        assert seen(self.SYSTEM, team=team) == [member]
        assert seen(self.SYSTEM, department=top) == [member]
        assert seen(self.SYSTEM, department=999) == []

    def test_who_left_is_shown_only_when_asked_for(self):
        here, gone = made.make_person("阿强"), made.make_person("张伟", left_on=date(2016, 5, 1))
        assert seen(self.SYSTEM) == [here]
        assert seen(self.SYSTEM, gone=True) == [here, gone]

    def test_a_page_past_the_end_is_the_last_one(self):
        people = [made.make_person(f"王{sign}") for sign in "安邦成"]
        page = queries.people_visible(self.SYSTEM, NOW, page=9, size=2)
        assert (page.number, page.pages, page.total) == (2, 2, 3)
        assert [row.name.id for row in page.rows] == people[2:]

    def test_an_export_gives_every_row_of_the_list(self):
        team = made.make_team(department=made.make_department())
        for _ in range(3):
            made.make_person(teams=(team,))
        page = queries.people_visible(self.SYSTEM, NOW)
        assert tuple(queries.people_rows(self.SYSTEM, NOW)) == page.rows

    @pytest.mark.parametrize("count", [1, 3])
    def test_statements_do_not_grow_with_the_rows(self, count: int):
        for _ in range(count):
            team = made.make_team(department=made.make_department())
            made.make_person(teams=(team, made.make_team()), position=made.make_position())
        with CaptureQueriesContext(connection) as caught:
            page = queries.people_visible(self.SYSTEM, NOW)
        assert len(page.rows) == count
        assert len(caught) == 3


class TestPerson:
    """One person."""

    def test_a_person_is_shown_with_teams_over_time_line_and_roles(self):
        department = made.make_department("care")
        old, new = made.make_team("old", department=department), made.make_team("new")
        boss, head, report = made.make_person(), made.make_person(), made.make_person()
        person = made.make_person(
            "张伟",
            roles=(Role.AGENT,),
            teams=(new,),
            position=made.make_position(),
            source="log",
            source_label="Resolver 17",
            name_is_made_up=True,
        )
        made.join(person, old, LONG_AGO, NOW)
        made.make_manager(person, boss)
        made.make_manager(boss, head)
        made.make_manager(report, person)
        view = queries.person(made.standing_of(person), person, NOW)
        assert view.name.made_up
        assert (view.source, view.source_label) == ("log", "Resolver 17")
        assert view.position is not None
        assert view.position.zh == "客服员"
        assert [(time.team.code, time.end) for time in view.times] == [("new", None), ("old", NOW)]
        assert view.times[1].department is not None
        assert view.times[1].department.zh == "部门 care"
        assert [name.id for name in view.chain] == [boss, head]
        assert [name.id for name in view.reports] == [report]
        assert [holding.role for holding in view.holdings] == [Role.AGENT]
        assert not view.has_account

    @pytest.mark.parametrize("count", [1, 3])
    def test_statements_do_not_grow_with_the_rows(self, count: int):
        person = made.make_person()
        for _ in range(count):
            made.join(person, made.make_team(lead=person, department=made.make_department()))
            made.make_manager(made.make_person(), person)
        standing = Standing(is_system=True)
        with CaptureQueriesContext(connection) as caught:
            queries.person(standing, person, NOW)
        assert len(caught) == 6


class TestStructure:
    """Departments and teams."""

    def test_the_tree_is_drawn_parents_first_and_loose_teams_last(self):
        lead = made.make_person("李娜")
        top = made.make_department("b-top")
        made.make_department("a-low", parent=top)
        head = made.make_person("高远")
        made.make_department("a-top", head=head)
        made.make_team("inside", department=top, lead=lead)
        made.make_team("loose")
        made.make_person(teams=tuple(made.Team.objects.filter(code="inside").values_list("pk", flat=True)))
        nodes = queries.tree(NOW)
        assert [(node.code, node.depth) for node in nodes] == [("a-top", 0), ("b-top", 0), ("a-low", 1), ("", 0)]
        assert [name.id for name in nodes[0].heads] == [head]
        [inside] = nodes[1].teams
        assert inside.lead is not None
        assert (inside.team.code, inside.lead.zh, inside.members) == ("inside", "李娜", 1)
        assert [line.team.code for line in nodes[3].teams] == ["loose"]

    @pytest.mark.parametrize("count", [1, 3])
    def test_statements_do_not_grow_with_the_rows(self, count: int):
        for _ in range(count):
            made.make_team(department=made.make_department(), lead=made.make_person())
        with CaptureQueriesContext(connection) as caught:
            queries.tree(NOW)
        assert len(caught) == 4

    def test_teams_that_may_be_looked_at(self):
        own, other = made.make_team("a"), made.make_team("b")
        agent, director = made.make_person(teams=(own,)), made.make_person(roles=(Role.DIRECTOR,))
        assert [team.id for team in queries.teams_visible(made.standing_of(agent))] == [own]
        assert [team.id for team in queries.teams_visible(made.standing_of(director))] == [own, other]

    def test_members_of_a_period(self):
        team = made.make_team()
        inside, before = made.make_person(), made.make_person()
        made.join(inside, team, NOW - timedelta(days=1))
        made.join(before, team, LONG_AGO, NOW)
        times = queries.members([team], Period(NOW, NOW + timedelta(days=1)))
        assert [time.person for time in times] == [inside]


def test_a_lead_is_there_exactly_while_present_says_so():
    left, away, shut, back = (made.make_person() for _ in range(4))
    made.Person.objects.filter(pk=left).update(left_on=NOW.date())
    day = timedelta(days=1)
    for person, start in ((away, NOW), (back, NOW - day)):
        actions.set_absence(person_id=person, start=start, end=start + day, by=made.SYSTEM, at=LONG_AGO)
    made.make_account(person=shut)
    made.Account.objects.filter(person=shut).update(is_active=False)
    teams = {person: made.make_team(lead=person) for person in (left, away, shut, back)}
    told = {person: queries.lead_now(team, NOW) for person, team in teams.items()}
    assert told == {person: (person, person in queries.present([person], NOW)) for person in teams}
    assert [person for person, row in told.items() if row and row[1]] == [back]
    assert queries.lead_now(made.make_team(), NOW) is None
