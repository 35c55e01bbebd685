"""What the content security policy would block, found before a browser does."""

import re
from collections.abc import Iterable

from tests.architecture.checks.house import Source

BLOCKED = {
    "a style attribute": re.compile(r"""<[a-z][^>]*\sstyle\s*=""", re.IGNORECASE),
    "an inline handler": re.compile(r"""<[a-z][^>]*\son[a-z]+\s*=""", re.IGNORECASE),
    "an inline style sheet": re.compile(r"<style\b", re.IGNORECASE),
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>", re.IGNORECASE),
    "hx-on or js: values, which need eval": re.compile(r"""\shx-on[:=-]|["']js:""", re.IGNORECASE),
    "another host": re.compile(
        r"""<(?:script|link|img|iframe)\b[^>]*(?:src|href)\s*=\s*["'](?:https?:)?//""", re.IGNORECASE
    ),
}


def blocked_by_policy(sources: Iterable[Source]) -> list[str]:
    """Name what a strict policy (everything from 'self', nothing inline) would block."""
    return [
        f"{source}: {what}" for source in sources for what, pattern in BLOCKED.items() if pattern.search(source.text)
    ]
