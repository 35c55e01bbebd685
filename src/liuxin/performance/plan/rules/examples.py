"""Reads the examples that are shipped: strategy and job analyses of a property service company, in zh and en."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from liuxin.engines.measurement.words import Direction
from liuxin.kernel.text import Bilingual
from liuxin.performance.plan.words import NewDuty, NewJob, NewJobTask, NewObjective, Perspective, Quadrant, TextKind

CONTENT = Path(__file__).parents[1] / "content"


@dataclass(frozen=True, slots=True)
class ExampleLine:
    """A line of the environment, with the code of the objective that answers it."""

    quadrant: Quadrant
    text: Bilingual
    objective: str


def texts() -> dict[TextKind, Bilingual]:
    """Give vision, mission, ways and values."""
    return {TextKind(kind): _both(text) for kind, text in _file("strategy")["texts"].items()}


def objectives(start: date, end: date) -> tuple[NewObjective, ...]:
    """Give the objectives for a period."""
    return tuple(
        NewObjective(
            code=each["code"],
            title=_both(each["title"]),
            perspective=Perspective(each["perspective"]),
            owner=None,
            start=start,
            end=end,
            measure=each["measure"],
            unit=_both(each["unit"]),
            direction=Direction(each["direction"]),
            baseline=float(each["baseline"]),
            target=float(each["target"]),
        )
        for each in _file("strategy")["objectives"]
    )


def environment() -> tuple[ExampleLine, ...]:
    """Give strengths, weaknesses, opportunities and threats."""
    return tuple(
        ExampleLine(Quadrant(each["quadrant"]), _both(each["text"]), each["objective"])
        for each in _file("strategy")["environment"]
    )


def duties() -> tuple[NewDuty, ...]:
    """Give the duties of a customer service department."""
    return tuple(NewDuty(each["code"], _both(each["text"])) for each in _file("jobs")["duties"])


def jobs(held: Mapping[str, int]) -> dict[str, NewJob]:
    """Give the jobs by the code of the position; `held` are the keys of the duties that their tasks may serve."""
    found = _file("jobs")["jobs"].values()
    return {code: _job(each, held) for each in found for code in each["positions"]}


def _job(each: Mapping[str, Any], held: Mapping[str, int]) -> NewJob:
    return NewJob(
        purpose=_both(each["purpose"]),
        tasks=tuple(
            NewJobTask(task["code"], _both(task["text"]), Decimal(task["share"]), held.get(task["duty"]))
            for task in each["tasks"]
        ),
        duties=_both(each["duties"]),
        skills=_both(each["skills"]),
        conditions=_both(each["conditions"]),
        works_with=_both(each["works_with"]),
    )


def _both(text: Mapping[str, str]) -> Bilingual:
    return Bilingual(text["zh"], text["en"])


@cache
def _file(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((CONTENT / f"{name}.yaml").read_text(encoding="utf-8"))
    return content
