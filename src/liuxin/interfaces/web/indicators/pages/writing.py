"""The sheet on which a draft is written: its head and its lines, kept as typed until they can be saved."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from liuxin.engines.measurement.library import Externals
from liuxin.interfaces.web.indicators.forms import BAND, HeadForm, LineForm, number_in
from liuxin.interfaces.web.indicators.pages.reading import points
from liuxin.interfaces.wording import formats
from liuxin.kernel.quantities import WHOLE
from liuxin.performance.indicators import rules
from liuxin.performance.indicators.words import Band, IndicatorView, NewIndicator, Scale, SetView

MOST_LINES = 30
DEED = re.compile(r"(?P<deed>up|down|remove)-(?P<line>\d{1,2})")
POINTS = ("floor", "target", "stretch", "top")


@dataclass(frozen=True, slots=True)
class Sum:
    """The running sum of the weights, and what is missing to 100."""

    total: str
    said: str
    state: str


@dataclass(slots=True)
class Sheet:
    """Head and lines."""

    head: HeadForm
    lines: list[LineForm]

    @property
    def sum(self) -> Sum:
        """Add the weights that can be read."""
        return weigh(line["weight"].value() for line in self.lines)


def of_set(found: SetView, externals: Externals) -> Sheet:
    """Lay a draft on the sheet."""
    head = HeadForm(
        initial={
            "name_zh": found.name.zh,
            "name_en": found.name.en,
            "grain": found.grain.value,
            "missing_rule": found.missing_rule.value,
            "expect": found.changed_at.isoformat(),
        }
    )
    return Sheet(
        head,
        [LineForm(number=i, initial=_initial(line), externals=externals) for i, line in enumerate(found.indicators)],
    )


def of_post(data: Mapping[str, str], externals: Externals) -> Sheet:
    """Take a sheet as it was sent."""
    return Sheet(HeadForm(data), [LineForm(data, number=i, externals=externals) for i in range(_count(data))])


def moved(data: Mapping[str, str], deed: str, externals: Externals) -> Sheet:
    """Give a sent sheet with a line added, moved or taken out; nothing is checked and nothing saved."""
    sent = of_post(data, externals)
    rows = [line.values for line in sent.lines]
    if deed == "add" and len(rows) < MOST_LINES:
        rows.append({})
    found = DEED.fullmatch(deed)
    if found and int(found["line"]) < len(rows):
        _move(rows, found["deed"], int(found["line"]))
    head = HeadForm(initial={name: sent.head[name].value() for name in sent.head.fields})
    return Sheet(head, [LineForm(number=i, initial=row, externals=externals) for i, row in enumerate(rows)])


def read(sheet: Sheet, found: SetView, externals: Externals) -> list[NewIndicator] | None:
    """Give the lines of a sheet, or None once every field that is wrong says so."""
    good = [form.is_valid() for form in (sheet.head, *sheet.lines)]
    caps = {line.measure: line.yardstick.cap for line in found.indicators if isinstance(line.yardstick, Scale)}
    readable = [(form, form.line(caps.get(form.cleaned_data["measure"]))) for form in sheet.lines if form.is_valid()]
    faults = rules.faults([line for _form, line in readable], subject=found.subject, externals=externals)
    for fault in faults:
        readable[fault.line][0].blame(fault.error)
    return [line for _form, line in readable] if all(good) and not faults else None


def weigh(weights: Iterable[object]) -> Sum:
    """Say what weights add to; one that cannot be read counts for nothing yet."""
    total = sum((number_in(text) or Decimal(0) for text in weights), Decimal(0))
    missing = WHOLE - total
    written = formats.number(total, places=None)
    if not missing:
        return Sum(written, _("That is all of it: the set may come into force."), "good")
    params = {"difference": formats.number(abs(missing), places=None)}
    said = _("%(difference)s are missing to 100.") if missing > 0 else _("That is %(difference)s more than 100.")
    return Sum(written, said % params, "warn")


def _move(rows: list[dict[str, object]], deed: str, line: int) -> None:
    row = rows.pop(line)
    if deed == "up":
        rows.insert(max(line - 1, 0), row)
    elif deed == "down":
        rows.insert(line + 1, row)


def _count(data: Mapping[str, str]) -> int:
    text = data.get("count", "")
    return min(int(text), MOST_LINES) if text.isascii() and text.isdigit() else 0


def _initial(line: IndicatorView) -> dict[str, object]:
    values: Sequence[str] = [formats.number(point, places=None).replace(",", "") for point in points(line.yardstick)]
    return {
        "measure": line.measure,
        "weight": formats.number(line.weight.value, places=None),
        "shape": BAND if isinstance(line.yardstick, Band) else "",
        "why_rated_zh": line.why_rated.zh,
        "why_rated_en": line.why_rated.en,
        **dict(zip(POINTS, values, strict=False)),
    }
