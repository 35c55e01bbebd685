"""What each room adds to the matrix: its things by relation, and its forms. A room is a module of this folder.

A module may hold `things(ground, person, relation)`, which makes what belongs to a person and gives it by the name of
the part of an address (`{"goal": 3}`) or by page and part where one page needs another thing (`{"plan:sign goal": 4}`);
and `FORMS`, by page, each the fields or a function of the subject that gives them.
"""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

Fields = dict[str, object]
Form = Fields | Callable[[Any], Fields]


@dataclass(frozen=True, slots=True)
class Ground:
    """What the things of every room stand on; in `shared` rooms keep what they make once, such as a cycle.

    `near` and `far` are departments; `mate` belongs to a team of the near one and reports to the manager, `stranger`
    belongs to the far one. `people` are by role. All of them hold `position`.
    """

    near: int
    far: int
    mate: int
    stranger: int
    position: int
    people: Mapping[str, int]
    shared: dict[str, Any] = field(default_factory=dict)

    def department_of(self, relation: str) -> int:
        """Give the department in which the things of a relation lie."""
        return self.far if relation == "other" else self.near


def modules() -> list[ModuleType]:
    """Give every room's module, by name."""
    return [importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]


def things(ground: Ground, person: int, relation: str) -> dict[str, object]:
    """Make what every room has of a person."""
    made: dict[str, object] = {}
    for module in modules():
        if hasattr(module, "things"):
            made |= module.things(ground, person, relation)
    return made


def forms() -> dict[str, Form]:
    """Give the forms of every room, by page."""
    found: dict[str, Form] = {}
    for module in modules():
        found |= getattr(module, "FORMS", {})
    return found
