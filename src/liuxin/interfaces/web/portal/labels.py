"""Words of the pages for customers: they read plain words, not those of the desk."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liuxin.desk.cases.words import NamesShown, Outcome, PortalLine, Status
from liuxin.desk.customers.words import Way

Label = str | Promise
STATUS: Mapping[Status, Label] = {
    Status.OPEN: pgettext_lazy("customer", "being worked on"),
    Status.WAITING: pgettext_lazy("customer", "waiting for your answer"),
    Status.RESOLVED: pgettext_lazy("customer", "done: please tell us whether it is settled"),
    Status.CLOSED: pgettext_lazy("customer", "closed"),
}
MARK: Mapping[Status, str] = {
    Status.OPEN: "none",
    Status.WAITING: "warn",
    Status.RESOLVED: "warn",
    Status.CLOSED: "good",
}
OUTCOME: Mapping[Outcome, Label] = {
    Outcome.DONE_AND_TOLD: pgettext_lazy("outcome for customers", "Done"),
    Outcome.ANSWERED: pgettext_lazy("outcome for customers", "Answered"),
    Outcome.PARTLY_DONE: pgettext_lazy("outcome for customers", "Done in part"),
    Outcome.CANNOT_BE_DONE: pgettext_lazy("outcome for customers", "This cannot be done"),
    Outcome.PASSED_ON: pgettext_lazy("outcome for customers", "Passed on to whom it concerns"),
    Outcome.DUPLICATE: pgettext_lazy("outcome for customers", "We go on with it in another matter of yours"),
    Outcome.WITHDRAWN: pgettext_lazy("outcome for customers", "Withdrawn by you"),
}
"""What came of it, said to the customer; what an import left open says nothing."""
WAY: Mapping[Way, Label] = {
    Way.PHONE: pgettext_lazy("customer", "by phone"),
    Way.EMAIL: pgettext_lazy("customer", "by e-mail"),
    Way.MESSAGE: pgettext_lazy("customer", "by message"),
    Way.VISIT: pgettext_lazy("customer", "in person"),
}
NAMES: Mapping[NamesShown, Label] = {
    NamesShown.NONE: _("the organisation's name only"),
    NamesShown.NAMES: _("the name of who wrote"),
}
DONE: Mapping[str, Label] = {
    "answered": _("Your message is with us."),
    "settled": _("Thank you for telling us. The matter is closed."),
    "reopened": _("Thank you for telling us. We take it up again."),
    "followed": _("The earlier matter was closed long ago, so we opened this one for you."),
}


def status(line: PortalLine) -> tuple[str, Label]:
    """Give mark and word of where a case stands, as its customer reads it."""
    if line.status is Status.RESOLVED and not line.asks:
        return MARK[Status.CLOSED], STATUS[Status.CLOSED]
    return MARK[line.status], STATUS[line.status]
