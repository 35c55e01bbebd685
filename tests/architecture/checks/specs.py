"""docs/status.md tells which requirement is met, and its claims are held by tests."""

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass

from tests.architecture.checks.house import Source

STATES = ("done", "in part", "not yet")
ROW = re.compile(r"^\| (?P<id>[SPDXC]\d*(?:\.\d+)?) \| (?P<title>[^|]*) \| (?P<state>[^|]*) \|", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Claim:
    """One row of the table: what is said about a requirement."""

    id: str
    state: str


def claims(text: str) -> list[Claim]:
    """Read the rows of docs/status.md."""
    return [Claim(row["id"], row["state"].strip()) for row in ROW.finditer(text)]


def marked(sources: Iterable[Source]) -> dict[str, list[str]]:
    """Give the tests' files by the requirement that their `spec` marks name."""
    found: dict[str, list[str]] = {}
    for source in sources:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.spec":
                for argument in node.args:
                    if isinstance(argument, ast.Constant):
                        found.setdefault(str(argument.value), []).append(source.path)
    return found


def hollow(listed: Iterable[Claim], tests: dict[str, list[str]]) -> list[str]:
    """Name claims of an unknown state, claims of `done` that no test holds, and marks of unknown requirements."""
    rows = list(listed)
    complaints = [f"{row.id}: {row.state!r} is none of {STATES}" for row in rows if row.state not in STATES]
    complaints += [f"{row.id} is called done; no test bears its mark" for row in rows if _is_hollow(row, tests)]
    known = {row.id for row in rows}
    complaints += [
        f"{name} is no requirement of docs/status.md: {files[0]}" for name, files in tests.items() if name not in known
    ]
    return complaints


def _is_hollow(row: Claim, tests: dict[str, list[str]]) -> bool:
    return row.state == "done" and row.id not in tests
