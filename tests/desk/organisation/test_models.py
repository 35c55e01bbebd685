"""What the database itself refuses, on SQLite and PostgreSQL alike."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from liuxin.desk.organisation.words import Role
from tests.factories import organisation as made
from tests.factories.organisation import LONG_AGO, NOW

pytestmark = pytest.mark.django_db


def refused(write: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        write()


def test_one_open_membership_for_a_person_in_a_team():
    team = made.make_team()
    person = made.make_person(teams=(team,))
    refused(lambda: made.Membership.objects.create(person_id=person, team_id=team, start=NOW))


def test_memberships_in_the_same_team_never_overlap():
    team, person = made.make_team(), made.make_person()
    made.join(person, team, LONG_AGO, NOW)
    inside = NOW - timedelta(days=1)
    refused(lambda: made.Membership.objects.create(person_id=person, team_id=team, start=inside, end=NOW))
    made.Membership.objects.create(person_id=person, team_id=team, start=NOW)


def test_a_membership_cannot_be_stretched_over_the_next():
    team, person = made.make_team(), made.make_person()
    made.join(person, team, LONG_AGO, NOW)
    made.join(person, team, NOW)
    first = made.Membership.objects.filter(person=person, end=NOW)
    refused(lambda: first.update(end=NOW + timedelta(days=1)))


def test_a_person_belongs_to_two_teams_at_once():
    person = made.make_person(teams=(made.make_team(), made.make_team()))
    assert made.Membership.objects.filter(person=person).count() == 2


def test_one_current_lead_of_a_team():
    team = made.make_team(lead=made.make_person())
    other = made.make_person()
    refused(lambda: made.TeamLead.objects.create(person_id=other, team_id=team, start=NOW))


def test_leads_of_a_team_never_overlap():
    team, other = made.make_team(), made.make_person()
    made.make_lead(made.make_person(), team, LONG_AGO, NOW)
    end = NOW + timedelta(days=1)
    refused(
        lambda: made.TeamLead.objects.create(person_id=other, team_id=team, start=LONG_AGO + timedelta(days=1), end=end)
    )


def test_reporting_lines_of_a_person_never_overlap():
    person, one, other = made.make_person(), made.make_person(), made.make_person()
    made.make_manager(person, one, LONG_AGO, NOW)
    inside = NOW - timedelta(days=1)
    refused(lambda: made.ReportingLine.objects.create(person_id=person, manager_id=other, start=inside))


def test_nobody_reports_to_oneself():
    person = made.make_person()
    refused(lambda: made.ReportingLine.objects.create(person_id=person, manager_id=person, start=NOW))


@pytest.mark.parametrize("days", [0, -1])
def test_spans_that_end_before_they_start_are_refused(days: int):
    person, other, team = made.make_person(), made.make_person(), made.make_team()
    span = {"start": NOW, "end": NOW + timedelta(days=days)}
    refused(lambda: made.Membership.objects.create(person_id=person, team_id=team, **span))
    refused(lambda: made.TeamLead.objects.create(person_id=person, team_id=team, **span))
    refused(lambda: made.ReportingLine.objects.create(person_id=person, manager_id=other, **span))
    refused(lambda: made.RoleGrant.objects.create(person_id=person, role="hr", **span))


def test_staff_numbers_and_labels_are_of_one_person():
    made.make_person(staff_number="A1", source="log", source_label="Resolver 1")
    refused(lambda: made.Person.objects.create(staff_number="A1", name_en="Other"))
    refused(
        lambda: made.Person.objects.create(staff_number="A2", name_en="Other", source="log", source_label="Resolver 1")
    )
    made.Person.objects.create(staff_number="A3", name_en="Other", source="desk", source_label="Resolver 1")


def test_an_unknown_role_is_refused():
    person = made.make_person()
    refused(lambda: made.RoleGrant.objects.create(person_id=person, role="king", start=NOW))


def test_a_role_for_everywhere_has_no_department():
    person, department = made.make_person(), made.make_department()
    refused(
        lambda: made.RoleGrant.objects.create(person_id=person, role="auditor", department_id=department, start=NOW)
    )


def test_one_open_grant_of_a_role():
    person = made.make_person(roles=(Role.HR,))
    refused(lambda: made.RoleGrant.objects.create(person_id=person, role="hr", start=NOW))


def test_an_erased_person_keeps_no_name():
    person = made.make_person()
    refused(lambda: made.Person.objects.filter(pk=person).update(erased_at=NOW))


def test_somebody_present_has_a_name_and_a_number():
    person = made.make_person()
    refused(lambda: made.Person.objects.filter(pk=person).update(name_zh="", name_en=""))
    refused(lambda: made.Person.objects.filter(pk=person).update(staff_number=""))


def test_nobody_is_a_placeholder_and_a_system_at_once():
    refused(lambda: made.Person.objects.create(staff_number="X", name_en="X", is_placeholder=True, is_system=True))


def test_a_department_is_not_its_own_parent():
    department = made.make_department()
    refused(lambda: made.Department.objects.filter(pk=department).update(parent=department))
