"""Granting somebody a role."""

import pytest
from django.urls import reverse

from liuxin.desk.organisation.words import Role
from tests.factories import organisation as made
from tests.interfaces.web.organisation.test_people import client_of

pytestmark = pytest.mark.django_db


def test_the_security_administrator_grants_a_role_and_it_stands_on_the_page():
    address = reverse("organisation:role", args=[made.make_person()])
    fields = {"role": "reviewer", "department": "", "start": "2020-03-01"}
    page = client_of(Role.SECURITY_ADMIN).post(address, fields, follow=True).content.decode()
    assert "The role is granted." in page
    assert "<div>quality reviewer</div>" in page


def test_a_role_of_the_whole_organisation_for_one_department_is_refused_at_the_department():
    address = reverse("organisation:role", args=[made.make_person()])
    fields = {"role": "auditor", "department": made.make_department(), "start": "2020-03-01"}
    page = client_of(Role.SECURITY_ADMIN).post(address, fields).content.decode()
    assert 'id="role-department_error"' in page
    assert 'value="2020-03-01"' in page


def test_only_the_security_administrator_is_led_to_the_page():
    person = made.make_person()
    address, page = reverse("organisation:role", args=[person]), reverse("organisation:person", args=[person])
    assert address in client_of(Role.SECURITY_ADMIN).get(page).content.decode()
    assert address not in client_of(Role.HR).get(page).content.decode()
