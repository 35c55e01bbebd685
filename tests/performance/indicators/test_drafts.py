"""Drafts written as a whole, made from history, thrown away."""

from datetime import timedelta
from decimal import Decimal

import pytest
from pytest_django import Settings

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Role
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, ConflictError, NotAllowedError, NotFoundError, RuleBrokenError
from liuxin.kernel.quantities import Percent
from liuxin.kernel.text import Bilingual
from liuxin.performance.indicators import actions, queries, rules
from liuxin.performance.indicators.words import Grain, MissingRule, NewIndicator, Scale, SetView, Subject
from tests.factories.history import KEY
from tests.factories.indicators import AT, NAME, REOPENED, SOLVED, SYSTEM, draft, example, line
from tests.factories.organisation import make_person, make_position
from tests.factories.work import APRIL, MARCH, Work, on_record

LATER = AT + timedelta(minutes=5)
RENAMED = Bilingual("改名", "Renamed")


@pytest.fixture(autouse=True)
def _key(settings: Settings) -> None:
    settings.SEAL_KEY = KEY.decode()


def view(set_id: int) -> SetView:
    return queries.indicator_set(organisation.standing(SYSTEM, AT), set_id)


def write(set_id: int, *lines: NewIndicator, expect: object = AT, by: Actor = SYSTEM) -> None:
    actions.write_draft(
        set_id=set_id,
        name=RENAMED,
        grain=Grain.YEAR,
        missing_rule=MissingRule.BLOCK,
        lines=lines,
        expect=expect,  # type: ignore[arg-type]  # an instant
        by=by,
        at=LATER,
    )


@pytest.mark.django_db
@pytest.mark.spec("P2.4")
def test_a_draft_is_written_as_a_whole_in_the_order_given() -> None:
    key = draft(line(weight="50"), line("cases_resolved", "20", SOLVED))
    write(key, line("reopened_within_14_days", "30.5", REOPENED), line(weight="40"))
    made = view(key)
    assert [(each.measure, each.weight.value, each.order) for each in made.indicators] == [
        ("reopened_within_14_days", Decimal("30.50"), 1),
        ("promises_kept", Decimal(40), 2),
    ]
    assert (made.name, made.grain, made.missing_rule, made.weight_total, made.changed_at) == (
        RENAMED,
        Grain.YEAR,
        MissingRule.BLOCK,
        Decimal("70.50"),
        LATER,
    )


@pytest.mark.django_db
def test_what_somebody_else_has_written_meanwhile_stays() -> None:
    key = draft(line())
    write(key, line(weight="40"))
    with pytest.raises(ConflictError, match=r"indicators\.changed_meanwhile"):
        write(key, line(weight="60"))
    assert view(key).weight_total == 40


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ((line(weight="40"), line(weight="60")), "measure_twice"),
        ((line(weight="0"),), "weight_of_nothing"),
        ((line("transfers_per_case", "10", Scale(REOPENED.direction, 3, 2, 1)),), "unit_only"),
    ],
)
def test_a_line_that_breaks_a_rule_changes_nothing(lines: tuple[NewIndicator, ...], code: str) -> None:
    key = draft(line())
    with pytest.raises((BadInputError, RuleBrokenError), match=code):
        write(key, *lines)
    assert view(key).name == NAME


@pytest.mark.django_db
def test_a_set_in_force_is_neither_written_nor_thrown_away() -> None:
    key = example()
    with pytest.raises(RuleBrokenError, match=r"indicators\.set_in_force"):
        write(key, line())
    with pytest.raises(RuleBrokenError, match=r"indicators\.set_in_force"):
        actions.discard_draft(set_id=key, expect=AT, by=SYSTEM, at=LATER)


@pytest.mark.django_db
def test_a_draft_thrown_away_is_gone_and_its_version_free() -> None:
    position = make_position()
    key = draft(line(), position_id=position)
    actions.discard_draft(set_id=key, expect=AT, by=SYSTEM, at=LATER)
    with pytest.raises(NotFoundError):
        view(key)
    assert view(draft(position_id=position)).version == 1


