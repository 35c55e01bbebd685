"""Somebody leaves or is away: no case stays behind, and no case is given to somebody who is not there."""

from datetime import timedelta

import pytest

from liuxin.desk.cases import actions, queries
from liuxin.desk.cases.words import HandOverReason, Lack
from liuxin.desk.organisation import actions as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, LiuxinError, NotAllowedError, RuleBrokenError
from tests.factories.cases import NINE, Desk, HandOver, events_of, fresh, make_desk, seen, violations
from tests.factories.organisation import SYSTEM, Membership, Person, RoleGrant, make_account, standing_of

pytestmark = pytest.mark.django_db
TODAY = NINE.date()
LATER = NINE + timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def desk() -> Desk:
    return make_desk()


@pytest.mark.spec("S5")
def test_whoever_leaves_today_leaves_no_case_behind(desk):
    held, answered = desk.receive(), desk.receive()
    actions.take(case=seen(answered), by=Actor.person(desk.colleague), at=NINE)
    other = desk.receive(by=desk.colleague)
    assert actions.leave(person=desk.agent, on=TODAY, by=Actor.person(desk.hr), at=LATER) == 1
    case = fresh(held)
    assert (case.holder_id, case.accountable_id, case.team_id) == (None, desk.lead, desk.team)
    point = HandOver.objects.get(case=held, seq=2)
    assert (point.reason, point.at) == (HandOverReason.ABSENCE.value, LATER)
    assert events_of(held) == ["case.opened", "case.handed_over"]
    assert (fresh(answered).last_seq, fresh(other).last_seq) == (2, 1)
    assert queries.board(standing_of(desk.director), LATER).is_empty
    assert violations() == []


@pytest.mark.spec("S5")
def test_whoever_leaves_later_keeps_the_cases_until_the_day_and_the_round_hands_them_over(desk):
    case = desk.receive(next_due=NINE + 9 * DAY)
    assert actions.leave(person=desk.agent, on=TODAY + 3 * DAY, by=Actor.person(desk.hr), at=NINE) == 0
    assert actions.hand_over_absent(by=SYSTEM, at=NINE + DAY) == 0
    assert fresh(case).holder_id == desk.agent
    day = NINE + 3 * DAY
    assert queries.board(standing_of(desk.director), day).lacks == {Lack.OWNER_GONE: 1}
    assert actions.hand_over_absent(by=SYSTEM, at=day) == 1
    assert (fresh(case).holder_id, fresh(case).accountable_id) == (None, desk.lead)
    assert actions.hand_over_absent(by=SYSTEM, at=day) == 0
    assert queries.board(standing_of(desk.director), day).is_empty


def test_leaving_ends_memberships_and_roles_and_whoever_leads_is_refused_by_the_names_of_the_teams(desk):
    actions.leave(person=desk.agent, on=TODAY, by=Actor.person(desk.hr), at=LATER)
    assert Person.objects.get(pk=desk.agent).left_on == TODAY
    assert not Membership.objects.filter(person=desk.agent, end__isnull=True).exists()
    assert not RoleGrant.objects.filter(person=desk.agent, end__isnull=True).exists()
    with pytest.raises(RuleBrokenError) as caught:
        actions.leave(person=desk.lead, on=TODAY, by=Actor.person(desk.hr), at=LATER)
    assert caught.value.code == "organisation.still_leads"
    with pytest.raises(RuleBrokenError) as again:
        actions.leave(person=desk.agent, on=TODAY, by=Actor.person(desk.hr), at=LATER)
    assert again.value.code == "organisation.left_already"


def test_leaving_is_refused_whole_where_nobody_would_answer(desk):
    case = desk.receive()
    actions.leave(person=desk.director, on=TODAY, by=SYSTEM, at=NINE)
    for person in (desk.lead, desk.manager):
        organisation.set_absence(person_id=person, start=NINE, end=NINE + DAY, by=SYSTEM, at=NINE)
    with pytest.raises(RuleBrokenError) as caught:
        actions.leave(person=desk.agent, on=TODAY, by=Actor.person(desk.hr), at=LATER)
    assert (caught.value.code, caught.value.params["cases"]) == ("cases.nobody_answers", case.code)
    assert Person.objects.get(pk=desk.agent).left_on is None


