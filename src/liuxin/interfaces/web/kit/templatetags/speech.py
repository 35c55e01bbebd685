"""Tags that say: texts in the reader's language, people, days and instants."""

from datetime import date, datetime

from django import template
from django.utils.translation import get_language

from liuxin.desk.organisation.words import PersonName
from liuxin.interfaces.wording import formats
from liuxin.kernel.text import Bilingual

register = template.Library()


@register.filter
def spoken(text: Bilingual | None) -> str:
    """Give a text in the reader's language; nothing for none."""
    return "" if text is None else text.in_language(get_language() or "zh-hans")


@register.inclusion_tag("kit/person.html")
def person(name: PersonName | None, *, link: bool = False, avatar: bool = True) -> dict[str, object]:
    """Draw a person: square, name, and what marks a made-up name, a placeholder or a system."""
    return {"name": name, "link": link, "avatar": avatar}


@register.filter
def local_day(at: datetime | None, zone: str) -> str:
    """Write the day of an instant in a zone."""
    return formats.local_day(at, zone)


@register.filter
def local_time(at: datetime | None, zone: str) -> str:
    """Write an instant in a zone."""
    return formats.date_time(at, zone)


@register.filter
def plain_day(day: date | None) -> str:
    """Write a day."""
    return formats.day(day)
