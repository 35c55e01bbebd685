"""The shipped content of talks, read once from `talk_templates.yaml` beside this file."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from liuxin.kernel.text import Bilingual
from liuxin.performance.feedback.words import (
    ClassText,
    Content,
    Level,
    Phrase,
    QuestionText,
    Section,
    TalkClass,
    WordingCheck,
)

TEMPLATES = Path(__file__).with_name("talk_templates.yaml")


@cache
def content() -> Content:
    """Give all content; a class of talk that no result told has what on track has."""
    raw: dict[str, Any] = yaml.safe_load(TEMPLATES.read_text(encoding="utf-8"))
    classes = {TalkClass(each["code"]): _class(each) for each in raw["classes"]}
    outline = raw["interview_outline"]
    return Content(
        overall_goal=_text(raw["overall_goal"]),
        sub_goal=_text(raw["sub_goal_pattern"]),
        levels={Level(each["code"]): _text(each["name"]) for each in raw["classification"]["levels"]},
        classes=classes,
        questions=tuple(_question(number, each) for number, each in enumerate(raw["four_questions"], start=1)),
        sections=tuple(_sections(each for each in outline["sections"] if "minutes" in each)),
        recording=tuple(map(_text, outline["recording"])),
        plan=tuple(_sections(raw["communication_plan"]["fields"])),
        phrases=tuple(Phrase(*(_text(each[part]) for part in ("phrase", "why", "instead")))
                      for each in raw["phrases_to_avoid"]),
        checks=tuple(map(_check, raw["wording_checks"]["rules"])),
    )  # fmt: skip


def class_text(code: TalkClass) -> ClassText:
    """Give what a class of talk is for."""
    classes = content().classes
    return classes.get(code, classes[TalkClass.ON_TRACK])


def _text(raw: Mapping[str, str]) -> Bilingual:
    return Bilingual(zh=raw["zh"], en=raw["en"])


def _class(raw: Mapping[str, Any]) -> ClassText:
    texts = {part: _text(raw[part]) for part in ("name", "decided_by", "aim", "tone", "opening", "closing")}
    asked = sorted(raw["questions"], key=lambda each: int(each["order"]))
    return ClassText(
        code=TalkClass(raw["code"]),
        minutes=int(raw["minutes"]),
        questions=tuple(map(_text, asked)),
        aims={Level(each["level"]): _text(each["adapt"]) for each in raw["levels"]},
        joins=tuple(raw["who_joins"]),
        **texts,
    )


def _question(number: int, raw: Mapping[str, Any]) -> QuestionText:
    names = ("name", "manager_prompt", "person_prompt")
    return QuestionText(number, str(raw["code"]), *(_text(raw[name]) for name in names))


def _sections(raw: Iterable[Mapping[str, Any]]) -> Iterable[Section]:
    return (Section(str(each["code"]), _text(each["label"]), int(each.get("minutes", 0))) for each in raw)


def _check(raw: Mapping[str, Any]) -> WordingCheck:
    patterns = raw["patterns"]
    return WordingCheck(str(raw["code"]), tuple(patterns["zh"]), tuple(patterns["en"]), _text(raw["advice"]))
