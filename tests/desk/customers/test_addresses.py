"""An address leads to its customer, however it is written; an unknown one makes one, and only one."""

import pytest

from liuxin.desk.customers import actions, queries, rules
from liuxin.desk.customers.words import AddressKind, CustomerKind, NewCustomer, Party
from liuxin.desk.organisation.words import Role
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, ConflictError, RuleBrokenError
from tests.factories.customers import Contact, Customer, make_customer
from tests.factories.organisation import NOW, SYSTEM, make_department, make_person, make_team

pytestmark = pytest.mark.django_db
MAIL, PHONE = AddressKind.EMAIL, AddressKind.PHONE


@pytest.mark.parametrize(
    ("phone", "key"),
    [
        ("139 0000-0000", "13900000000"),
        ("+86 13900000000", "13900000000"),
        ("0086-139-0000-0000", "13900000000"),
        ("８６１３９００００００００", "13900000000"),
        ("+86 755 8888 0000", "75588880000"),
        ("010-88880000", "01088880000"),
        ("8601", ""),
        ("", ""),
    ],
)
def test_a_number_is_compared_by_its_digits_without_the_country(phone, key):
    assert rules.phone_key(phone) == key


@pytest.mark.parametrize(
    ("email", "key"), [(" Huang@Example.ORG ", "huang@example.org"), ("x", ""), ("@", ""), ("a@b", "a@b")]
)
def test_an_address_is_compared_in_small_letters(email, key):
    assert rules.email_key(email) == key


@pytest.mark.spec("S3")
def test_an_address_leads_to_its_customer_however_it_is_written():
    customer = make_customer("黄先生")
    actions.add_contact(
        customer=customer.code, name="x", phone="139 0000 0000", email="Huang@Example.org", by=SYSTEM, at=NOW
    )
    assert queries.by_address(MAIL, "huang@example.ORG") == customer.pk
    assert queries.by_address(PHONE, "+8613900000000") == customer.pk
    assert queries.by_address(MAIL, "nobody@example.org") is None
    assert queries.by_address(PHONE, "") is None


def test_of_several_customers_with_an_address_the_one_known_longest_is_given():
    first, second = make_customer(), make_customer()
    for one in (second, first):
        actions.add_contact(customer=one.code, name="x", email="a@example.org", by=SYSTEM, at=NOW)
    assert queries.by_address(MAIL, "a@example.org") == first.pk
    assert queries.for_contact("A@example.org") == (first.pk, second.pk)


@pytest.mark.parametrize("count", [1, 3])
def test_many_addresses_are_looked_up_in_one_query(count, django_assert_num_queries):
    customer = make_customer()
    values = [f"{n}@example.org" for n in range(count)]
    for value in values:
        actions.add_contact(customer=customer.code, name="x", email=value, by=SYSTEM, at=NOW)
    with django_assert_num_queries(1):
        assert queries.by_addresses(MAIL, values) == dict.fromkeys(values, customer.pk)


def test_an_unknown_sender_becomes_one_customer():
    first = actions.create_from_address(kind=MAIL, value="li@example.org", name="Li  Na", by=SYSTEM, at=NOW)
    again = actions.create_from_address(kind=MAIL, value=" LI@example.org", name="other", by=SYSTEM, at=NOW)
    assert first == again
    row = Customer.objects.get()
    assert first == Party(row.pk, row.code, CustomerKind.EXTERNAL, None)
    assert (row.name, row.kind, row.stage) == ("Li Na", CustomerKind.EXTERNAL, None)
    assert Contact.objects.get().email_key == "li@example.org"


def test_a_sender_without_a_name_is_called_by_the_address():
    party = actions.create_from_address(kind=PHONE, value="139 0000 0000", by=SYSTEM, at=NOW)
    assert Customer.objects.get(pk=party.id).name == "139 0000 0000"


def test_what_is_no_address_makes_no_customer():
    with pytest.raises(BadInputError) as caught:
        actions.create_from_address(kind=MAIL, value="nobody", by=SYSTEM, at=NOW)
    assert (caught.value.code, caught.value.field) == ("customers.no_address", "email")
    assert Customer.objects.count() == 0


def test_a_second_customer_with_the_same_phone_is_warned_of_and_added_only_when_said_so():
    first = actions.add_customer(
        customer=NewCustomer("黄先生", CustomerKind.EXTERNAL), phone="139 0000 0000", by=SYSTEM, at=NOW
    )
    again = NewCustomer("黄太太", CustomerKind.EXTERNAL)
    with pytest.raises(ConflictError) as caught:
        actions.add_customer(customer=again, phone="+86 13900000000", by=SYSTEM, at=NOW)
    assert (caught.value.code, caught.value.field) == ("customers.same_address", "phone")
    assert caught.value.params == {"customer": first, "name": "黄先生"}
    assert Customer.objects.count() == 1
    actions.add_customer(customer=again, phone="+86 13900000000", another=True, by=SYSTEM, at=NOW)
    assert Customer.objects.count() == 2


@pytest.mark.spec("S2")
def test_who_works_here_is_an_internal_customer_by_person_and_by_department():
    department = make_department()
    team = make_team(department=department)
    person, other = make_person(roles=(Role.AGENT,), teams=(team,)), make_person()
    own = _internal(person=person)
    of_department = _internal(department=department)
    assert queries.for_person(person, NOW) == (own, of_department)
    assert queries.for_person(other, NOW) == ()


def _internal(*, person: int | None = None, department: int | None = None) -> int:
    new = NewCustomer(f"内部 {person} {department}", CustomerKind.INTERNAL, person=person, department=department)
    return actions.add_customers(customers=[new], source="", by=SYSTEM, at=NOW)[new.name]


def test_only_an_internal_customer_is_one_of_the_house():
    new = NewCustomer("x", CustomerKind.EXTERNAL, person=make_person())
    with pytest.raises(RuleBrokenError) as caught:
        actions.add_customer(customer=new, by=Actor.person(make_person(roles=(Role.AGENT,))), at=NOW)
    assert (caught.value.code, caught.value.field) == ("customers.house_is_internal", "department")
