"""Tags that draw: icons, marks, seals, avatars, figures. They lay out what they are given and decide nothing."""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from django import template
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from liuxin.interfaces.web.kit import figures, navigation
from liuxin.interfaces.wording.catalogue import sentence, sentence_of
from liuxin.kernel.errors import LiuxinError

register = template.Library()

GLYPHS = {
    "good": '<circle cx="6" cy="6" r="5"/>',
    "none": '<circle class="hol" cx="6" cy="6" r="4.2"/>',
    "warn": '<path d="M6 .5 11.5 6 6 11.5 .5 6Z"/>',
    "bad": '<path d="M6 1 11.7 11H.3Z"/>',
}


PETAL = (
    "M0 -1C-4.6 -5.2 -4.4 -11 -1.9 -11.2C-.9 -11.3 -.2 -10.6 0 -9.9C.2 -10.6 .9 -11.3 1.9 -11.2C4.4 -11 4.6 -5.2 0 -1Z"
)
_FILLED = mark_safe(f'<path class="f" d="{PETAL}"/>')  # noqa: S308 - a constant


@register.simple_tag
@cache
def icon(name: str, css: str = "") -> SafeString:
    """Draw an icon of the sprite; `make assets` takes in every name it finds in such a tag."""
    return format_html(
        '<svg class="ico {}" aria-hidden="true"><use href="{}#{}"/></svg>', css, static("vendor/icons.svg"), name
    )


LINKS = {
    "side": '<a href="{url}"{key}{current} title="{label}">{icon}<span>{label}</span></a>\n',
    "tab": '<a href="{url}"{current}>{icon}<span>{label}</span></a>\n',
    "more": '<a href="{url}"{current}>{label}</a>',
}


@register.simple_tag
def links(places: Sequence[navigation.Place], kind: str = "side") -> SafeString:
    """Draw places as links of the side bar, as tabs, or as what is behind the last tab."""
    return format_html_join("", "{}", ((_link(place, kind),) for place in places))


@lru_cache(maxsize=1024)
def _link(place: navigation.Place, kind: str) -> SafeString:
    return format_html(
        LINKS[kind],
        url=place.url,
        key=format_html(' data-key="g {}"', place.key) if place.key else "",
        current=mark_safe(' aria-current="page"') if place.current else "",
        icon=icon(place.icon),
        label=place.label,
    )


@register.simple_tag
def glyph(state: str) -> SafeString:
    """Draw the mark of a state: circle, ring, diamond or triangle."""
    shape = mark_safe(GLYPHS[state])  # noqa: S308 - one of four constants
    return format_html('<svg viewBox="0 0 12 12" aria-hidden="true">{}</svg>', shape)


@register.simple_tag
def state(name: str, word: str, *, hide_word: bool = False) -> SafeString:
    """Draw a state: its mark and its word; a hidden word is still read aloud."""
    text = format_html('<span class="vh">{}</span>', word) if hide_word else word
    return format_html('<span class="st st-{}">{}{}</span>', name, glyph(name), text)


@register.simple_tag
def seal(two: str, kind: str = "", label: str = "") -> SafeString:
    """Draw a seal of two characters: solid is signed, `o` is frozen, `v` is awaited."""
    return format_html(
        '<svg class="seal {}" viewBox="0 0 32 32" role="img" aria-label="{}"><rect x="2" y="2" width="28" height="28" '
        'rx="4"/><g lang="zh-Hans" aria-hidden="true"><text x="16" y="15">{}</text><text x="16" y="26.4">{}</text>'
        "</g></svg>",
        f"seal-{kind}" if kind else "",
        label or two,
        two[:1],
        two[1:2],
    )


@register.simple_tag
def hearts(filled: Sequence[bool], label: str) -> SafeString:
    """Draw the six hearts as petals, those that are reached filled; `label` is read aloud in their place."""
    petals = format_html_join(
        "",
        '<g transform="rotate({})"><path class="o" d="{}"/>{}</g>',
        ((60 * place, PETAL, _FILLED if on else "") for place, on in enumerate(filled)),
    )
    return format_html('<svg class="hearts" viewBox="-12 -12 24 24" role="img" aria-label="{}">{}</svg>', label, petals)


@register.simple_tag
def code_sentence(code: str) -> str:
    """Say the sentence of a code that needs no filling."""
    return sentence(code, get_language() or "zh-hans")


@register.simple_tag
def avatar(initials: str, css: str = "") -> SafeString:
    """Draw the square with the two letters or characters of a name."""
    return format_html('<span class="av {}" aria-hidden="true">{}</span>', css, initials)


@register.simple_tag
def page_url(view: str, *args: object, **kwargs: object) -> str:
    """Give the address of a page, or nothing while there is no such page."""
    if not args and not kwargs:
        return navigation.address(view)
    try:
        return reverse(view, args=args or None, kwargs=kwargs or None)
    except NoReverseMatch:
        return ""


@register.inclusion_tag("kit/strip.html")
def strip(
    *,
    floor: float,
    target: float,
    stretch: float,
    value: float | None = None,
    low: float | None = None,
    high: float | None = None,
    state: str = "none",
    digits: int = 0,
) -> dict[str, object]:
    """Draw a scale strip from floor to stretch: right is better, whichever way the numbers run."""
    points = [(point, f"{point:.{digits}f}") for point in (floor, target, stretch)]
    drawn = figures.strip(points, value=value, interval=(low, high), state=state, tall=frozenset({1}))
    return {"strip": drawn, "label": " – ".join(label for _, label in points)}


@register.simple_tag
def problem_title(status: int) -> str:
    """Name the page of an error."""
    titles = {
        400: _("This could not be read"),
        403: _("This is not open to you"),
        404: _("There is nothing here"),
        405: _("There is no page here"),
        409: _("This cannot be done now"),
        413: _("This could not be read"),
    }
    return titles.get(status, _("This cannot be done now"))


@register.simple_tag
def problem_sentence(problem: LiuxinError) -> str:
    """Say what is wrong, with the field or line where it is known."""
    return sentence_of(problem, get_language() or "zh-hans")


@register.filter
def initials(name: str) -> str:
    """Give what an avatar shows: the last two characters of a Chinese name, the initials of another."""
    if name and ord(name[-1]) > ord("\u2e80"):
        return name[-2:]
    words: Iterable[str] = name.split()
    return "".join(word[0] for word in words)[:2].upper()
