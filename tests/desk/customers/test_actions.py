from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from liuxin.desk.customers import actions, queries
from liuxin.desk.customers.words import CustomerKind, MoveReason, NewCustomer, NewSite, SiteKind
from liuxin.desk.history import queries as history
from liuxin.desk.organisation.words import Role
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, ConflictError, NotAllowedError, NotFoundError, RuleBrokenError
from tests.factories.customers import Contact, Customer, LifeCycleMove, Site, make_customer, make_site
from tests.factories.organisation import NOW, SYSTEM, make_person, make_team, standing_of

pytestmark = pytest.mark.django_db


def agent() -> Actor:
    return Actor.person(make_person(roles=(Role.AGENT,), teams=(make_team(),)))


def test_customers_are_added_once_by_their_label_and_keep_it_as_recorded():
    new = [NewCustomer(f"Caller {n}", CustomerKind.INTERNAL, f"Caller {n}") for n in (2403, 290, 2403)]
    first = actions.add_customers(customers=new, source="log", by=SYSTEM, at=NOW)
    again = actions.add_customers(customers=new, source="log", by=SYSTEM, at=NOW)
    assert first == again
    assert list(Customer.objects.order_by("code").values_list("code", "source_label")) == [
        ("K-000001", "Caller 2403"),
        ("K-000002", "Caller 290"),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_adding_customers_takes_the_same_number_of_queries_for_one_and_three(count, django_assert_num_queries):
    new = [NewCustomer(f"c{n}", CustomerKind.PARTNER, f"c{n}") for n in range(count)]
    with django_assert_num_queries(10):
        actions.add_customers(customers=new, source="log", by=SYSTEM, at=NOW)


@pytest.mark.spec("S2")
def test_the_life_cycle_comes_with_seven_stages_in_order():
    assert [stage.code for stage in queries.stages()] == [
        "potential",
        "interested",
        "prospect",
        "contracted",
        "owner_to_be",
        "owner",
        "member",
    ]
    assert [stage.zh for stage in queries.stages()][5] == "业主"


@pytest.mark.spec("S2")
def test_a_move_in_the_life_cycle_is_kept_with_its_reason_and_told_to_the_record():
    customer = make_customer("黄先生", stage="contracted")
    by = agent()
    actions.move_stage(customer=customer.code, to="owner", expect="contracted", by=by, at=NOW)
    moves = LifeCycleMove.objects.filter(customer=customer).order_by("pk")
    assert list(moves.values_list("origin__code", "to__code", "reason", "person")) == [
        (None, "contracted", MoveReason.FIRST, None),
        ("contracted", "owner", MoveReason.PROGRESS, by.person_id),
    ]
    last = history.timeline("customer", customer.code)[-1]
    assert (last.code, dict(last.payload)) == (
        "customers.moved",
        {"origin": "contracted", "to": "owner", "reason": "progress"},
    )


def test_two_who_move_the_same_customer_meet_as_a_conflict():
    customer = make_customer(stage="contracted")
    by = agent()
    actions.move_stage(customer=customer.code, to="owner_to_be", expect="contracted", by=by, at=NOW)
    with pytest.raises(ConflictError) as caught:
        actions.move_stage(customer=customer.code, to="owner", expect="contracted", by=by, at=NOW)
    assert caught.value.code == "customers.moved_meanwhile"


def test_a_stage_can_be_renamed_by_the_director_and_not_by_an_agent():
    director = Actor.person(make_person(roles=(Role.DIRECTOR,)))
    actions.rename_stage(stage="member", name_zh="尊享会员", name_en="Club member", by=director, at=NOW)
    assert queries.stages()[-1].zh == "尊享会员"
    with pytest.raises(NotAllowedError):
        actions.rename_stage(stage="member", name_zh="会员", name_en="", by=agent(), at=NOW)


def test_an_internal_customer_has_no_stage_not_even_in_the_database():
    with pytest.raises(RuleBrokenError) as caught:
        make_customer(kind=CustomerKind.INTERNAL, stage="owner")
    assert caught.value.code == "customers.stage_of_other_kind"
    external = make_customer(stage="owner")
    with pytest.raises(IntegrityError), transaction.atomic():
        Customer.objects.filter(pk=external.pk).update(kind="internal")


@pytest.mark.spec("S3")
def test_sites_nest_from_project_to_unit():
    unit = make_site("澜湾", "3 栋", "1201")
    assert queries.site_names([unit])[unit].names == ("澜湾", "3 栋", "1201")
    with pytest.raises(RuleBrokenError):
        actions.add_sites(sites=[NewSite("x", SiteKind.PROJECT, parent=unit)], source="", by=SYSTEM, at=NOW)
    with pytest.raises(NotFoundError):
        actions.add_sites(sites=[NewSite("x", SiteKind.UNIT, parent=unit + 1000)], source="", by=SYSTEM, at=NOW)
    assert Site.objects.count() == 3


def test_a_contact_has_to_be_reachable():
    customer = make_customer()
    with pytest.raises(BadInputError) as caught:
        actions.add_contact(customer=customer.code, name="黄太太", by=agent(), at=NOW)
    assert (caught.value.code, caught.value.field) == ("customers.contact_unreachable", "phone")
    actions.add_contact(customer=customer.code, name="黄太太", phone="139 0000 0000", by=agent(), at=NOW)
    assert Contact.objects.get().phone == "139 0000 0000"


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.HR, Role.REVIEWER, Role.SYSTEM_ADMIN])
def test_who_only_reads_or_keeps_the_system_changes_no_customer(role):
    customer = make_customer()
    by = Actor.person(make_person(roles=(role,)))
    with pytest.raises(NotAllowedError) as caught:
        actions.add_contact(customer=customer.code, name="x", phone="1", by=by, at=NOW)
    assert caught.value.code == "customers.not_allowed"


