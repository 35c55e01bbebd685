"""Names of whatever a reading is grouped by: people, teams, departments, positions, customers, sites."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from liuxin.desk.customers import queries as customers
from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.cli import terminal
from liuxin.kernel.errors import BadInputError

AT_ONCE: Final = 10_000
"""So many keys go into one question: databases take a limited number."""

Namer = Callable[[Iterable[int], str], Mapping[int, str]]


def batched(keys: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    """Cut keys into pieces."""
    return (keys[start : start + size] for start in range(0, len(keys), size))


def _people(keys: Iterable[int], language: str) -> dict[int, str]:
    return {key: name.text.in_language(language) for key, name in organisation.names(keys).items()}


def _teams(keys: Iterable[int], language: str) -> dict[int, str]:
    return {key: name.text.in_language(language) for key, name in organisation.team_names(keys).items()}


def _departments(keys: Iterable[int], language: str) -> dict[int, str]:
    return {key: name.in_language(language) for key, name in organisation.department_names(keys).items()}


def _positions(keys: Iterable[int], language: str) -> dict[int, str]:
    known = organisation.positions()
    return {key: known[key].in_language(language) for key in keys if key in known}


def _customers(keys: Iterable[int], _language: str) -> dict[int, str]:
    return {key: line.name for key, line in customers.customer_names(keys).items()}


def _sites(keys: Iterable[int], _language: str) -> dict[int, str]:
    return {key: line.names[-1] for key, line in customers.site_names(keys).items()}


NAMED: Final[Mapping[str, Namer]] = {
    "person": _people,
    "team": _teams,
    "department": _departments,
    "position": _positions,
    "customer": _customers,
    "site": _sites,
}
"""Dimensions whose values are keys: beside each key stands its name."""


def names_of(dimension: str, keys: Iterable[int]) -> Mapping[int, str]:
    """Give the names of some keys of a dimension in the terminal's language; what is not there any more has none."""
    found: dict[int, str] = {}
    for some in batched(sorted(set(keys)), AT_ONCE):
        found.update(NAMED[dimension](some, terminal.language()))
    return found


def _staff_numbers() -> dict[int, str]:
    return {each.name.id: number for number, each in organisation.staff().items()}


def _team_codes() -> dict[int, str]:
    return {team.id: code for code, team in organisation.teams_by_code().items()}


CODES: Final[Mapping[str, tuple[str, Callable[[], Mapping[int, str]]]]] = {
    "person": ("staff_number", _staff_numbers),
    "team": ("team_code", _team_codes),
}
"""Dimensions whose values other systems know by a code, and the column in which it is written."""


def codes_of(dimensions: Iterable[str]) -> Mapping[str, Mapping[int, str]]:
    """Give the codes of some dimensions, all of them at once; an erased person has none."""
    return {name: CODES[name][1]() for name in dimensions if name in CODES}


@dataclass(frozen=True, slots=True)
class Asked:
    """People and teams as they may be named on the command line: by key, name, and code of a team."""

    people: Mapping[int, str]
    teams: Mapping[int, str]
    codes: Mapping[str, int]

    @classmethod
    def among(cls, people: frozenset[int], teams: frozenset[int]) -> "Asked":
        """Know the names of those who ever held a case."""
        known = organisation.team_names(teams)
        codes = {label: key for key, name in known.items() for label in (name.source_label, name.code) if label}
        return cls(names_of("person", people), names_of("team", teams), codes)

    def person(self, asked: str) -> int:
        """Give the key of a person by key or name."""
        return _key_of(asked, self.people, {}, "person")

    def team(self, asked: str) -> int:
        """Give the key of a team by key, code or name."""
        return _key_of(asked, self.teams, self.codes, "team")


def _key_of(asked: str, names: Mapping[int, str], codes: Mapping[str, int], field: str) -> int:
    found = [key for key, name in names.items() if asked in {str(key), name}]
    if asked in codes:
        found = [codes[asked]]
    if not found:
        raise BadInputError("cli.measure.nobody_of_that_name", field=field, name=asked)
    if len(found) > 1:
        keys = ", ".join(map(str, sorted(found)))
        raise BadInputError("cli.measure.several_of_that_name", field=field, name=asked, keys=keys)
    return found[0]
