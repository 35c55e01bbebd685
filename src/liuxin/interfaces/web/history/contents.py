"""What an event holds, in words: keys as names where the reader may see them, moments as times."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeAlias

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from liuxin.desk.history.words import Plain, RecordedEvent
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import PersonName, Standing
from liuxin.interfaces.wording import formats
from liuxin.kernel.text import Bilingual

PEOPLE = frozenset({"holder", "accountable", "helper", "person", "manager", "to", "named"})
MOMENTS = frozenset({"due", "promise_due", "next_due"})
Called: TypeAlias = Mapping[tuple[str, int], str]


def called(events: Sequence[RecordedEvent], people: Mapping[int, PersonName], reader: Standing) -> Called:
    """Find the names of the people and teams that a page of events points to."""
    if not reader.sees_everything:
        return {}
    language = get_language() or ""
    teams = organisation.team_names(_keys(events, {"team"}))
    return {
        **{("person", key): Bilingual(name.zh, name.en).in_language(language) for key, name in people.items()},
        **{("team", key): Bilingual(name.zh, name.en).in_language(language) for key, name in teams.items()},
    }


def shown(payload: Mapping[str, Plain], called: Called) -> str:
    """Write a payload on one line for a reader."""
    return " · ".join(f"{name} {_named(name, value, called)}" for name, value in payload.items())


def plain(payload: Mapping[str, Plain]) -> str:
    """Write a payload on one line as it was recorded."""
    return " · ".join(f"{name} {_value(value)}" for name, value in payload.items())


def _named(name: str, value: Plain, called: Called) -> str:
    if not isinstance(value, int) or isinstance(value, bool):
        return _value(value)
    if name in MOMENTS:
        return formats.date_time(datetime.fromtimestamp(value, UTC), timezone.get_current_timezone_name())
    return called.get(("person" if name in PEOPLE else name, value), str(value))


def _value(value: Plain) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return formats.ABSENT if value is None or value == "" else str(value)


def people_in(events: Sequence[RecordedEvent]) -> set[int]:
    """Find the keys of the people that a page of events points to."""
    return _keys(events, PEOPLE)


def _keys(events: Sequence[RecordedEvent], names: frozenset[str] | set[str]) -> set[int]:
    found = (event.payload.get(name) for event in events for name in names)
    return {key for key in found if isinstance(key, int) and not isinstance(key, bool)}
