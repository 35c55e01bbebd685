"""Who does something."""

from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    """The six kinds of actor that the record knows. A rater is known by a pseudonym only, whoever it is."""

    PERSON = "person"
    CUSTOMER = "customer"
    EXPERT = "expert"
    SYSTEM = "system"
    IMPORT = "import"
    RATER = "rater"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, through which door, and on whose behalf.

    `id` is the key of the person, customer or expert as text, the name of the system or import, or a rater's pseudonym.
    """

    kind: ActorKind
    id: str
    via: str = ""
    for_id: str = ""

    @classmethod
    def person(cls, key: int | str, *, via: str = "") -> "Actor":
        """Name someone who works here by the key of the person."""
        return cls(ActorKind.PERSON, str(key), via)

    @classmethod
    def system(cls, name: str, *, via: str = "") -> "Actor":
        """Name a part of Liuxin that acts by itself, such as the sealer."""
        return cls(ActorKind.SYSTEM, name, via)

    @classmethod
    def importer(cls, name: str, *, via: str = "") -> "Actor":
        """Name an import by its mapping."""
        return cls(ActorKind.IMPORT, name, via)

    @property
    def person_id(self) -> int | None:
        """The key of the person who acts, or None where no person does."""
        return int(self.id) if self.kind is ActorKind.PERSON else None
