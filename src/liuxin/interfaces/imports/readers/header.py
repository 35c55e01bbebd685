"""The header of a log: names made unique, so that no column is lost by a repeated name."""

from collections import Counter
from collections.abc import Sequence

from liuxin.kernel.errors import BadInputError

OWN = "liuxin_"
"""Columns of a quarantine file that are ours: they are skipped when it is imported again."""

FIRST_OWN = f"{OWN}line"
"""The first column of a quarantine file: by it the file is known."""


def unique_names(raw: Sequence[str]) -> tuple[tuple[str, ...], frozenset[str]]:
    """Give the column names, trimmed and numbered where one repeats, and the names that repeat.

    A column without a name is called by its place. Raises `import.header_missing` when no column has one.
    """
    names = [name.strip() for name in raw]
    if not any(names):
        raise BadInputError("import.header_missing", line=1)
    names = [name or f"column {place}" for place, name in enumerate(names, 1)]
    counts = Counter(names)
    repeated = frozenset(name for name, count in counts.items() if count > 1)
    seen: Counter[str] = Counter()
    unique = []
    for name in names:
        seen[name] += 1
        unique.append(f"{name} ({seen[name]})" if name in repeated else name)
    return tuple(unique), repeated
