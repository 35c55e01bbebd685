"""The life cycle is data: stages are added, renamed, ordered, replaced and retired, and nobody is lost."""

import pytest
from django.db import IntegrityError, transaction

from liuxin.desk.customers import actions, queries
from liuxin.desk.customers.words import CustomerKind, MoveCause, MoveReason
from liuxin.desk.history import queries as history
from liuxin.desk.organisation.words import Role
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, ConflictError, NotAllowedError, RuleBrokenError
from tests.factories.customers import Customer, LifeCycleMove, LifeCycleStage, make_customer
from tests.factories.organisation import NOW, SYSTEM, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.spec("S2")]
EXTERNAL = CustomerKind.EXTERNAL


@pytest.fixture
def director() -> Actor:
    return Actor.person(make_person(roles=(Role.DIRECTOR,)))


def in_use(kind: CustomerKind = EXTERNAL) -> list[str]:
    return [stage.code for stage in queries.stages(kind)]


def test_a_move_tells_its_cause_by_code_and_in_words(director):
    customer = make_customer(stage="prospect")
    actions.move_stage(
        customer=customer.code,
        to="contracted",
        expect="prospect",
        cause=MoveCause.CONTRACT,
        remark="认购 3 栋 1201",
        by=director,
        at=NOW,
    )
    move = queries.moves(customer.pk)[-1]
    assert (move.reason, move.cause, move.remark) == (MoveReason.PROGRESS, MoveCause.CONTRACT, "认购 3 栋 1201")
    told = dict(history.timeline("customer", customer.code)[-1].payload)
    assert told == {"origin": "prospect", "to": "contracted", "reason": "progress", "cause": "contract"}


def test_another_cause_has_to_be_told_in_words(director):
    customer = make_customer(stage="prospect")
    with pytest.raises(BadInputError) as caught:
        actions.move_stage(
            customer=customer.code, to="owner", expect="prospect", cause=MoveCause.OTHER, by=director, at=NOW
        )
    assert caught.value.field == "remark"


def test_a_replaced_stage_moves_its_customers_to_the_one_in_its_place_and_keeps_their_history(director):
    members = [make_customer(stage="member") for _ in range(3)]
    actions.add_stage(kind=EXTERNAL, code="club", name_zh="荟员", name_en="Club", by=director, at=NOW)
    assert actions.retire_stage(stage="member", into="club", by=director, at=NOW) == 3
    assert set(Customer.objects.values_list("stage__code", flat=True)) == {"club"}
    assert "member" not in in_use()
    for customer in members:
        moves = queries.moves(customer.pk)
        assert [(move.to.code, move.reason) for move in moves] == [
            ("member", MoveReason.FIRST),
            ("club", MoveReason.REPLACED),
        ]
        assert history.timeline("customer", customer.code)[-1].code == "customers.moved"
    retired = history.timeline("life_cycle_stage", "member")[-1]
    assert (retired.code, dict(retired.payload)) == ("customers.stage_retired", {"into": "club", "customers": 3})


def test_a_stage_with_customers_is_not_retired_without_another_in_its_place(director):
    make_customer(stage="owner")
    with pytest.raises(RuleBrokenError) as caught:
        actions.retire_stage(stage="owner", into="", by=director, at=NOW)
    assert (caught.value.code, caught.value.field) == ("customers.stage_in_use", "into")
    assert "owner" in in_use()


def test_an_empty_stage_goes_and_nobody_can_be_put_into_it(director):
    actions.retire_stage(stage="prospect", into="", by=director, at=NOW)
    customer = make_customer(stage="interested")
    with pytest.raises(RuleBrokenError) as caught:
        actions.move_stage(customer=customer.code, to="prospect", expect="interested", by=director, at=NOW)
    assert caught.value.code == "customers.stage_retired"


def test_the_last_stage_stays(director):
    for code in in_use()[1:]:
        actions.retire_stage(stage=code, into="", by=director, at=NOW)
    with pytest.raises(RuleBrokenError) as caught:
        actions.retire_stage(stage="potential", into="", by=director, at=NOW)
    assert caught.value.code == "customers.last_stage"


def test_stages_are_put_into_another_order_and_moves_keep_what_they_were(director):
    customer = make_customer(stage="potential")
    actions.move_stage(customer=customer.code, to="owner", expect="potential", by=director, at=NOW)
    turned = [*reversed(in_use())]
    actions.order_stages(kind=EXTERNAL, codes=turned, by=director, at=NOW)
    assert in_use() == turned
    assert LifeCycleMove.objects.latest("pk").reason == "progress"


def test_an_order_that_forgets_a_stage_is_refused(director):
    with pytest.raises(ConflictError) as caught:
        actions.order_stages(kind=EXTERNAL, codes=in_use()[1:], by=director, at=NOW)
    assert caught.value.code == "customers.stages_changed_meanwhile"


def test_partners_may_have_stages_of_their_own_and_only_those(director):
    actions.add_stage(
        kind=CustomerKind.PARTNER, code="approved", name_zh="合格供方", name_en="Approved", by=director, at=NOW
    )
    partner = make_customer(kind=CustomerKind.PARTNER, stage="approved")
    with pytest.raises(RuleBrokenError):
        actions.move_stage(customer=partner.code, to="owner", expect="approved", by=director, at=NOW)
    owner = LifeCycleStage.objects.get(code="owner")
    with pytest.raises(IntegrityError), transaction.atomic():
        Customer.objects.filter(pk=partner.pk).update(stage=owner)


@pytest.mark.parametrize(("code", "error"), [("Not a code", "customers.bad_code"), ("owner", "customers.code_taken")])
def test_a_stage_needs_a_code_of_its_own(director, code, error):
    with pytest.raises((BadInputError, RuleBrokenError)) as caught:
        actions.add_stage(kind=EXTERNAL, code=code, name_zh="x", name_en="", by=director, at=NOW)
    assert (caught.value.code, caught.value.field) == (error, "code")


def test_two_stages_never_have_one_place():
    with pytest.raises(IntegrityError), transaction.atomic():
        LifeCycleStage.objects.filter(code="owner").update(order=1)


def test_an_agent_shapes_no_life_cycle():
    agent = Actor.person(make_person(roles=(Role.AGENT,)))
    with pytest.raises(NotAllowedError):
        actions.retire_stage(stage="prospect", into="", by=agent, at=NOW)


def test_those_who_shape_the_life_cycle_see_who_is_where():
    make_customer(stage="owner")
    actions.retire_stage(stage="prospect", into="", by=SYSTEM, at=NOW)
    lines = {line.name.code: (line.customers, line.moves, line.name.retired) for line in queries.stage_lines()}
    assert lines["owner"] == (1, 1, False)
    assert lines["prospect"] == (0, 0, True)
