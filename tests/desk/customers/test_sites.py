"""Places of service: a tree that is renamed, moved and closed; who had which, when."""

from datetime import date, timedelta

import pytest

from liuxin.desk.customers import actions, queries
from liuxin.desk.customers.words import NewSite, SiteKind
from liuxin.desk.history import queries as history
from liuxin.kernel.errors import BadInputError, NotFoundError, RuleBrokenError
from tests.factories.customers import Customer, Residence, Site, make_customer, make_site
from tests.factories.organisation import NOW, SYSTEM

pytestmark = [pytest.mark.django_db, pytest.mark.spec("S3")]
DAY = date(2016, 3, 1)


def key(name: str) -> int:
    return Site.objects.get(name=name).pk


def test_a_site_is_renamed_and_moved_and_its_history_tells():
    unit = make_site("澜湾", "3 栋", "1201")
    other = make_site("云栖")
    actions.rename_site(site=unit, name="1202", by=SYSTEM, at=NOW)
    actions.move_site(site=key("3 栋"), parent=other, by=SYSTEM, at=NOW)
    assert queries.site_names([unit])[unit].names == ("云栖", "3 栋", "1202")
    assert [event.code for event in history.timeline("site", str(unit))] == [
        "customers.site_added",
        "customers.site_renamed",
    ]


def test_no_site_can_be_put_into_itself_or_into_what_lies_in_it():
    unit = make_site("澜湾", "3 栋", "1201")
    for site, parent in ((key("3 栋"), unit), (key("澜湾"), key("3 栋")), (unit, unit)):
        with pytest.raises(RuleBrokenError) as caught:
            actions.move_site(site=site, parent=parent, by=SYSTEM, at=NOW)
        assert caught.value.code == "customers.site_not_inside"


def test_two_sites_beside_one_another_have_two_names():
    make_site("澜湾", "3 栋")
    with pytest.raises(RuleBrokenError) as caught:
        actions.add_site(site=NewSite("3 栋", SiteKind.BUILDING, parent=key("澜湾")), by=SYSTEM, at=NOW)
    assert (caught.value.code, caught.value.field) == ("customers.site_name_taken", "name")


def test_a_site_closes_from_within_and_takes_nobody_in():
    unit = make_site("澜湾", "3 栋", "1201")
    building = key("3 栋")
    with pytest.raises(RuleBrokenError) as caught:
        actions.close_site(site=building, by=SYSTEM, at=NOW)
    assert (caught.value.code, caught.value.params) == ("customers.site_has_open_parts", {"parts": 1})
    actions.close_site(site=unit, by=SYSTEM, at=NOW)
    with pytest.raises(RuleBrokenError):
        actions.settle(customer=make_customer().code, site=unit, start=DAY, by=SYSTEM, at=NOW)
    actions.close_site(site=building, by=SYSTEM, at=NOW)
    with pytest.raises(RuleBrokenError):
        actions.open_site(site=unit, by=SYSTEM, at=NOW)
    actions.open_site(site=building, by=SYSTEM, at=NOW)
    actions.open_site(site=unit, by=SYSTEM, at=NOW)
    assert Site.objects.filter(closed_at=None).count() == 3


def test_who_lived_where_when_stays_on_record():
    unit, other = make_site("澜湾", "3 栋", "1201"), make_site("云栖")
    customer, next_one = make_customer("黄先生", site=unit), make_customer("何女士")
    lives = Residence.objects.get()
    actions.settle(customer=customer.code, site=other, start=DAY, by=SYSTEM, at=NOW)
    actions.leave(customer=customer.code, residence=lives.pk, end=DAY, by=SYSTEM, at=NOW)
    actions.settle(customer=next_one.code, site=unit, start=DAY + timedelta(days=1), by=SYSTEM, at=NOW)
    seen = queries.site(key("澜湾")).residences
    assert [(one.customer.name if one.customer else "", one.end) for one in seen] == [
        ("何女士", None),
        ("黄先生", DAY),
    ]
    assert Customer.objects.get(pk=customer.pk).site_id == other


def test_nobody_has_a_site_twice_or_leaves_before_coming():
    unit = make_site("澜湾")
    customer = make_customer()
    lives = actions.settle(customer=customer.code, site=unit, start=DAY, by=SYSTEM, at=NOW)
    with pytest.raises(RuleBrokenError) as twice:
        actions.settle(customer=customer.code, site=unit, start=DAY, by=SYSTEM, at=NOW)
    assert twice.value.code == "customers.lives_there"
    with pytest.raises(BadInputError) as early:
        actions.leave(customer=customer.code, residence=lives, end=DAY - timedelta(days=1), by=SYSTEM, at=NOW)
    assert (early.value.code, early.value.field) == ("customers.ends_before_start", "end")
    actions.leave(customer=customer.code, residence=lives, end=DAY, by=SYSTEM, at=NOW)
    assert Customer.objects.get(pk=customer.pk).site_id is None
    with pytest.raises(NotFoundError):
        actions.leave(customer=customer.code, residence=lives, end=DAY, by=SYSTEM, at=NOW)


def test_the_tree_shows_the_branches_in_which_a_name_fits():
    make_customer(site=make_site("澜湾", "3 栋", "1201"))
    make_site("云栖", "1 栋")
    everything = queries.site_tree()
    assert [(node.name, [inner.name for inner in node.children]) for node in everything] == [
        ("云栖", ["1 栋"]),
        ("澜湾", ["3 栋"]),
    ]
    found = queries.site_tree("1201")
    assert [node.name for node in found] == ["澜湾"]
    unit = found[0].children[0].children[0]
    assert (unit.name, unit.customers) == ("1201", 1)


@pytest.mark.parametrize("count", [1, 3])
def test_a_site_is_read_in_the_same_number_of_queries_whoever_lived_there(count, django_assert_num_queries):
    unit = make_site("澜湾", "3 栋", "1201")
    for _ in range(count):
        make_customer(site=unit)
    project = key("澜湾")
    with django_assert_num_queries(3):
        view = queries.site(project)
    assert (len(view.residences), view.below) == (count, frozenset(Site.objects.values_list("pk", flat=True)))


def test_a_site_that_is_not_there_says_so():
    with pytest.raises(NotFoundError) as caught:
        queries.site(1)
    assert caught.value.code == "customers.no_such_site"
