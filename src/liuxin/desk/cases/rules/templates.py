"""What a template may leave open, and how it is filled."""

import re
from collections.abc import Mapping

from liuxin.desk.cases.words.answering import Variable
from liuxin.kernel.errors import BadInputError

HOLE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
KNOWN = frozenset(word.value for word in Variable)
LONGEST = 10_000


def check(text: str, *, field: str) -> str:
    """Give the words of a template. Raises where it names a variable that nobody can fill, or never closes one."""
    cleaned = text.strip()
    if len(cleaned) > LONGEST:
        raise BadInputError("cases.text_too_long", field=field, longest=LONGEST, length=len(cleaned))
    for name in HOLE.findall(cleaned):
        if name not in KNOWN:
            raise BadInputError("cases.template_variable", field=field, word=name, known=sorted(KNOWN))
    rest = HOLE.sub("", cleaned)
    if "{{" in rest or "}}" in rest:
        raise BadInputError("cases.template_brackets", field=field)
    return cleaned


def fill(text: str, values: Mapping[Variable, str]) -> str:
    """Put values in; one that is not known stays open and can be seen."""
    return HOLE.sub(lambda found: _value(found[1], values) or found[0], text)


def _value(name: str, values: Mapping[Variable, str]) -> str:
    return values.get(Variable(name), "") if name in KNOWN else ""


def is_filled(text: str) -> bool:
    """Tell whether nothing is left open."""
    return not any(name in KNOWN for name in HOLE.findall(text))
