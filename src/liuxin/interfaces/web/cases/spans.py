"""Spans of business time in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MINUTE = 60


def working(seconds: int) -> str:
    """Say a span of business time in hours and minutes: a day of work is no day of the calendar."""
    hours, minutes = divmod(round(abs(seconds) / MINUTE), 60)
    said = [_("%(number)s h") % {"number": hours}] if hours else []
    if minutes or not hours:
        said.append(_("%(number)s min") % {"number": minutes})
    return " ".join(said)


def in_words(left: int) -> str:
    """Say how far off a due time is, in business time rounded to what one can plan with."""
    minutes = abs(left) // MINUTE
    if minutes < MINUTE:
        said = ngettext("%(number)s working minute", "%(number)s working minutes", minutes) % {"number": minutes}
    else:
        hours = minutes // 60
        said = ngettext("%(number)s working hour", "%(number)s working hours", hours) % {"number": hours}
    return _("%(time)s over") % {"time": said} if left < 0 else _("in %(time)s") % {"time": said}
