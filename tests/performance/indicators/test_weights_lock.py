"""Two people at one draft at the same time: no set leaves draft with weights that do not add to 100."""

from collections.abc import Callable
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction
from django.db.models import Sum

from liuxin.kernel.errors import LiuxinError
from liuxin.performance.indicators import actions
from tests.factories.indicators import AT, REOPENED, SYSTEM, Indicator, IndicatorSet, draft, line

ROUNDS = 12
Deed = Callable[[int], object]


def put_in_force(key: int) -> None:
    actions.mark_as_example(set_id=key, by=SYSTEM, at=AT)


def lower_a_weight(key: int) -> None:
    actions.change_indicator(set_id=key, indicator=line("reopened_within_14_days", "39", REOPENED), by=SYSTEM, at=AT)


def take_a_line_out(key: int) -> None:
    actions.remove_indicator(set_id=key, measure="reopened_within_14_days", by=SYSTEM, at=AT)


def add_a_line(key: int) -> None:
    actions.add_indicator(set_id=key, indicator=line("cases_resolved", "1"), by=SYSTEM, at=AT)


def at_once(key: int, *deeds: Deed) -> list[str]:
    """Do it all in threads of their own, starting together; give what was refused."""
    refused: list[str] = []
    start = Barrier(len(deeds))

    def run(deed: Deed) -> None:
        try:
            start.wait()
            deed(key)
        except LiuxinError as error:
            refused.append(error.code)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


@pytest.mark.spec("P2.4")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("other", [lower_a_weight, take_a_line_out, add_a_line])
def test_no_set_in_force_adds_to_anything_but_a_hundred(other: Deed) -> None:
    for _ in range(ROUNDS):
        key = draft(line(weight="60"), line("reopened_within_14_days", "40", REOPENED))
        refused = at_once(key, put_in_force, other)
        assert refused in (["indicators.set_in_force"], ["indicators.weights_not_hundred"])
        status = IndicatorSet.objects.get(pk=key).status
        total = Indicator.objects.filter(set=key).aggregate(total=Sum("weight"))["total"]
        assert (status == "example") == (total == 100)


@pytest.mark.django_db(transaction=True)
def test_the_kept_total_is_the_sum_of_the_lines_after_lines_added_at_once() -> None:
    key = draft()
    at_once(
        key,
        lambda key: actions.add_indicator(set_id=key, indicator=line(weight="50"), by=SYSTEM, at=AT),
        lambda key: actions.add_indicator(set_id=key, indicator=line("cases_resolved", "30"), by=SYSTEM, at=AT),
        lambda key: actions.add_indicator(
            set_id=key, indicator=line("reopened_within_14_days", "20", REOPENED), by=SYSTEM, at=AT
        ),
    )
    assert IndicatorSet.objects.get(pk=key).weight_total == Decimal(100)
    assert sorted(Indicator.objects.filter(set=key).values_list("order", flat=True)) == [1, 2, 3]


@pytest.mark.django_db(transaction=True)
def test_a_change_waits_for_the_transaction_that_holds_the_set() -> None:
    key = draft(line(weight="60"), line("reopened_within_14_days", "40", REOPENED))
    waiting = Thread(target=at_once, args=(key, lower_a_weight))
    with transaction.atomic():
        put_in_force(key)
        waiting.start()
        waiting.join(timeout=0.3)
        assert waiting.is_alive()
    waiting.join()
    assert Indicator.objects.filter(set=key).aggregate(total=Sum("weight"))["total"] == 100
