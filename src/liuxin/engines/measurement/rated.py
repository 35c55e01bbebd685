"""Words of rated measures: people judge by described behaviours; no record gives the number."""

from typing import Final

PREFIX: Final = "rated."
"""How the key of such a measure starts: `rated.six_hearts`."""


def is_rated(key: str) -> bool:
    """Tell whether a key names a rated measure: it is never asked of the facts."""
    return key.startswith(PREFIX)
