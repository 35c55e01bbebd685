"""What may be done with a rule set, and the library that rules come from."""

import pytest

from liuxin.kernel.errors import BadInputError, LiuxinError, NotAllowedError, RuleBrokenError
from liuxin.performance.outcomes import rules
from liuxin.performance.outcomes.words import RuleState, Side
from tests.performance.outcomes.rules.candidates import who

pytestmark = pytest.mark.spec("P6.1")


def test_what_was_applied_is_applied_once():
    with pytest.raises(RuleBrokenError, match=r"outcomes\.applied_already"):
        rules.check_state(RuleState.APPLIED, RuleState.APPROVED)
    with pytest.raises(RuleBrokenError, match=r"outcomes\.wrong_state"):
        rules.check_state(RuleState.DRAFT, RuleState.APPROVED)
    rules.check_state(RuleState.APPROVED, RuleState.APPROVED)


@pytest.mark.parametrize(
    ("approvers", "error"),
    [([1, 2], NotAllowedError), ([2], BadInputError), ([2, 2], BadInputError), ([2, 3, 4], BadInputError)],
)
def test_two_people_approve_and_never_the_author(approvers: list[int], error: type[LiuxinError]):
    rules.check_approvers([2, 3], author=1)
    with pytest.raises(error):
        rules.check_approvers(approvers, author=1)


def test_nothing_runs_on_results_that_are_not_final():
    rules.check_final([who(1, 90)])
    with pytest.raises(RuleBrokenError, match=r"outcomes\.results_not_final") as caught:
        rules.check_final([who(1, 90, is_final=False), who(2, 90)])
    assert caught.value.params == {"count": 1}


def test_a_border_case_is_decided_by_somebody_else_than_the_person_and_the_manager():
    rules.check_decider(3, person=1, manager=2)
    with pytest.raises(NotAllowedError, match=r"outcomes\.decides_about_oneself"):
        rules.check_decider(1, person=1, manager=2)
    with pytest.raises(NotAllowedError, match=r"outcomes\.decides_as_manager"):
        rules.check_decider(2, person=1, manager=2)


def test_only_what_the_rule_leaves_open_is_decided_and_the_manager_comes_first():
    rules.check_choice(Side.BORDER, takes_part=False)
    rules.check_choice(Side.HELD, takes_part=True)
    with pytest.raises(RuleBrokenError, match=r"outcomes\.nothing_to_decide"):
        rules.check_choice(Side.ABOVE, takes_part=False)
    with pytest.raises(RuleBrokenError, match=r"outcomes\.manager_first"):
        rules.check_choice(Side.HELD, takes_part=False)


def test_a_reason_says_something():
    assert rules.check_reason("  new   in the team ") == "new in the team"
    for text in ("", "  ok ", "x" * 501):
        with pytest.raises(BadInputError) as caught:
            rules.check_reason(text)
        assert caught.value.field == "reason"


def test_the_library_holds_every_pattern_in_both_languages_and_says_which_are_computed():
    patterns = rules.rule_patterns()
    assert [each.code for each in patterns if each.is_computed] == ["bonus_pool_share"]
    assert len(patterns) == 12
    refused = rules.rejected_patterns()
    assert len(refused) == 5
    texts = [each.name for each in patterns] + [each.name for each in refused] + [each.caution for each in patterns]
    texts += [each.why for each in refused] + [each.name for each in rules.plan_patterns().values()]
    assert all(text.zh and text.en for text in texts)
    assert len(rules.start_conditions()) == 4


def test_a_pattern_of_plan_that_nobody_knows_is_named():
    with pytest.raises(BadInputError, match=r"outcomes\.no_such_pattern"):
        rules.plan_pattern("bottom_out")
