"""Actions of the record."""

import pytest

from liuxin.desk.history import actions, queries
from tests.factories import history
from tests.factories.history import AT, KEY, SOMEBODY, Event, Seal, Unsealed, event, told

pytestmark = [pytest.mark.django_db, pytest.mark.spec("D6")]


def test_events_wait_for_the_sealer_then_get_places_in_the_order_of_their_ids():
    ids = told(3, seal=False)
    assert list(Unsealed.objects.order_by("id").values_list("id", flat=True)) == ids
    result = actions.seal(key=KEY, at=AT)
    assert (result.count, result.last_seq) == (3, 3)
    assert list(Seal.objects.order_by("seq").values_list("seq", "event_id")) == list(enumerate(ids, 1))
    assert not Unsealed.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a():
    told(3)


@pytest.mark.django_db(transaction=True)
def test_b():
    assert not Event.objects.exists()
    with pytest.raises(RuntimeError):
        actions.record([event(1)], by=SOMEBODY, at=AT)
