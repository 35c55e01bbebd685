"""Names of people: how they sort and what an avatar shows."""

import re

_CHINESE = re.compile(r"[\u3400-\u9fff]")


def sort_key(zh: str, en: str) -> str:
    """Give a key that sorts Chinese names by sound and others by letter.

    The first level of the GB character set stands in the order of pinyin and holds nearly every character of a name.
    """
    name = (zh or en).casefold()
    return name.encode("gb18030", errors="replace").hex()[:400]


def initials(zh: str, en: str) -> str:
    """Give what an avatar shows: the last two characters of a Chinese name, else the initials of a Latin one."""
    if _CHINESE.search(zh):
        return zh.strip()[-2:]
    words = re.findall(r"\w+", en or zh)
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


def natural(code: str) -> tuple[tuple[int, str], ...]:
    """Give a key that sorts `Group 6` before `Group 10`."""
    return tuple((int(part), "") if part.isdecimal() else (0, part.casefold()) for part in re.split(r"([0-9]+)", code))
