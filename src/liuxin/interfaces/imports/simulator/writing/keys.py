"""Keys of a simulation and the keys that the installation gave to the same things."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Keys:
    """The installation's key by the simulation's; what is not named keeps its own, as in a table straight from it.

    `batches` are files of readings, by the name that their subjects begin with.
    """

    people: Mapping[int, int] = field(default_factory=dict)
    teams: Mapping[int, int] = field(default_factory=dict)
    customers: Mapping[int, int] = field(default_factory=dict)
    sites: Mapping[int, int] = field(default_factory=dict)
    departments: Mapping[int, int] = field(default_factory=dict)
    positions: Mapping[int, int] = field(default_factory=dict)
    batches: Mapping[str, int] = field(default_factory=dict)

    def person(self, key: int | None) -> int | None:
        """Give the key of a person, or of nobody."""
        return None if key is None else self.people.get(key, key)

    def team(self, key: int | None) -> int | None:
        """Give the key of a team, or of none."""
        return None if key is None else self.teams.get(key, key)

    def customer(self, key: int | None) -> int | None:
        """Give the key of a customer, or of none."""
        return None if key is None else self.customers.get(key, key)

    def site(self, key: int | None) -> int | None:
        """Give the key of a site, or of none."""
        return None if key is None else self.sites.get(key, key)


def numbered(labels: Iterable[str], keys: Mapping[str, int]) -> dict[int, int]:
    """Give the installation's key of each thing, numbered from 1 in the order of the labels."""
    return {number: keys[label] for number, label in enumerate(labels, 1)}
