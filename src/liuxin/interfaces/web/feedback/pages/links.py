"""Where evidence leads: to pages of other rooms, as far as there are such pages."""

from django.urls import NoReverseMatch, reverse

from liuxin.performance.feedback.words import Cited


def address(view: str, **kwargs: object) -> str:
    """Give the address of a page, or nothing while there is no such page."""
    try:
        return reverse(view, kwargs=kwargs or None)
    except NoReverseMatch:
        return ""


def evidence(cites: Cited, key: str, person: int) -> str:
    """Give the address of what a sentence rests on."""
    if cites is Cited.GOAL:
        return address("plan:goal", goal=key)
    if cites is Cited.JOB:
        return address("plan:job", position=key)
    if cites is Cited.OBSTACLE:
        return address("dialogue:obstacle", obstacle=key) or address("dialogue:person", person=person)
    return "" if cites is Cited.NOTHING else address("insight:scorecard", person=person)
