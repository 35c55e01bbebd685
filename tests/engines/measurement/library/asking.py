"""Short questions to the engine over handmade rows."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from liuxin.engines.measurement.external import External
from liuxin.engines.measurement.running import Question, evidence, readings
from liuxin.engines.measurement.words import EvidenceRow, Reading
from tests.engines.measurement.records import DAY, START, source

YEAR = (START, START + 365 * DAY)
HOUR = 3600
MINUTE = 60
BOT = 99

Row = dict[str, Any]
Tables = Mapping[str, Sequence[Row]]


class Asked:
    """Handmade facts, and the questions that tests ask of them."""

    def __init__(
        self,
        folder: Path,
        *,
        as_of: int = YEAR[1],
        unranked: frozenset[int] = frozenset({BOT}),
        externals: Mapping[str, External] | None = None,
        **tables: Sequence[Row],
    ) -> None:
        folder.mkdir(exist_ok=True)
        self.facts = source(folder, tables, as_of=as_of)
        self.unranked = unranked
        self.externals = externals or {}

    def _question(self, by: tuple[str, ...] = (), span: tuple[int, int] = YEAR) -> Question:
        return Question((span,), self.unranked, by, external=self.externals)

    def reading(self, key: str, span: tuple[int, int] = YEAR) -> Reading:
        """Give the one number of the whole."""
        (found,) = self._readings(key, self._question(span=span))
        return found

    def _readings(self, key: str, question: Question) -> list[Reading]:
        return [each for each in readings(self.facts, [key], question) if each.key == key]

    def value(self, key: str, span: tuple[int, int] = YEAR) -> float | None:
        """Give the value of the whole."""
        return self.reading(key, span).value

    def of(self, key: str, by: str = "person") -> dict[object, float | None]:
        """Give the values by person, or by something else."""
        return {each.cell[by]: each.value for each in self._readings(key, self._question((by,)))}

    def rows(self, key: str) -> list[EvidenceRow]:
        """Give the rows behind the whole."""
        return evidence(self.facts, key, self._question(), {})

    def why(self, key: str) -> dict[str, str]:
        """Give for every case why its row does not count; nothing where it does."""
        return {row.case: str(row.why_not) for row in self.rows(key)}


def holding(case: str, person: int | None, start: int = START, **more: Any) -> Row:
    """Give the first and only holding of a case, with the whole credit of its promise."""
    told = {
        "seq": 1,
        "team": 1,
        "end": None,
        "opened_at": START,
        "first_of_person": True,
        "escalated": 0,
        "required": 0,
        "units": 10**15,
    }
    return {"case": case, "person": person, "start": start, **told, **more}


def opening(case: str, person: int | None = 1, **more: Any) -> Row:
    """Give a case opened at the start."""
    return {"case": case, "opened_at": START, "first_holder": person, "first_team": 1, **more}


def survey(case: str, person: int | None, answered_at: int | None = START + DAY, **answers: Any) -> Row:
    """Give a survey asked at the start."""
    return {"case": case, "person": person, "team": 1, "asked_at": START, "answered_at": answered_at, **answers}


def review(case: str, person: int | None, **told: Any) -> Row:
    """Give a review, one drawn at random if nothing else is told."""
    return {"case": case, "person": person, "team": 1, "at": START, "random": True, **told}


def duty(what: str, case: str, person: int | None, due: int, ended_at: int | None = None, **more: Any) -> Row:
    """Give something owed."""
    told = {"what": what, "case": case, "person": person, "team": 1, "raised_at": START, "due": due, "moved": False}
    return told | {"ended_at": ended_at} | more
