"""A cycle in which nobody has written a goal says so, with an objective on record and without one."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import plan
from tests.factories.organisation import make_account

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("has_objective", [True, False])
def test_goals_of_a_cycle_that_has_none_can_be_looked_at(has_objective: bool):  # noqa: FBT001 - a parameter
    made = plan.make_cycle()
    if has_objective:
        plan.make_objective(owner=made.director)
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(make_account(person=made.hr))
    assert browser.get(reverse("plan:goals")).status_code == 200
