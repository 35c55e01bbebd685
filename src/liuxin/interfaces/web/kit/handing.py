"""Files that came from outside are handed on so that no browser opens what is in them."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

PLAIN = "application/octet-stream"


def handed(content: bytes, name: str, media_type: str = "", *, inline: bool = False) -> HttpResponse:
    """Give a file to be kept; only what is shown `inline` is told by its kind."""
    response = HttpResponse(content, content_type=media_type if inline and media_type else PLAIN)
    disposition = content_disposition_header(not inline, name)
    response["Content-Disposition"] = disposition or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, max-age=3600"
    return response
