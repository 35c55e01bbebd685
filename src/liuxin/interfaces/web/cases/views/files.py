"""Files of a case are given to whoever sees the case: to be kept, never to be run in the page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from liuxin.desk.cases import queries
from liuxin.desk.files import queries as files
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.handing import handed


@require_safe
@login_required
def file(request: HttpRequest, code: str, attachment: int) -> HttpResponse:
    """Give a file of a case; a picture may be shown where the page asks for it."""
    found, kept = queries.attachment(standing.of(request), code, attachment)
    shown = kept.is_picture and request.GET.get("show") == "1"
    return handed(files.content(kept), found.name, kept.media_type if shown else "", inline=shown)


@require_safe
@login_required
def letter(request: HttpRequest, code: str, message: int) -> HttpResponse:
    """Give a letter as it came."""
    kept = queries.whole_letter(standing.of(request), code, message)
    return handed(files.content(kept), f"{code}-{message}.eml", "")
