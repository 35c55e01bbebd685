"""The indicator library laid out: what is sought, and each indicator with what it drives wrong and keeps it honest."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liuxin.engines.measurement.words import Direction
from liuxin.interfaces.web.indicators import labels
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.wording import formats
from liuxin.kernel.text import Bilingual
from liuxin.performance.indicators.words import Entry, IndicatorKind, Library

KINDS: Mapping[str, object] = {
    IndicatorKind.MEASURED.value: gettext_lazy("measured from the record"),
    IndicatorKind.RATED.value: gettext_lazy("rated by people"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader looks for."""

    text: str = ""
    group: str = ""
    position: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Counter:
    """Another indicator that keeps this one honest."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class EntryView:
    """An indicator as it is read."""

    code: str
    name: str
    kind: str
    is_rated: bool
    definition: str
    unit: str
    direction: str
    credit: str
    why_rated: str
    least: str
    usual: str
    strength: str
    note: str
    drives_wrong: str
    counters: tuple[Counter, ...]
    positions: str
    reference: str
    state: str
    recorded: str
    about: str


def sought(library: Library, wanted: Wanted) -> list[Entry]:
    """Give the entries that fit: every word of the text in the Chinese or English of name, definition or code."""
    words = wanted.text.casefold().split()
    return [
        each
        for each in library.entries
        if (not wanted.group or each.group == wanted.group)
        and (not wanted.kind or each.kind.value == wanted.kind)
        and (not wanted.position or wanted.position in each.positions)
        and all(word in _text(each) for word in words)
    ]


def _text(entry: Entry) -> str:
    parts = (entry.name, entry.definition, entry.drives_wrong)
    return f"{entry.code} {' '.join(f'{each.zh} {each.en}' for each in parts)}".casefold()


def by_group(
    library: Library, entries: list[Entry], recorded: Mapping[str, tuple[str, ...]]
) -> list[tuple[str, list[EntryView]]]:
    """Lay the entries out under the names of their groups."""
    views: dict[str, list[EntryView]] = {}
    for each in entries:
        views.setdefault(each.group, []).append(_view(library, each, recorded))
    return [(shown.text(library.groups[group]), some) for group, some in views.items()]


def _view(library: Library, entry: Entry, recorded: Mapping[str, tuple[str, ...]]) -> EntryView:
    state, said = _recorded(entry, recorded)
    names = {each.code: each.name for each in library.entries}
    comma = "、" if formats.is_chinese(shown.language()) else ", "
    return EntryView(
        code=entry.code,
        name=shown.text(entry.name),
        kind=str(KINDS[entry.kind.value]),
        is_rated=entry.kind is IndicatorKind.RATED,
        definition=shown.text(entry.definition),
        unit=shown.text(entry.unit),
        direction=str(labels.DIRECTIONS[Direction(entry.direction)]),
        credit=shown.joined(f"{shown.text(entry.credit)}{_stop()}", shown.text(entry.why_credited)),
        why_rated=shown.text(entry.why_rated),
        least=formats.number(entry.least_sample),
        usual=shown.text(entry.usual.text),
        strength=shown.text(entry.usual.strength_text),
        note=shown.text(entry.usual.note),
        drives_wrong=shown.text(entry.drives_wrong),
        counters=tuple(
            Counter(code if code in names else "", shown.text(names.get(code, Bilingual(code, code))))
            for code in entry.counters
        ),
        positions=comma.join(shown.text(library.positions[each]) for each in entry.positions),
        reference="; ".join(entry.reference),
        state=state,
        recorded=said,
        about=reverse("insight:about", args=[entry.measure]) if entry.measure else "",
    )


def _stop() -> str:
    return "。" if formats.is_chinese(shown.language()) else "."


def _recorded(entry: Entry, recorded: Mapping[str, tuple[str, ...]]) -> tuple[str, str]:
    """Say whether this installation can answer it."""
    if entry.kind is IndicatorKind.RATED:
        return "none", _("people rate it")
    if not entry.measure:
        return "none", _("not computed by Liuxin yet")
    if recorded.get(entry.measure):
        return "warn", _("not recorded here")
    return "good", _("recorded here")
