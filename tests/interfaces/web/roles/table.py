"""Reads the table of docs/roles.md, and the addresses of the product that it must cover."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

from liuxin.desk.organisation.words import Role

PAGE = Path(__file__).parents[4] / "docs" / "roles.md"
ROLES = ("anonymous", "no role", *(role.value for role in Role))
HEAD = ("page", "method", "of", "answer", *ROLES)
SUBJECTS = ("own", "team", "other")
NONE = "none"
SIGN_IN, FORBIDDEN, NEVER, OPEN, ON, ALL = "sign in", "no", "–", "yes", "on", "all"
NOBODYS = "–"
WORDS = re.compile(r"[a-z]+(\|[a-z]+)+")
OF_NOBODY = {SIGN_IN, FORBIDDEN, NEVER, OPEN, ON}
OF_SOMEBODY = {SIGN_IN, FORBIDDEN, NEVER}
SEEN = "!"


class TableError(Exception):
    """The table cannot be read; the text says which line and why."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one address answers to one method, by role.

    The page may end in a fixed part, such as the act of `cases:act take`.
    """

    page: str
    method: str
    of: str
    answer: int
    cells: dict[str, str]

    def expected(self, role: str, relation: str) -> int | str:
        """Give the status that a role must see, or `sign in`."""
        said = self.cells[role]
        fixed: dict[str, int | str] = {SIGN_IN: SIGN_IN, FORBIDDEN: 403, NEVER: 404, OPEN: self.answer, ON: 302}
        if said in fixed:
            return fixed[said]
        words = said.replace(f"{SEEN}{ALL}", " ".join(f"{SEEN}{subject}" for subject in SUBJECTS))
        words = words.replace(ALL, " ".join(SUBJECTS))
        if relation in words.split():
            return self.answer
        return 403 if f"{SEEN}{relation}" in words.split() else 404

    @property
    def relations(self) -> tuple[str, ...]:
        """The subjects to be tried: none where the address is of nobody."""
        return (NONE,) if self.of == NOBODYS else (*SUBJECTS, NONE)

    def borders(self, role: str) -> tuple[str, ...]:
        """Give the subjects on both sides of each place where the answer changes; the nearest one where none does."""
        near = [pair for pair in pairwise(self.relations) if len({self.expected(role, one) for one in pair}) > 1]
        return tuple(dict.fromkeys(chain(*near))) or self.relations[:1]

    def within(self, role: str) -> tuple[str, ...]:
        """Give the subjects that lie at no border."""
        return tuple(one for one in self.relations if one not in self.borders(role))


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the product: its name, what stands in it, and which part is fixed by the table."""

    page: str
    parameters: frozenset[str]
    fixed: tuple[str, str] | None = None

    @property
    def name(self) -> str:
        """The name by which Django finds it."""
        return self.page.partition(" ")[0]


def rows(text: str) -> list[Row]:
    """Read every row of every table with our head."""
    found: list[Row] = []
    inside = False
    for number, line in enumerate(text.splitlines(), start=1):
        cells = tuple(cell.strip().strip("`") for cell in line.strip().strip("|").split("|"))
        if not line.startswith("|"):
            inside = False
        elif cells == HEAD:
            inside = True
        elif inside and not set("".join(cells)) <= {"-", ":", " "}:
            found.extend(_rows(cells, number))
    return found


OPENED = ("page", "method", "the appeal's person", "anybody else")


def opened_by_appeal(text: str) -> dict[str, tuple[int, int]]:
    """Read what an appeal opens to whoever decides it: by page, of the appeal's person and of anybody else."""
    lines = [tuple(cell.strip() for cell in line.strip().strip("|").split("|")) for line in text.splitlines()]
    first = lines.index(OPENED) + 2
    found = {}
    for cells in lines[first:]:
        if len(cells) != len(OPENED):
            break
        page, _method, theirs, others = cells
        found[page] = (int(theirs), int(others))
    return found


def _rows(cells: tuple[str, ...], number: int) -> Iterator[Row]:
    if len(cells) != len(HEAD):
        raise TableError(f"line {number}: {len(cells)} cells, not {len(HEAD)}")
    page, methods, of, answers, *said = cells
    for one in said:
        if not _fits(one, of):
            raise TableError(f"line {number}: {one!r} does not fit an address of {of!r}")
    for method, answer in zip(methods.split(), answers.split(), strict=True):
        yield Row(page, method, of, int(answer), dict(zip(ROLES, said, strict=True)))


def _fits(cell: str, of: str) -> bool:
    if of == NOBODYS:
        return cell in OF_NOBODY
    return cell in OF_SOMEBODY or {word.removeprefix(SEEN) for word in cell.split()} <= {*SUBJECTS, ALL}


def addresses() -> list[Address]:
    """Give every named address of the product; one without a name is a mistake and is named by its route."""
    return sorted(_walk(get_resolver().url_patterns, ""), key=lambda address: address.page)


def _walk(patterns: list[URLPattern | URLResolver], space: str) -> Iterator[Address]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, inner)
        else:
            name = f"{space}{pattern.name}" if pattern.name else f"without a name: {pattern.pattern}"
            yield from _spelt_out(name, pattern)


def _spelt_out(name: str, pattern: URLPattern) -> Iterator[Address]:
    """Give the address; one with a part that knows only certain words once for each word."""
    parts = pattern.pattern.converters
    words = next(((part, one.regex) for part, one in parts.items() if WORDS.fullmatch(one.regex)), None)
    if words is None:
        yield Address(name, frozenset(parts))
        return
    part, choices = words
    for word in choices.split("|"):
        yield Address(f"{name} {word}", frozenset(parts) - {part}, (part, word))
