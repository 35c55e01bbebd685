"""What comes with Liuxin: five courses, twelve prepared cases. Read once, and never changed while it runs."""

from functools import lru_cache
from importlib import resources
from types import MappingProxyType

from liuxin.kernel.errors import NotFoundError
from liuxin.performance.evaluators import rules
from liuxin.performance.evaluators.words import Course, Practice

_CONTENT = resources.files("liuxin.performance.evaluators") / "content"


@lru_cache(maxsize=1)
def courses() -> MappingProxyType[str, Course]:
    """Give the courses by code: those without which there is no qualification first."""
    found = [rules.course_of(file.read_text(encoding="utf-8")) for file in (_CONTENT / "training").iterdir()]
    found.sort(key=lambda each: (each.code not in rules.REQUIRED, each.code))
    return MappingProxyType({each.code: each for each in found})


def course(code: str) -> Course:
    """Give a course. Raises `NotFoundError("evaluators.no_such_course")`."""
    found = courses().get(code)
    if found is None:
        raise NotFoundError("evaluators.no_such_course")
    return found


@lru_cache(maxsize=1)
def practice() -> Practice:
    """Give the prepared cases, the criteria with their anchors, the reference ratings and the limits."""
    cases, hearts = (_CONTENT / name for name in ("practice_cases.yaml", "hearts.yaml"))
    return rules.practice_of(cases.read_text(encoding="utf-8"), hearts.read_text(encoding="utf-8"))
