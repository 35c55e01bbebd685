"""Small enough to be read at one go."""

import ast
import statistics
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from tests.architecture.checks.house import Source

FUNCTION, FILE, CLASS, TEMPLATE, MEDIAN = 40, 400, 250, 150, 10


@dataclass(frozen=True, slots=True)
class Definition:
    """A function or a class: where it stands, and how many lines it has from its name to its end."""

    name: str
    line: int
    lines: int
    is_function: bool

    @property
    def limit(self) -> int:
        """Give how many lines it may have."""
        return FUNCTION if self.is_function else CLASS


@cache
def definitions(text: str) -> tuple[Definition, ...]:
    """Find the functions, methods and classes of a file."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            assert node.end_lineno is not None
            long = node.end_lineno - node.lineno + 1
            found.append(Definition(node.name, node.lineno, long, not isinstance(node, ast.ClassDef)))
    return tuple(found)


def too_long(sources: Iterable[Source]) -> list[str]:
    """Name files, classes and functions over the limit."""
    complaints = []
    for source in sources:
        length = len(source.text.splitlines())
        if length > FILE:
            complaints.append(f"{source}: {length} lines, at most {FILE}")
        complaints += [
            f"{source}:{each.line} {each.name}: over {each.limit} lines"
            for each in definitions(source.text)
            if each.lines > each.limit
        ]
    return complaints


def long_templates(sources: Iterable[Source]) -> list[str]:
    """Name templates over the limit."""
    measured = ((source, len(source.text.splitlines())) for source in sources)
    return [f"{source}: {length} lines, at most {TEMPLATE}" for source, length in measured if length > TEMPLATE]


def median_function(sources: Iterable[Source]) -> float:
    """Give the median length of the functions."""
    found = (each for source in sources for each in definitions(source.text))
    return statistics.median(each.lines for each in found if each.is_function)
