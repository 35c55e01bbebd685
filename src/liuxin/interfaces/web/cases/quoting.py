"""What a message says itself, apart from the history that it quotes; HTML once more made safe before it is shown."""

import re

import nh3

QUOTED = re.compile(
    r"^\s*(?:"
    r">|"
    r"-{2,}\s*(?:Original Message|Forwarded message|原始邮件|转发的邮件|原邮件)|"
    r"_{10,}\s*$|"
    r"(?:On|Am|Le) .{4,200}(?:wrote|schrieb|écrit)\s*:\s*$|"
    r"(?:在\s*)?.{0,120}(?:写道|寫道)\s*[:：]\s*$|"
    r"(?:From|发件人|寄件者)\s*[:：].{2,}$"
    r")",
    re.MULTILINE | re.IGNORECASE,
)
BLOCK = re.compile(r"<blockquote\b", re.IGNORECASE)
TAGS = {"a", "b", "blockquote", "br", "code", "div", "em", "i", "li", "ol", "p", "pre", "s", "strong", "u", "ul"}
SCHEMES = {"http", "https", "mailto", "tel"}


def parted(text: str) -> tuple[str, str]:
    """Give what somebody wrote and what they quoted; a message that is nothing but a quotation is shown whole."""
    found = QUOTED.search(text)
    if found is None or not text[: found.start()].strip():
        return text.strip(), ""
    return text[: found.start()].strip(), text[found.start() :].strip()


def safe(html: str) -> str:
    """Give HTML that can neither act nor load anything, nor style the page."""
    return nh3.clean(
        html,
        tags=TAGS,
        clean_content_tags={"script", "style", "title", "head"},
        attributes={"a": {"href"}},
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow",
        strip_comments=True,
    )


def parted_html(html: str) -> tuple[str, str]:
    """Give safe HTML apart from the quotation at its end."""
    found = BLOCK.search(html)
    if found is None or not re.sub(r"<[^>]*>|&nbsp;|\s", "", html[: found.start()]):
        return safe(html), ""
    return safe(html[: found.start()]), safe(html[found.start() :])
