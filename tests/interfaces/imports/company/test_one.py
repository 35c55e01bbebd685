"""One whole cycle played by its real actors, from the first goal to the next cycle, which knows what was learned."""

from datetime import UTC, datetime

import pytest
from django.conf import settings as product

from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.imports.company import one
from liuxin.interfaces.jobs.rounds import catch_up
from liuxin.kernel.actor import Actor
from liuxin.performance.evaluation import queries as evaluation
from liuxin.performance.outcomes import queries as outcomes
from liuxin.performance.plan import queries as plan
from tests.factories.history import KEY

NOW = datetime(2026, 11, 28, 2, tzinfo=UTC)


@pytest.mark.scale
@pytest.mark.django_db
@pytest.mark.spec("P0", "P5.0", "P6.3")
def test_the_cycle_ends_with_final_results_and_the_next_begins_with_what_was_learned(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(product, "SEAL_KEY", KEY.decode())
    said: list[str] = []
    made = one.play(at=NOW, catch_up=lambda: catch_up(NOW), tell=lambda step, _told: said.append(step))
    assert said == ["company", "opened", "planned", "agreed", "trained", "scored", "talked", "applied", "carried"]
    following = plan.cycle(made)
    assert following.carry_from is not None
    before = plan.cycle(following.carry_from)
    assert not before.is_open
    asks = organisation.standing(Actor.system("tests"), NOW)
    results = evaluation.results(asks, before.id)
    assert {each.state.value for each in results} == {"final"}
    letters = outcomes.consequences(asks, NOW, cycle_id=before.id)
    assert {each.person for each in letters} == {each.person for each in results}
    assert plan.lessons(made)