@pytest.mark.django_db
def test_a_draft_changed_meanwhile_is_neither_thrown_away_nor_put_in_force() -> None:
    key = draft(line())
    with pytest.raises(ConflictError):
        actions.discard_draft(set_id=key, expect=LATER, by=SYSTEM, at=LATER)
    with pytest.raises(ConflictError):
        actions.mark_as_example(set_id=key, expect=LATER, by=SYSTEM, at=LATER)
    assert not view(key).in_force


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.AGENT, Role.MANAGER, Role.AUDITOR])
def test_only_hr_and_the_director_write_and_throw_away(role: Role) -> None:
    key, by = draft(line()), Actor.person(make_person(roles=(role,)))
    with pytest.raises(NotAllowedError):
        write(key, line(), by=by)
    with pytest.raises(NotAllowedError):
        actions.discard_draft(set_id=key, expect=AT, by=by, at=LATER)
    with pytest.raises(NotAllowedError):
        actions.draft_from_history(position_id=make_position(), name=NAME, grain=Grain.MONTH, by=by, at=AT)


@pytest.mark.django_db
@pytest.mark.spec("P2.3")
def test_a_draft_from_history_has_what_history_can_propose_and_says_why_not_the_rest() -> None:
    desk = make_position()
    people = [make_person(position=desk) for _ in range(20)]
    march = (Work(person, 30 + i, 10 + i, period=MARCH) for i, person in enumerate(people))
    on_record(*march, Work(make_person(position=desk), 1, 1, period=APRIL))
    made = actions.draft_from_history(position_id=desk, name=NAME, grain=Grain.MONTH, by=SYSTEM, at=AT)
    found = view(made.id)
    assert [(each.measure, each.weight.value) for each in found.indicators] == [
        ("cases_resolved", Decimal(50)),
        ("promises_kept", Decimal(50)),
    ]
    assert [(each.code, each.params["measure"]) for each in made.left_out] == [
        ("indicators.too_little_history", "reopened_within_14_days")
    ]
    tried = queries.checked(organisation.standing(SYSTEM, AT), found)["cases_resolved"].trial
    assert (len(tried.results), [each.share for each in tried.points]) == (20, [0.9, 0.5, 0.15])


@pytest.mark.django_db
def test_without_history_the_draft_is_empty_and_nothing_can_be_told_of_a_set() -> None:
    made = actions.draft_from_history(position_id=make_position(), name=NAME, grain=Grain.MONTH, by=SYSTEM, at=AT)
    assert view(made.id).indicators == ()
    assert {error.code for error in made.left_out} == {"indicators.too_little_history"}
    tried = queries.checked(organisation.standing(SYSTEM, AT), view(draft(line())))["promises_kept"].trial
    assert tried.why is not None
    assert (tried.why.code, tried.points) == ("indicators.too_little_history", ())


@pytest.mark.django_db
def test_the_list_names_the_set_in_force_and_searches_position_and_name() -> None:
    desk = make_position()
    first, second, third = (example(position_id=desk), example(position_id=desk), draft(position_id=desk))
    standing = organisation.standing(SYSTEM, AT)
    lines = {each.id: each.is_current for each in queries.set_lines(standing)}
    assert lines == {first: False, second: True, third: False}
    assert len(queries.set_lines(standing, search=" DESK ag")) == 3
    assert queries.set_lines(standing, search="plumber") == []


def test_every_faulty_line_is_named() -> None:
    lines = (line(), line(), line("nothing"), line(weight="0"), line("cases_resolved", "5", SOLVED))
    found = rules.faults(lines, subject=Subject.PERSON, externals={})
    assert [(fault.line, fault.error.code) for fault in found] == [
        (1, "indicators.measure_twice"),
        (2, "measurement.unknown_measure"),
        (3, "indicators.measure_twice"),
    ]


@pytest.mark.parametrize(
    ("count", "weights"), [(0, []), (1, [100]), (3, [34, 33, 33]), (7, [15, 15, 14, 14, 14, 14, 14])]
)
def test_equal_weights_add_to_a_hundred(count: int, weights: list[int]) -> None:
    assert rules.equal_weights(count) == tuple(Percent(Decimal(weight)) for weight in weights)
