"""The overview: for whom it is, and how far an objective is said to be."""

import pytest
from django.test import Client
from django.urls import reverse

from liuxin.insight import queries
from liuxin.kernel.errors import NotAllowedError
from tests.factories import plan
from tests.factories.insight import NOW, make_world
from tests.factories.organisation import make_account, standing_of

pytestmark = pytest.mark.django_db


def test_it_is_the_directors_and_not_the_agents():
    made = plan.make_cycle()
    with pytest.raises(NotAllowedError) as refused:
        queries.overview(standing_of(made.place.people[0]), plan.AT)
    assert refused.value.code == "insight.may_not_overview"
    assert queries.overview(standing_of(made.director), plan.AT).cycle is not None


@pytest.mark.spec("D4")
def test_an_objective_is_as_far_as_the_record_says_and_cannot_be_told_without_one():
    make_world()
    made = plan.make_cycle()
    plan.make_objective("kept", measure="promises_kept", target=90.0, baseline=None)
    plan.make_objective("image", measure="", target=None, baseline=None)
    found = {aim.objective.code: aim for aim in queries.overview(standing_of(made.director), NOW).aims}
    assert found["image"].reached is None
    kept = found["kept"]
    assert kept.reading is not None
    assert kept.reading.value is not None
    assert kept.reached is not None
    assert kept.reached.percent == pytest.approx(kept.reading.value / 90 * 100)
    assert kept.served == ()


def test_the_page_says_that_no_goal_serves_an_objective():
    made = plan.make_cycle()
    plan.make_objective()
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(make_account(person=made.director, language="en"))
    page = browser.get(reverse("insight:director")).content.decode()
    assert "No goal of the running cycle serves it." in page
    assert "cannot tell" in page