def test_erasing_a_customer_leaves_no_name_label_or_contact_and_no_content_in_the_record():
    customer = make_customer("黄先生", source_label="Caller 7", stage="owner")
    actions.add_contact(customer=customer.code, name="黄太太", email="h@example.org", by=agent(), at=NOW)
    actions.erase_customer(customer=customer.code, by=SYSTEM, at=NOW + timedelta(days=1))
    left = Customer.objects.get(pk=customer.pk)
    assert (left.name, left.source_label, Contact.objects.count()) == ("", "", 0)
    assert [event for event in history.timeline("customer", customer.code) if event.payload] == []
    with pytest.raises(NotFoundError):
        queries.key_of(customer.code)


def test_who_receives_cases_finds_customers_by_two_characters_code_or_phone():
    person = make_person(roles=(Role.AGENT,), teams=(make_team(),))
    customer = make_customer("云栖物业黄先生")
    make_customer("someone else")
    actions.add_contact(customer=customer.code, name="x", phone="139 0000 1234", by=SYSTEM, at=NOW)
    standing = standing_of(person)
    for text in ("物业", customer.code, "0000 1234"):
        assert [found.code for found in queries.look_up(standing, text)] == [customer.code]
    assert queries.look_up(standing, "  ") == ()
    with pytest.raises(NotAllowedError):
        queries.look_up(standing_of(make_person(roles=(Role.AUDITOR,))), "物业")


@pytest.mark.parametrize("moves", [1, 3])
def test_one_customer_is_read_in_the_same_number_of_queries_whatever_its_moves(moves, django_assert_num_queries):
    customer = make_customer(stage="potential", site=make_site("澜湾"))
    by = agent()
    seen = "potential"
    for to in ("interested", "prospect", "owner")[:moves]:
        actions.move_stage(customer=customer.code, to=to, expect=seen, by=by, at=NOW)
        seen = to
    standing = standing_of(make_person(roles=(Role.DIRECTOR,)))
    with django_assert_num_queries(3):
        view = queries.customer(standing, customer.pk, through_a_case=False)
    assert len(view.moves) == moves + 1
    with pytest.raises(NotFoundError):
        queries.customer(standing_of(by.person_id or 0), customer.pk, through_a_case=False)


@pytest.mark.spec("S7")
def test_the_record_knows_since_when_a_customer_is_known_and_by_which_key_cases_name_it():
    since = NOW - timedelta(days=400)
    new = NewCustomer("周女士", CustomerKind.EXTERNAL, "K7", stage="owner", known_since=since)
    keys = actions.add_customers(customers=[new], source="log", by=SYSTEM, at=NOW)
    row = Customer.objects.get(source_label="K7")
    assert row.added_at == since
    assert LifeCycleMove.objects.get(customer=row).at == since
    added = next(event for event in history.timeline("customer", row.code) if event.code == "customers.added")
    assert added.at == since
    assert dict(added.payload) == {"customer": keys["K7"], "kind": "external", "stage": "owner", "site": None}


def test_nobody_is_known_only_from_tomorrow_on():
    new = NewCustomer("周女士", CustomerKind.EXTERNAL, "K7", known_since=NOW + timedelta(days=1))
    with pytest.raises(BadInputError) as error:
        actions.add_customers(customers=[new], source="log", by=SYSTEM, at=NOW)
    assert (error.value.code, error.value.field) == ("customers.known_in_future", "known_since")