@pytest.mark.parametrize("who", ["agent", "lead", "director", "auditor"])
def test_only_who_keeps_people_records_a_leaving(desk, who):
    with pytest.raises(NotAllowedError):
        actions.leave(person=desk.colleague, on=TODAY, by=Actor.person(getattr(desk, who)), at=NINE)


@pytest.mark.spec("S5")
def test_a_transfer_to_someone_who_left_is_refused(desk):
    case = desk.receive()
    actions.leave(person=desk.colleague, on=TODAY, by=Actor.person(desk.hr), at=NINE)
    with pytest.raises(RuleBrokenError) as caught:
        hand(desk, case, desk.colleague)
    assert (caught.value.code, caught.value.field) == ("cases.person_gone", "holder")
    assert fresh(case).holder_id == desk.agent


@pytest.mark.spec("S5")
def test_a_transfer_to_someone_of_another_team_or_away_or_with_a_closed_account_is_refused(desk):
    case = desk.receive()
    with pytest.raises(BadInputError) as stranger:
        hand(desk, case, desk.other_agent)
    assert stranger.value.code == "cases.not_of_the_team"
    absence = organisation.set_absence(
        person_id=desk.colleague, start=NINE, end=NINE + DAY, by=Actor.person(desk.lead), at=NINE
    )
    with pytest.raises(LiuxinError) as gone:
        hand(desk, case, desk.colleague)
    assert gone.value.code == "cases.person_gone"
    organisation.end_absence(absence=absence, by=Actor.person(desk.lead), at=NINE)
    account = make_account(person=desk.colleague)
    organisation.close_account(account_id=account.pk, by=SYSTEM, at=NINE)
    with pytest.raises(LiuxinError):
        hand(desk, case, desk.colleague)


def hand(desk: Desk, case, holder: int) -> int:
    return actions.transfer(
        case=seen(case),
        team=desk.team,
        holder=holder,
        reason=HandOverReason.SHIFT,
        by=Actor.person(desk.agent),
        at=LATER,
    )


def test_nobody_who_is_away_is_asked_for_help(desk):
    case = desk.receive()
    organisation.set_absence(person_id=desk.colleague, start=NINE, end=NINE + DAY, by=SYSTEM, at=NINE)
    with pytest.raises(RuleBrokenError) as caught:
        actions.add_helper(case=case.code, person=desk.colleague, by=Actor.person(desk.agent), at=NINE)
    assert caught.value.code == "cases.person_gone"


@pytest.mark.spec("S5")
def test_whoever_is_away_keeps_what_is_due_after_the_return_and_gives_the_rest(desk):
    soon, late = desk.receive(), desk.receive(next_due=NINE + 3 * DAY)
    organisation.set_absence(person_id=desk.agent, start=NINE, end=NINE + DAY, by=SYSTEM, at=NINE)
    assert queries.board(standing_of(desk.director), LATER).lacks == {Lack.OWNER_AWAY: 1}
    assert actions.hand_over_absent(by=SYSTEM, at=LATER) == 1
    assert (fresh(soon).holder_id, fresh(late).holder_id) == (None, desk.agent)
    assert queries.board(standing_of(desk.director), LATER).is_empty


def test_a_closed_account_gives_its_cases_away_too(desk):
    account = make_account(person=desk.agent)
    case = desk.receive()
    organisation.close_account(account_id=account.pk, by=SYSTEM, at=NINE)
    assert queries.board(standing_of(desk.director), LATER).lacks == {Lack.OWNER_GONE: 1}
    assert actions.hand_over_absent(by=SYSTEM, at=LATER) == 1
    assert fresh(case).accountable_id == desk.lead


def test_only_liuxin_itself_hands_over_for_the_absent(desk):
    with pytest.raises(NotAllowedError):
        actions.hand_over_absent(by=Actor.person(desk.director), at=LATER)
