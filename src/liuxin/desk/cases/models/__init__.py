"""Tables of cases."""

from liuxin.desk.cases.models.answering import (
    HeldStep,
    Macro,
    MacroLetter,
    MacroStep,
    Mention,
    Pressed,
    Reading,
    ReplyTemplate,
    TemplateVersion,
)
from liuxin.desk.cases.models.case import Case, HandOver, Helper, Note, Numbering
from liuxin.desk.cases.models.portal import Asked, CameBy, FollowUp, Knock, Pass, PortalRule, Verdict, WroteAgain
from liuxin.desk.cases.models.promises import CaseClocks, EndedClock, PromiseAlarm, PromiseRule
from liuxin.desk.cases.models.routing import RoutingRule
from liuxin.desk.cases.models.surveying import Asking, SurveyRule
from liuxin.desk.cases.models.talking import CaseThread, Entrance
from liuxin.desk.cases.models.ties import Merge, Part, Split, SplitMessage, ToldApart
from liuxin.desk.cases.models.together import DefaultView, SavedView, TogetherDone

__all__ = [
    "Asked",
    "Asking",
    "CameBy",
    "Case",
    "CaseClocks",
    "CaseThread",
    "DefaultView",
    "EndedClock",
    "Entrance",
    "FollowUp",
    "HandOver",
    "HeldStep",
    "Helper",
    "Knock",
    "Macro",
    "MacroLetter",
    "MacroStep",
    "Mention",
    "Merge",
    "Note",
    "Numbering",
    "Part",
    "Pass",
    "PortalRule",
    "Pressed",
    "PromiseAlarm",
    "PromiseRule",
    "Reading",
    "ReplyTemplate",
    "RoutingRule",
    "SavedView",
    "Split",
    "SplitMessage",
    "SurveyRule",
    "TemplateVersion",
    "TogetherDone",
    "ToldApart",
    "Verdict",
    "WroteAgain",
]
