"""The SMART check of a line, in the language of the page: five letters, each with its evidence."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liuxin.engines.measurement.library import Externals
from liuxin.interfaces.web.indicators import labels
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.wording import formats
from liuxin.interfaces.wording.catalogue import sentence
from liuxin.kernel.text import Bilingual
from liuxin.performance.indicators.words import Answer, Checked, Finding, Grain, Hint, Letter

STATES: Mapping[Answer, str] = {Answer.MET: "good", Answer.FAILS: "bad", Answer.CANNOT_TELL: "none"}
ANSWERS: Mapping[Answer, object] = {
    Answer.MET: gettext_lazy("met"),
    Answer.FAILS: gettext_lazy("fails"),
    Answer.CANNOT_TELL: gettext_lazy("cannot tell"),
}
LETTERS: Mapping[Letter, object] = {
    Letter.SPECIFIC: gettext_lazy("specific"),
    Letter.MEASURABLE: gettext_lazy("measurable"),
    Letter.ATTAINABLE: gettext_lazy("attainable"),
    Letter.RELEVANT: gettext_lazy("relevant"),
    Letter.TIMED: gettext_lazy("timed"),
}
_SHARES = frozenset({"share", "low", "high"})


@dataclass(frozen=True, slots=True)
class LetterView:
    """One letter with what the record says."""

    letter: str
    name: str
    state: str
    word: str
    said: str


def letters(checked: Checked | None, externals: Externals) -> tuple[LetterView, ...]:
    """Lay out the five letters."""
    if checked is None:
        return ()
    return tuple(_letter(each, externals) for each in checked.findings)


def _letter(found: Finding, externals: Externals) -> LetterView:
    said = [say(found.code, found.params, externals)]
    if found.beside is not None:
        said.append(say(found.beside.code, found.beside.params, externals))
    return LetterView(
        letter=found.letter.value,
        name=str(LETTERS[found.letter]),
        state=STATES[found.answer],
        word=str(ANSWERS[found.answer]),
        said=shown.joined(*said),
    )


def failing(checked: Checked | None) -> str:
    """Name the letters that fail, in words."""
    if checked is None or not checked.failing:
        return ""
    comma = "、" if formats.is_chinese(shown.language()) else ", "
    names = comma.join(f"{letter.value} ({LETTERS[letter]})" for letter in checked.failing)
    return _("Fails: %(letters)s") % {"letters": names}


def hints(found: tuple[Hint, ...], externals: Externals) -> list[str]:
    """Say what is worth a second look."""
    return [say(each.code, each.params, externals) for each in found]


def say(code: str, params: Mapping[str, object], externals: Externals) -> str:
    """Say a finding with the names and numbers that readers know."""
    told = {name: _param(name, value, externals) for name, value in params.items()}
    return sentence(code, shown.language(), **told)


def _param(name: str, value: object, externals: Externals) -> object:
    if isinstance(value, Bilingual):
        return shown.text(value)
    if isinstance(value, tuple):
        return [_param(name, each, externals) for each in value]
    if isinstance(value, Grain):
        return str(labels.GRAINS[value])
    if name in _SHARES and isinstance(value, float):
        return formats.percent(100 * value, places=0)
    if name == "measure":
        return labels.measure_title(str(value), externals)
    return value
