"""Reads the table of docs/roles.md, and the addresses of the product that it must cover."""

from collections.abc import Iterator
from dataclasses import dataclass
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
OF_NOBODY = {SIGN_IN, FORBIDDEN, NEVER, OPEN, ON}
OF_SOMEBODY = {SIGN_IN, FORBIDDEN, NEVER, ALL}


class TableError(Exception):
    """The table cannot be read; the text says which line and why."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one address answers to one method, by role."""

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
        allowed = SUBJECTS if said == ALL else said.split()
        return self.answer if relation in allowed else 404

    @property
    def relations(self) -> tuple[str, ...]:
        """The subjects to be tried: none where the address is of nobody."""
        return (NONE,) if self.of == NOBODYS else (*SUBJECTS, NONE)


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the product: its name and what stands in it."""

    page: str
    parameters: frozenset[str]


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
            found.append(_row(cells, number))
    return found


def _row(cells: tuple[str, ...], number: int) -> Row:
    if len(cells) != len(HEAD):
        raise TableError(f"line {number}: {len(cells)} cells, not {len(HEAD)}")
    page, method, of, answer, *said = cells
    for one in said:
        words = OF_NOBODY if of == NOBODYS else OF_SOMEBODY
        if one not in words and (of == NOBODYS or not set(one.split()) <= set(SUBJECTS)):
            raise TableError(f"line {number}: {one!r} does not fit an address of {of!r}")
    return Row(page, method, of, int(answer), dict(zip(ROLES, said, strict=True)))


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
            yield Address(name, frozenset(pattern.pattern.converters))
