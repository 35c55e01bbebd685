"""What came with a message: files, lines about what was refused, remarks, and how a letter of ours fares."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language

from liuxin.desk.communication.words import Attachment, Message, PostState
from liuxin.interfaces.wording import formats
from liuxin.interfaces.wording.catalogue import sentence

KILO = 1024
BAD = frozenset({PostState.FAILED, PostState.BOUNCED, PostState.UNCERTAIN, PostState.CANCELLED})


@dataclass(frozen=True, slots=True)
class File:
    """A file of a message; `url` is "" where it was refused, and `why` says so."""

    name: str
    size: str
    url: str
    picture: str
    why: str


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the text of a message."""

    files: tuple[File, ...] = ()
    remarks: tuple[str, ...] = ()
    whole: str = ""
    delivery: str = ""
    delivery_why: str = ""
    is_bad: bool = False


NOTHING = Around()


def around(message: Message, code: str) -> Around:
    """Give what stands around a message of a case."""
    language = get_language() or "zh-hans"
    post = message.post
    return Around(
        files=tuple(shown(each, reverse("cases:file", args=[code, each.id]), language) for each in message.attachments),
        remarks=tuple(sentence(f"mail.remark.{each}", language) for each in message.remarks),
        whole=reverse("cases:letter", args=[code, message.id]) if message.whole else "",
        delivery=sentence(f"mail.post.{post}", language) if post else "",
        delivery_why=message.post_error if post in BAD else "",
        is_bad=post in BAD,
    )


def size(number: int) -> str:
    """Give a size as people say it."""
    for unit in ("B", "KB", "MB"):
        if number < KILO or unit == "MB":
            break
        number = round(number / KILO)
    return f"{formats.number(number)} {unit}"


def shown(each: Attachment, address: str, language: str) -> File:
    """Give a file as a page shows it, with its address where it was kept."""
    url = address if each.file is not None else ""
    told = {"size": size(each.size), "limit": size(each.limit)}
    why = sentence(f"files.was_refused.{each.refused}", language, **told) if each.refused else ""
    return File(each.name, size(each.size), url, f"{url}?show=1" if each.is_picture else "", why)
