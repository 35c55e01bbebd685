"""Codes to sentences: one YAML file an area under `codes/`, each code with a sentence in zh and en."""

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml

from liuxin.interfaces.wording import formats
from liuxin.kernel.errors import LiuxinError
from liuxin.kernel.text import Bilingual

CODES = Path(__file__).parent / "codes"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Ten times as quick where PyYAML was built with it: every process reads the catalogue once."""
UNKNOWN = "wording.unknown_code"
NAMED = frozenset(("act", "status"))
"""What an error brings as a code and a reader knows by a name."""


class CatalogueError(Exception):
    """A catalogue file is not a flat map of code to {zh, en}, or two files know the same code."""


class _Filling(dict[str, str]):
    """Fills a sentence; what the error did not bring is shown as absent rather than breaking the page."""

    def __missing__(self, key: str) -> str:
        return formats.ABSENT


def sentence(code: str, language: str, /, **params: object) -> str:
    """Give the sentence of a code in a language, filled with the parameters.

    A code that no catalogue knows gives a general sentence that names the code: a door never breaks over wording.
    """
    known = catalogue()
    if code not in known:
        return sentence(UNKNOWN, language, code=code)
    filling = _Filling({name: _shown(_spoken(value, language), language) for name, value in params.items()})
    return known[code].in_language(language).format_map(filling)


def sentence_of(error: LiuxinError, language: str, *, field: str = "") -> str:
    """Give the sentence of an error, with the line it speaks of in front where it knows one.

    `field` is what the reader knows the field by, such as its label on a page; else its code is shown.
    """
    params = {name: _named(error, name, language) for name in error.params} | {"field": field or error.field}
    said = sentence(error.code, language, **params)
    if error.line is None:
        return said
    return sentence("wording.at_line", language, line=str(error.line), said=said)


def _named(error: LiuxinError, name: str, language: str) -> object:
    """Give a deed or a status by its name in the room that refused, anything else as it is."""
    value = error.params[name]
    code = f"{error.code.partition('.')[0]}.{name}.{value}"
    return sentence(code, language) if name in NAMED and has_sentence(code) else value


def has_sentence(code: str) -> bool:
    """Tell whether a catalogue knows the code."""
    return code in catalogue()


@cache
def catalogue() -> dict[str, Bilingual]:
    """Read every catalogue file once."""
    known: dict[str, Bilingual] = {}
    for file in sorted(CODES.glob("*.yaml")):
        for code, entry in _entries(file).items():
            if code in known:
                raise CatalogueError(f"{file.name}: {code} stands in two files")
            known[code] = entry
    return known


def _entries(file: Path) -> dict[str, Bilingual]:
    content = yaml.load(file.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506  either of them is the safe one
    try:
        return {code: Bilingual(zh=entry["zh"], en=entry["en"]) for code, entry in content.items()}
    except (AttributeError, KeyError, TypeError) as error:
        raise CatalogueError(f"{file.name}: every code needs zh and en ({error})") from error


def _spoken(value: object, language: str) -> object:
    return value.in_language(language) if isinstance(value, Bilingual) else value


def _shown(value: object, language: str) -> str:
    if value is None or value == "":
        return formats.ABSENT
    if isinstance(value, datetime):
        return formats.date_time(value)
    if isinstance(value, date):
        return formats.day(value)
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return formats.number(value, places=None)
    if isinstance(value, list | tuple | set | frozenset):
        comma = "、" if formats.is_chinese(language) else ", "
        return comma.join(_shown(item, language) for item in value)
    return str(value)
