"""Errors of the house as pages, sign-in for a fragment as a whole page, and no more sent than anything here takes."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

from liuxin.interfaces.web.kit import views
from liuxin.kernel.errors import BadInputError, LiuxinError

LARGEST_KEY = 2**63 - 1
"""No database numbers a row higher."""
NO_CONTENT = 204
FOUND = 302
NOT_FOUND = 404
NOT_BY_ITSELF = 405
TOO_LARGE = 413
MEGABYTE = 1024 * 1024


class LargestBody:
    """Refuses what is larger than anything here takes, by what it says of itself, before a byte of it is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or say how much may be sent at once; a server in front refuses what does not tell its length."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > settings.LARGEST_BODY:
            problem = BadInputError("form.too_large", largest=settings.LARGEST_BODY // MEGABYTE)
            return views.problem_page(request, TOO_LARGE, problem)
        return self.get_response(request)


class ErrorPages:
    """Turns a `LiuxinError` that no view caught into a page with what to do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; where htmx asked for a fragment, send the whole page to sign-in instead.

        Whoever signs in again where a form was sent comes to an address that only takes forms: that has a page too.
        """
        response = self.get_response(request)
        if response.status_code == NOT_BY_ITSELF and request.method == "GET":
            return _not_by_itself(request, response)
        target = response.headers.get("Location", "")
        if (
            response.status_code == FOUND
            and request.headers.get("HX-Request")
            and target.startswith(resolve_url(settings.LOGIN_URL))
        ):
            moved = HttpResponse(status=NO_CONTENT)
            moved["HX-Redirect"] = request.headers.get("HX-Current-URL", "/")
            return moved
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: dict[str, object]
    ) -> HttpResponse | None:
        """Answer that nothing is there where an address holds a number that no row can have."""
        del view, args
        if any(isinstance(key, int) and key > LARGEST_KEY for key in kwargs.values()):
            return views.problem_page(request, NOT_FOUND)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer with the page of the error; anything that is not ours goes on to Django."""
        if isinstance(exception, LiuxinError):
            return views.error(request, exception)
        return None


def _not_by_itself(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Say on a page, and no blank one, that an address takes what a form sends and shows nothing."""
    shown = views.problem_page(request, NOT_BY_ITSELF)
    shown["Allow"] = response["Allow"]
    return shown
