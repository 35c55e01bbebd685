import pytest

from liuxin.desk.customers import rules
from liuxin.desk.customers.words import CustomerKind, MoveReason, SiteKind, StageName
from liuxin.kernel.errors import BadInputError, RuleBrokenError

INTERESTED = StageName("interested", "意向客户", "Interested customer", 2)
OWNER = StageName("owner", "业主", "Owner", 6)


@pytest.mark.parametrize(
    ("kind", "parent"),
    [
        (SiteKind.PROJECT, None),
        (SiteKind.BUILDING, None),
        (SiteKind.BUILDING, SiteKind.PROJECT),
        (SiteKind.UNIT, SiteKind.BUILDING),
        (SiteKind.UNIT, SiteKind.PROJECT),
    ],
)
def test_a_site_lies_in_a_wider_one_or_in_none(kind, parent):
    rules.check_site_inside(kind, parent)


@pytest.mark.parametrize(
    ("kind", "parent"),
    [(SiteKind.PROJECT, SiteKind.PROJECT), (SiteKind.BUILDING, SiteKind.UNIT), (SiteKind.UNIT, SiteKind.UNIT)],
)
def test_a_site_cannot_lie_in_its_like_or_in_a_narrower_one(kind, parent):
    with pytest.raises(RuleBrokenError) as caught:
        rules.check_site_inside(kind, parent)
    assert (caught.value.code, caught.value.field) == ("customers.site_not_inside", "parent")


@pytest.mark.spec("S2")
@pytest.mark.parametrize("kind", [CustomerKind.INTERNAL, CustomerKind.PARTNER])
def test_a_stage_is_for_the_customers_of_its_kind(kind):
    with pytest.raises(RuleBrokenError) as caught:
        rules.check_stage_fits(kind, OWNER)
    assert (caught.value.code, caught.value.field) == ("customers.stage_of_other_kind", "stage")


@pytest.mark.parametrize(
    ("origin", "to", "correction", "reason"),
    [
        (None, OWNER, False, MoveReason.FIRST),
        (INTERESTED, OWNER, False, MoveReason.PROGRESS),
        (OWNER, INTERESTED, False, MoveReason.STEP_BACK),
        (OWNER, INTERESTED, True, MoveReason.CORRECTION),
    ],
)
def test_a_move_is_named_by_its_direction(origin, to, correction, reason):
    assert rules.reason_of_move(origin, to, correction=correction) is reason


def test_a_move_to_the_same_stage_is_refused():
    with pytest.raises(RuleBrokenError) as caught:
        rules.reason_of_move(OWNER, OWNER)
    assert caught.value.code == "customers.same_stage"


@pytest.mark.parametrize(("value", "code"), [("  ", "customers.text_missing"), ("x" * 6, "customers.text_too_long")])
def test_a_text_that_is_missing_or_too_long_names_its_field(value, code):
    with pytest.raises(BadInputError) as caught:
        rules.checked_text(value, field="name", longest=5)
    assert (caught.value.code, caught.value.field) == (code, "name")
