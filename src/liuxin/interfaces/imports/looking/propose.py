"""A mapping file proposed from a first look, each line with its reason, to be read and corrected by a person."""

import json
from collections.abc import Iterator

from liuxin.interfaces.imports.dates import ISO_NAME
from liuxin.interfaces.imports.looking.hints import CHANNELS, FALSE, PRIORITIES, TRUE, first_hint, state_word
from liuxin.interfaces.imports.looking.look import date_formats
from liuxin.interfaces.imports.looking.words import ColumnLook, FirstLook, Why
from liuxin.interfaces.imports.mapping.words import Layout
from liuxin.interfaces.wording.catalogue import sentence

NAME_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


def propose(look: FirstLook, language: str) -> str:
    """Write the mapping. What a person must decide stands in comments, in the language asked for."""
    lines: list[str] = []
    for section in (_head, _source, _reading, _time, _columns, _states, _tables, _rest, _trust):
        lines.extend(section(look, language))
    return "\n".join(lines) + "\n"


def _said(why: Why, language: str) -> str:
    return sentence(why.code, language, **why.params)


def _comment(code: str, language: str, **params: object) -> str:
    return f"# {sentence(code, language, **params)}"


def _quoted(text: str) -> str:
    """Write a text as TOML does; JSON's way is the same for all that a cell can hold."""
    return json.dumps(text, ensure_ascii=False)


def _listed(texts: list[str]) -> str:
    return "[" + ", ".join(map(_quoted, texts)) + "]"


def _head(look: FirstLook, language: str) -> Iterator[str]:
    yield _comment("import.look.draft", language, name=look.name, rows=look.rows)
    for why in look.warnings:
        yield f"# ! {_said(why, language)}"


def _source(look: FirstLook, language: str) -> Iterator[str]:
    stem = look.name.split(".")[0].casefold().replace("_", "-").replace(" ", "-")
    yield from ("", "[source]")
    name = "".join(char for char in stem if char in NAME_LETTERS).strip("-") or "log"
    yield f"name = {_quoted(name)}  {_comment('import.look.about_name', language)}"
    yield f"layout = {_quoted(look.layout.value)}  {_comment(f'import.look.layout_{look.layout.value}', language)}"


def _reading(look: FirstLook, language: str) -> Iterator[str]:
    yield from ("", "[reading]")
    if look.form.encoding:
        yield f"encoding = {_quoted(look.form.encoding)}"
        yield f"delimiter = {_quoted(look.form.delimiter)}"
    if look.marks:
        yield f"missing = {_listed(list(look.marks))}  {_comment('import.look.about_marks', language)}"


def _time(look: FirstLook, language: str) -> Iterator[str]:
    yield from ("", "[time]")
    for column in look.columns:
        if column.date and column.date.proof in column.values:
            proof = column.date.proof
            yield _comment("import.look.date_proof", language, column=column.name, value=proof)
            break
    formats = date_formats(look.columns)
    if formats:
        yield f"formats = {_listed(formats)}"
    if any(column.date and column.date.format == ISO_NAME for column in look.columns):
        yield _comment("import.look.iso", language)
    yield f'zone = "UTC"  {_comment("import.look.about_zone", language)}'


def _columns(look: FirstLook, language: str) -> Iterator[str]:
    yield from ("", "[columns]")
    for guess in look.guesses:
        if look.layout is Layout.EVENTS and guess.column in look.leaks:
            continue
        yield f"{guess.word} = {_quoted(guess.column)}  # {_said(guess.why, language)}"


def _states(look: FirstLook, language: str) -> Iterator[str]:
    name = look.guess("state")
    if not name:
        return
    yield from ("", "[states]", _comment("import.look.about_states", language))
    for value, count in look.column(name).values.most_common():
        yield f"{_quoted(value)} = {_quoted(state_word(value).value)}  # {count}"


def _tables(look: FirstLook, language: str) -> Iterator[str]:
    priority, channel = look.guess("priority"), look.guess("channel")
    if priority:
        yield from ("", "[priorities]", _comment("import.look.about_priorities", language))
        for value in sorted(look.column(priority).values):
            yield f"{_quoted(value)} = {_priority(value)}"
    if channel:
        yield from ("", "[channels]")
        for value in sorted(look.column(channel).values):
            yield f"{_quoted(value)} = {_quoted(first_hint(value, CHANNELS) or 'other')}"
    promise = look.guess("promise")
    if promise:
        yield from ("", "[promise]", *_promise(look.column(promise)))


def _priority(label: str) -> int:
    hinted = first_hint(label, PRIORITIES)
    digits = [int(char) for char in label if char in "1234"]
    return hinted or (digits[0] if len(digits) == 1 else 3)


def _promise(column: ColumnLook) -> Iterator[str]:
    yield f"kept = {_listed([value for value in column.values if value.casefold() in TRUE] or ['true'])}"
    yield f"missed = {_listed([value for value in column.values if value.casefold() in FALSE] or ['false'])}"


def _rest(look: FirstLook, language: str) -> Iterator[str]:
    yield from ("", "[defaults]", 'kind = "request"', 'stage = "aftersale"')
    yield f'customer_kind = "external"  {_comment("import.look.about_defaults", language)}'
    if look.layout is Layout.CASES and (look.guess("holder") or look.guess("team")):
        yield from ("", "[people]")
        yield f'held_from = "last_stamp"  {_comment("import.look.about_held_from", language)}'


def _trust(look: FirstLook, language: str) -> Iterator[str]:
    if look.layout is not Layout.EVENTS or not (look.leaks or look.last_row):
        return
    yield from ("", "[trust]")
    for name, why in look.last_row.items():
        yield f"# {name}: {_said(why, language)}"
    if look.last_row:
        yield f"last_row = {_listed(list(look.last_row))}"
    for name, why in look.leaks.items():
        yield f"# {name}: {_said(why, language)}"
    if look.leaks:
        yield f"never = {_listed(list(look.leaks))}"
