"""Lays out jobs and duties."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from liuxin.desk.organisation.words import PersonName
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.wording import formats
from liuxin.kernel.text import Bilingual
from liuxin.performance.plan.words import DutyView, JobLine, JobView


@dataclass(frozen=True, slots=True)
class JobRow:
    """A position in the list."""

    position: int
    name: str
    version: int | None
    tasks: int
    people: int
    is_example: bool


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task of a job: its share as text and as the width of a bar."""

    code: str
    text: str
    share: str
    width: str
    duty: str


@dataclass(frozen=True, slots=True)
class Job:
    """A job as its page shows it."""

    purpose: str
    tasks: tuple[TaskRow, ...]
    duties: tuple[str, ...]
    skills: tuple[str, ...]
    conditions: tuple[str, ...]
    works_with: tuple[str, ...]
    by: PersonName | None
    since: str


def job_rows(found: Iterable[JobLine]) -> list[JobRow]:
    """Lay out the list of positions."""
    return [
        JobRow(each.position, shown.text(each.name), each.version, each.tasks, each.people, each.is_example)
        for each in found
    ]


def job(found: JobView, duties: Mapping[int, str], names: Mapping[int, PersonName], zone: str) -> Job:
    """Lay out a job, its largest tasks first."""
    return Job(
        purpose=shown.text(found.purpose),
        tasks=tuple(
            TaskRow(
                code=task.code,
                text=shown.text(task.text),
                share=formats.percent(task.share, places=0 if task.share == int(task.share) else 2),
                width=f"{float(task.share):.2f}%",
                duty="" if task.duty is None else duties.get(task.duty, ""),
            )
            for task in sorted(found.tasks, key=lambda task: -task.share)
        ),
        duties=_lines(found.duties),
        skills=_lines(found.skills),
        conditions=_lines(found.conditions),
        works_with=_lines(found.works_with),
        by=None if found.written_by is None else names.get(found.written_by),
        since=formats.local_day(found.written_at, zone),
    )


def duty_texts(found: Mapping[int, Iterable[DutyView]]) -> dict[int, str]:
    """Give the texts of all duties by key."""
    return {each.id: shown.text(each.text) for held in found.values() for each in held}


def duty_choices(found: Mapping[int, Iterable[DutyView]], names: Mapping[int, Bilingual]) -> list[tuple[int, str]]:
    """Give the duties for a choice, each with its department."""
    return [
        (each.id, f"{shown.text(names[department])}: {shown.text(each.text)}")
        for department, held in found.items()
        for each in held
        if department in names
    ]


def _lines(text: Bilingual) -> tuple[str, ...]:
    return tuple(line.strip() for line in shown.text(text).splitlines() if line.strip())
