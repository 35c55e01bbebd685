"""Every sentence of the pages stands in Chinese too."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from tests.architecture.checks.house import Source

PLAIN = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
WITH_CONTEXT = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}
STARTS = re.compile(r"(?<![\w.])(?:_|n?p?gettext)\(")

Message = tuple[str, str]  # context ("" for none), text


def of_python(source: Source) -> Iterator[Message]:
    """Give context and text of each message that a Python file marks."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            yield from _message(node)


def of_template(source: Source) -> Iterator[Message]:
    """Give context and text of each message that a template marks, as Django itself would extract it."""
    text = templatize(source.text)
    for found in STARTS.finditer(text):
        call = _call(text[found.start() :])
        if call is not None:
            yield from _message(call)


def _call(text: str) -> ast.Call | None:
    """Parse the call that a text begins with: the shortest piece up to a bracket that reads as Python."""
    for end in re.finditer(r"\)", text):
        try:
            node = ast.parse(text[: end.end()].strip(), mode="eval").body
        except SyntaxError:
            continue
        return node if isinstance(node, ast.Call) else None
    return None


def _message(node: ast.Call) -> Iterator[Message]:
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    words = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    if name in PLAIN and words:
        yield "", words[0]
    elif name in WITH_CONTEXT and len(words) > 1:
        yield words[0], words[1]


def catalogues(folder: Path) -> dict[str, Catalog]:
    """Read every Chinese catalogue below the folder of locales."""
    found = {}
    for path in sorted(folder.glob("*/zh_Hans/LC_MESSAGES/django.po")):
        with path.open("rb") as text:
            found[path.parents[2].name] = read_po(text, locale="zh_Hans")
    return found


def untranslated(wanted: Iterable[Message], found: dict[str, Catalog]) -> list[str]:
    """Name messages that no catalogue holds."""
    known = {(str(entry.context or ""), _text(entry.id)) for catalogue in found.values() for entry in catalogue}
    return sorted({f"{context}|{text!r}" if context else repr(text) for context, text in set(wanted) - known})


def unfinished(found: dict[str, Catalog]) -> list[str]:
    """Name entries that are fuzzy or empty."""
    complaints = []
    for area, catalogue in found.items():
        for entry in catalogue:
            if not entry.id:
                continue
            strings = [entry.string] if isinstance(entry.string, str) else list(entry.string or [""])
            if entry.fuzzy or not all(strings):
                complaints.append(f"{area}: {_text(entry.id)!r} is {'fuzzy' if entry.fuzzy else 'empty'}")
    return complaints


def contradictions(found: dict[str, Catalog]) -> list[str]:
    """Name messages that two areas translate differently: which one a page shows would be chance."""
    seen: dict[Message, tuple[str, str]] = {}
    complaints = []
    for area, catalogue in found.items():
        for entry in catalogue:
            key = (str(entry.context or ""), _text(entry.id))
            other, text = seen.setdefault(key, (area, str(entry.string)))
            if entry.id and text != str(entry.string):
                complaints.append(f"{key[1]!r} is {text!r} in {other}, {entry.string!r} in {area}")
    return complaints


def _text(message: object) -> str:
    return str(message[0]) if isinstance(message, tuple | list) else str(message)
