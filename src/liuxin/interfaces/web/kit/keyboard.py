"""What single keys do, as a table for everybody, and the choice to have none."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from liuxin.interfaces.web.kit.views import YEAR, page

KEYS = (
    (("?",), gettext_lazy("show this table")),
    (("/",), gettext_lazy("look for something in a list; in an empty answer choose a template")),
    (("j", "k"), gettext_lazy("down and up in a list")),
    (("o", "↵"), gettext_lazy("open the row")),
    (("r",), gettext_lazy("answer the customer")),
    (("n",), gettext_lazy("write a note")),
    (("t",), gettext_lazy("transfer the case")),
    (("w",), gettext_lazy("wait for the customer, or go on")),
    (("e",), gettext_lazy("resolve or close the case")),
    (("z",), gettext_lazy("take back the answer that has not gone out")),
    (("g", "c"), gettext_lazy("one after the other: go to the cases")),
    (("g", "k"), gettext_lazy("one after the other: go to the customers")),
    (("g", "d"), gettext_lazy("one after the other: go to my day")),
    (("⌘ ↵", "Ctrl ↵"), gettext_lazy("in a text: send it")),
    (("@",), gettext_lazy("in a note: name a colleague")),
    (("Esc",), gettext_lazy("close what lies over the page")),
)
COOKIE = "keys"


@require_http_methods(["GET", "POST"])
@login_required
def keys(request: HttpRequest) -> HttpResponse:
    """Show what keys do; a POST keeps whether single keys do anything on this device."""
    if request.method != "POST":
        context = {"table": KEYS, "off": request.COOKIES.get(COOKIE) == "off"}
        return page(request, "kit/keys.html", context, fragment="drawer")
    response = HttpResponseRedirect(reverse("keys"))
    if request.POST.get("keys") == "off":
        messages.success(request, _("Single keys are switched off."))
        response.set_cookie(COOKIE, "off", max_age=YEAR, samesite="Lax", secure=request.is_secure())
    else:
        messages.success(request, _("Single keys are switched on."))
        response.delete_cookie(COOKIE, samesite="Lax")
    return response
