"""Errors that carry a code: `interfaces.wording` turns the code into a sentence in zh and en."""


class LiuxinError(Exception):
    """Something went wrong that a user can do something about.

    `code` names the sentence, `params` fill it. `field` or `line` say where, when that is known.
    """

    def __init__(self, code: str, *, field: str = "", line: int | None = None, **params: object) -> None:
        """Keep the code, the place and what fills the sentence."""
        super().__init__(code)
        self.code = code
        self.field = field
        self.line = line
        self.params = params

    def __str__(self) -> str:
        """Give code, place and parameters: for logs; users read the wording."""
        place = f" [{self.field}]" if self.field else ""
        row = f" line {self.line}" if self.line is not None else ""
        return f"{self.code}{place}{row} {self.params or ''}".rstrip()


class RuleBrokenError(LiuxinError):
    """A rule of the room forbids it."""


class NotAllowedError(LiuxinError):
    """The actor may not do or see this."""


class NotFoundError(LiuxinError):
    """There is no such thing, or none that the actor may see."""


class BadInputError(LiuxinError):
    """What was given cannot be read: names the field or line."""


class ConflictError(LiuxinError):
    """Somebody else was first: read again, then decide again."""


class CannotTellError(LiuxinError):
    """The record does not hold what the answer would need."""
