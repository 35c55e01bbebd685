"""HTML from outside: made safe before it is kept, and read as plain text."""

import re
from html import unescape
from html.parser import HTMLParser
from typing import Final

import nh3

LONGEST = 500_000
TAGS: Final = frozenset(
    (
        *("p", "br", "hr", "div", "span", "blockquote", "pre", "code", "a", "img", "ul", "ol", "li", "dl", "dt", "dd"),
        *("b", "strong", "i", "em", "u", "s", "del", "ins", "sub", "sup", "small", "q", "cite", "abbr", "mark"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
    )
)
DROPPED_WHOLE: Final = {"script", "style", "head", "title", "template", "noscript", "svg", "math", "iframe", "object"}
ATTRIBUTES: Final = {
    "a": {"href", "title"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "ol": {"start"},
}
SCHEMES: Final = {"http", "https", "mailto", "tel", "cid"}
BLOCKS: Final = TAGS & {
    *("p", "div", "blockquote", "pre", "li", "dt", "dd", "table", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "br")
}
IMAGE = re.compile(r'<img((?:\s[\w-]+(?:="[^"]*")?)*)\s*/?>')
VALUE = re.compile(r'\s(src|alt)="([^"]*)"')


def safe(html: str) -> str:
    """Give HTML that can do nothing: no script, no style, no form, no picture from elsewhere.

    A remote picture would tell its sender that the letter was read: a link to it stands in its place.
    """
    if not html.strip():
        return ""
    cleaned = nh3.clean(
        html[:LONGEST],
        tags=set(TAGS),
        clean_content_tags=DROPPED_WHOLE,
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes=set(SCHEMES),
        link_rel="noopener noreferrer nofollow",
        strip_comments=True,
    )
    return IMAGE.sub(_instead_of_picture, cleaned)


def _instead_of_picture(found: re.Match[str]) -> str:
    values = dict(VALUE.findall(found[1]))
    source, alt = values.get("src", ""), values.get("alt", "").strip()
    if not source.startswith(("http:", "https:")):
        return f"[{alt}]" if alt else ""
    named = alt.replace("<", "&lt;").replace(">", "&gt;") or source.replace("<", "").replace(">", "")[:60]
    return f'<a href="{source}" rel="noopener noreferrer nofollow">[{named}]</a>'


class _Reader(HTMLParser):
    """Collects what a reader would see, with a line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line with a block; leave out what nobody sees."""
        del attrs
        if tag in DROPPED_WHOLE:
            self._hidden += 1
        elif tag in BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End what was left out, or a line."""
        if tag in DROPPED_WHOLE:
            self._hidden = max(0, self._hidden - 1)
        elif tag in BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        """Take text."""
        if not self._hidden:
            self.pieces.append(re.sub(r"[ \t\r\n\xa0]+", " ", data))


def text(html: str) -> str:
    """Give the plain text of HTML."""
    reader = _Reader()
    try:
        # What is kept is made safe first, so that hidden parts are closed and nothing is swallowed.
        reader.feed(safe(html))
        reader.close()
    except (AssertionError, ValueError):
        return unescape(re.sub(r"<[^>]*>", " ", html)).strip()
    lines = [line.strip() for line in "".join(reader.pieces).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
