"""Words of outcomes, in the language of the page."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import get_language, gettext_lazy, pgettext_lazy

from liuxin.interfaces.web.evaluation.labels import hearts
from liuxin.interfaces.wording import formats
from liuxin.interfaces.wording.catalogue import sentence, sentence_of
from liuxin.kernel.errors import LiuxinError
from liuxin.kernel.text import Bilingual
from liuxin.performance.outcomes.words import (
    ConsequenceKind,
    EffectVerdict,
    Ending,
    FairVerdict,
    FigureCode,
    Hold,
    PlanState,
    Progress,
    RuleState,
    Side,
)

FEN = 100
STATES: Mapping[RuleState, object] = {
    RuleState.DRAFT: pgettext_lazy("rule set", "draft"),
    RuleState.TRIED: pgettext_lazy("rule set", "tried, not in force"),
    RuleState.PROPOSED: pgettext_lazy("rule set", "waits for two approvals"),
    RuleState.APPROVED: pgettext_lazy("rule set", "approved by two, not applied"),
    RuleState.APPLIED: pgettext_lazy("rule set", "applied"),
    RuleState.WITHDRAWN: pgettext_lazy("rule set", "withdrawn"),
}
TAGS: Mapping[RuleState, str] = {
    RuleState.DRAFT: "",
    RuleState.TRIED: "tag-link",
    RuleState.PROPOSED: "tag-warn",
    RuleState.APPROVED: "tag-good",
    RuleState.APPLIED: "tag-good",
    RuleState.WITHDRAWN: "",
}
SIDES: Mapping[Side, object] = {
    Side.ABOVE: gettext_lazy("above the floor"),
    Side.BORDER: gettext_lazy("the interval holds the floor"),
    Side.UNDER: gettext_lazy("the whole interval is under the floor"),
    Side.HELD: gettext_lazy("under the floor, and the manager's part is not done"),
    Side.NO_TOTAL: gettext_lazy("no total: the rule says nothing"),
    Side.NO_RESULT: gettext_lazy("no result: the rule says nothing"),
    Side.NO_BASE: gettext_lazy("no base factor for the position: the rule says nothing"),
}
SIDE_STATES: Mapping[Side, str] = {
    Side.ABOVE: "good",
    Side.BORDER: "none",
    Side.UNDER: "bad",
    Side.HELD: "warn",
    Side.NO_TOTAL: "none",
    Side.NO_RESULT: "none",
    Side.NO_BASE: "none",
}
HOLDS: Mapping[Hold, object] = {
    Hold.TALK_NOT_HELD: gettext_lazy("the talk was not held"),
    Hold.OBSTACLE_OPEN: gettext_lazy("an obstacle is still open"),
}
KINDS: Mapping[ConsequenceKind, object] = {
    ConsequenceKind.BONUS: pgettext_lazy("consequence", "bonus"),
    ConsequenceKind.NO_SHARE: pgettext_lazy("consequence", "no share, decided by a person"),
    ConsequenceKind.WITHHELD: pgettext_lazy("consequence", "no bonus, an improvement plan beside it"),
    ConsequenceKind.NO_RULE: pgettext_lazy("consequence", "the rule says nothing"),
}
FAIR: Mapping[FairVerdict, tuple[str, object]] = {
    FairVerdict.FAIR: ("good", gettext_lazy("within four fifths")),
    FairVerdict.NOT_SURE: ("none", gettext_lazy("cannot be said yet")),
    FairVerdict.AGAINST: ("bad", gettext_lazy("against this group")),
    FairVerdict.TOO_SMALL: ("none", gettext_lazy("cannot be judged")),
}
PLAN_STATES: Mapping[PlanState, object] = {
    PlanState.DRAFT: pgettext_lazy("improvement plan", "to be written together"),
    PlanState.PROPOSED: pgettext_lazy("improvement plan", "waits for both signatures"),
    PlanState.RUNNING: pgettext_lazy("improvement plan", "runs"),
    PlanState.ENDED: pgettext_lazy("improvement plan", "ended"),
}
PLAN_TAGS: Mapping[PlanState, str] = {
    PlanState.DRAFT: "tag-warn",
    PlanState.PROPOSED: "tag-link",
    PlanState.RUNNING: "tag-good",
    PlanState.ENDED: "",
}
ENDINGS: Mapping[Ending, object] = {
    Ending.MET: pgettext_lazy("improvement plan", "reached"),
    Ending.EXTENDED: gettext_lazy("partly reached: extend once"),
    Ending.OUTSIDE: gettext_lazy("not reached, for reasons outside the person's hands"),
    Ending.NOT_MET: pgettext_lazy("improvement plan", "not reached"),
    Ending.WITHDRAWN: pgettext_lazy("improvement plan", "withdrawn"),
}
PROGRESS: Mapping[Progress, object] = {
    Progress.ON_WAY: pgettext_lazy("improvement plan", "on the way"),
    Progress.PARTLY: pgettext_lazy("improvement plan", "partly"),
    Progress.NOT_YET: pgettext_lazy("improvement plan", "not yet"),
    Progress.REACHED: pgettext_lazy("improvement plan", "reached"),
}
EFFECTS: Mapping[EffectVerdict, tuple[str, object]] = {
    EffectVerdict.BETTER: ("good", gettext_lazy("better, beyond the error")),
    EffectVerdict.WORSE: ("warn", gettext_lazy("worse, beyond the error")),
    EffectVerdict.NOT_TOLD_APART: ("none", gettext_lazy("not told apart from before")),
    EffectVerdict.CANNOT_TELL: ("none", pgettext_lazy("improvement plan", "cannot tell")),
}
FIGURES: Mapping[str, object] = {
    FigureCode.AGREED_SETS: gettext_lazy("Positions with an agreed indicator set"),
    FigureCode.OPEN_OBJECTIONS: gettext_lazy("Voters who are against their set"),
    FigureCode.APPEALS_FILED: gettext_lazy("Results that were appealed against"),
    FigureCode.APPEALS_UPHELD: gettext_lazy("Decided appeals that were upheld"),
    FigureCode.LATE_PHASES: gettext_lazy("Phases that were late"),
    FigureCode.LATE_TASKS: gettext_lazy("Tasks that were late"),
    FigureCode.TALKS_HELD: gettext_lazy("Talks that were held"),
    FigureCode.TALKS_LAPSED: gettext_lazy("Talks that lapsed or were refused"),
    FigureCode.RULES_APPLIED: gettext_lazy("Results that led to something"),
    FigureCode.PLANS_BETTER: gettext_lazy("Improvement plans that made things better"),
    FigureCode.TOO_TIGHT: gettext_lazy("Targets that hardly anybody reached"),
    FigureCode.TOO_LOOSE: gettext_lazy("Targets that nearly everybody reached"),
    FigureCode.FORMS_ANSWERED: gettext_lazy("Evaluation forms that were answered"),
    FigureCode.RATERS_AGREE: gettext_lazy("Agreement of raters (1: all alike, 0: as by chance)"),
}


def figure(code: str) -> str:
    """Name a figure of the review; forms with the kind of evaluator who answers them, agreement with what is rated."""
    word, _dot, kind = code.partition(".")
    name = str(FIGURES.get(word, ""))
    if kind and word == FigureCode.RATERS_AGREE:
        return f"{name} · {hearts().get(kind, kind)}"
    return f"{name} · {sentence(f'evaluators.kind.{kind}', language())}" if kind else name


def language() -> str:
    """Give the language of the page."""
    return get_language() or "zh-hans"


def text(both: Bilingual | None) -> str:
    """Give the half of a text that belongs on the page."""
    return "" if both is None else both.in_language(language())


def said(error: LiuxinError) -> str:
    """Say an error."""
    return sentence_of(error, language())


def said_there(error: LiuxinError) -> str:
    """Say an error without its line: beside the row that it is about."""
    return sentence(error.code, language(), **error.params)


def yuan(fen: int | None, *, sign: bool = False) -> str:
    """Write an amount in yuan and fen."""
    if fen is None:
        return formats.ABSENT
    amount = Decimal(fen) / FEN
    if not sign:
        return formats.money(amount, places=2)
    return formats.signed(amount, places=2)


def share(part: float | None) -> str:
    """Write a share of one as a percentage."""
    return formats.percent(None if part is None else 100 * part)
