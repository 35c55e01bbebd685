"""Small enough to be read at one go."""

import ast
import statistics
from collections.abc import Iterable, Iterator

from tests.architecture.checks.house import Source

FUNCTION, FILE, CLASS, TEMPLATE, MEDIAN = 40, 400, 250, 150, 10


def lines(node: ast.stmt) -> int:
    """Count the lines of a definition, from its name to its end."""
    assert node.end_lineno is not None
    return node.end_lineno - node.lineno + 1


def functions(source: Source) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Walk through functions and methods."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def too_long(sources: Iterable[Source]) -> list[str]:
    """Name files, classes and functions over the limit."""
    complaints = []
    for source in sources:
        length = len(source.text.splitlines())
        if length > FILE:
            complaints.append(f"{source}: {length} lines, at most {FILE}")
        for node in ast.walk(source.tree):
            limit = _limit(node)
            if limit and isinstance(node, ast.stmt) and lines(node) > limit:
                complaints.append(f"{source}:{node.lineno} {getattr(node, 'name', '')}: over {limit} lines")
    return complaints


def _limit(node: ast.AST) -> int:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return FUNCTION
    return CLASS if isinstance(node, ast.ClassDef) else 0


def long_templates(sources: Iterable[Source]) -> list[str]:
    """Name templates over the limit."""
    measured = ((source, len(source.text.splitlines())) for source in sources)
    return [f"{source}: {length} lines, at most {TEMPLATE}" for source, length in measured if length > TEMPLATE]


def median_function(sources: Iterable[Source]) -> float:
    """Give the median length of the functions."""
    return statistics.median(lines(node) for source in sources for node in functions(source))
