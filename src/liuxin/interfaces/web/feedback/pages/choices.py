"""What may be chosen on the pages of talks: sources of goals, people who may decide."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Role
from liuxin.engines.measurement.library import Externals
from liuxin.interfaces.web.feedback.pages.letter import measure_name, sentence_of
from liuxin.interfaces.web.insight import shown
from liuxin.performance.feedback.words import Cited, PointView, TalkView

LONGEST = 80
DECIDERS = (Role.MANAGER, Role.HR, Role.DIRECTOR)


def sources(talk: TalkView, externals: Externals) -> list[tuple[str, str]]:
    """Give what a goal of a talk may be drawn from: lines of the evaluation, goals, duties, all from the letter."""
    found = {"": pgettext("evidence", "nothing named"), "card:": _("the scorecard")}
    for point in talk.points:
        if point.cites in {Cited.GOAL, Cited.JOB, Cited.LINE, Cited.HEARTS}:
            found.setdefault(f"{point.cites}:{point.key}", _short(point, externals))
    return list(found.items())


def measures_named(talk: TalkView, externals: Externals) -> list[tuple[str, str]]:
    """Give the lines of the card that the letter speaks of, by the keys of their measures."""
    keys = [str(point.params["measure"]) for point in talk.points if "measure" in point.params]
    return [(key, measure_name(key, externals)) for key in dict.fromkeys(keys)]


def people_to_decide(without: Iterable[int], at: datetime) -> list[tuple[int, str]]:
    """Give managers, HR and directors who may be named, by name."""
    left_out = set(without)
    keys = {key for role in DECIDERS for key in organisation.people_with_role(role, at)} - left_out
    names = organisation.names(keys)
    return sorted(((key, shown.name(name)) for key, name in names.items()), key=lambda pair: pair[1])


def _short(point: PointView, externals: Externals) -> str:
    text = sentence_of(point, externals)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
