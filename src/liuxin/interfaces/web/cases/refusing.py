"""What a refused deed says on a page: an import speaks of lines and their states, a page of the case as it is now."""

from liuxin.interfaces.web.kit.templatetags.kit import problem_sentence
from liuxin.kernel.errors import LiuxinError, RuleBrokenError


def plain(problem: LiuxinError) -> LiuxinError:
    """Give an error as a page tells it."""
    if problem.code != "cases.step_not_possible":
        return problem
    act, status = problem.params.get("act"), problem.params.get("status")
    return RuleBrokenError("cases.not_in_this_state", field=problem.field, act=act, status=status)


def said(problem: LiuxinError) -> str:
    """Say why a deed was refused."""
    return problem_sentence(plain(problem))
