"""Practice on prepared cases, and how accurate I am: one's own, open to nobody else."""

from collections.abc import Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.web.evaluators import labels
from liuxin.interfaces.web.evaluators.pages import accuracy as told
from liuxin.interfaces.web.evaluators.pages import practice as laid
from liuxin.interfaces.web.evaluators.views.training import person_of
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import CONFLICT, page
from liuxin.kernel.errors import LiuxinError, NotFoundError
from liuxin.performance.evaluators import actions, queries
from liuxin.performance.evaluators.words import Case


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def practice(request: HttpRequest) -> HttpResponse:
    """List the prepared cases; a POST looks at the accuracy of those rated."""
    person, now = person_of(request), timezone.now()
    problem, status = "", 200
    if request.method == "POST":
        try:
            found = actions.finish_practice(by=standing.actor(request), at=now)
        except LiuxinError as error:
            problem, status = labels.said(error.code, **error.params), CONFLICT
        else:
            if found.passed:
                messages.success(request, _("You are qualified for twelve months."))
            return redirect("evaluators:accuracy")
    context = laid.overview(queries.practice(), queries.my_training(person, now)) | {"problem": problem}
    return page(request, "evaluators/practice.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def case(request: HttpRequest, example: str) -> HttpResponse:
    """Show a prepared case to be rated; once rated, the reference beside one's own ratings, with reasons."""
    person, now = person_of(request), timezone.now()
    found = _found(example)
    given, problem, status = {}, "", 200
    if request.method == "POST":
        given = _given(request.POST)
        try:
            actions.rate_practice(case=example, levels=given, by=standing.actor(request), at=now)
        except LiuxinError as error:
            problem, status = labels.said(error.code, **error.params), CONFLICT
        else:
            return redirect("evaluators:practice-case", example)
    stands = queries.my_training(person, now).practice
    context = laid.case(queries.practice(), found, stands, given) | {"problem": problem}
    return page(request, "evaluators/practice_case.html", context, status=status)


@require_http_methods(["GET", "HEAD"])
@login_required
def accuracy(request: HttpRequest) -> HttpResponse:
    """Tell how accurate my latest practice was, in words."""
    found = queries.own_verdict(person_of(request), timezone.now())
    context = {"found": None} if found is None else told.page_of(*found, queries.practice(), organisation.zone())
    return page(request, "evaluators/accuracy.html", context)


def _found(code: str) -> Case:
    found = next((each for each in queries.practice().cases if each.code == code), None)
    if found is None:
        raise NotFoundError("evaluators.no_such_practice_case")
    return found


def _given(data: Mapping[str, object]) -> dict[str, int]:
    """Read the levels; what is no whole number is no level."""
    fields = {key.removeprefix(laid.LEVEL): str(value) for key, value in data.items() if key.startswith(laid.LEVEL)}
    return {code: int(value) if value.isdecimal() else 0 for code, value in fields.items()}
