"""From notices to what the pages show: words in the reader's language, and where each leads."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language

from liuxin.desk.communication.words import NoticeView
from liuxin.interfaces.wording.notices import said

PAGES: Mapping[str, Callable[[str], str]] = {
    "case": lambda key: reverse("cases:case", args=[key]),
    "warning": lambda key: reverse("quality:warning", args=[key]),
}
"""Where a notice leads, by what it is about."""


@dataclass(frozen=True, slots=True)
class Line:
    """A notice in the list."""

    view: NoticeView
    words: str
    leads: bool


def line(view: NoticeView) -> Line:
    """Show a notice."""
    words = said(view.code, view.subject, view.params, get_language() or "zh-hans")
    return Line(view, words, bool(page_of(view.subject)))


def page_of(subject: str) -> str:
    """Give the page of what a notice is about; nothing where there is none."""
    kind, _, key = subject.partition(":")
    page = PAGES.get(kind)
    return page(key) if page else ""
