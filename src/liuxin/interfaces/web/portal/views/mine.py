"""All cases of whoever proves that an e-mail address is theirs: a one-time link, then a session of the portal only."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liuxin.desk.cases import actions, queries
from liuxin.desk.cases.words import Visitor
from liuxin.desk.communication import actions as communication
from liuxin.desk.communication.words import About
from liuxin.interfaces.jobs import links
from liuxin.interfaces.web.organisation.forms import show as put
from liuxin.interfaces.web.portal import labels
from liuxin.interfaces.web.portal.forms import AddressForm
from liuxin.interfaces.web.portal.views.following import GONE, Way, follow, hand_over
from liuxin.interfaces.web.portal.visiting import DOOR, TOO_MANY, for_customers, knock, said, show
from liuxin.interfaces.wording.catalogue import sentence
from liuxin.kernel.errors import NotFoundError, RuleBrokenError

COOKIE = "portal"
SALT = "liuxin.portal.session"
PLACE = "/p/"
LASTS = 12 * 3600


@require_http_methods(["GET", "HEAD", "POST"])
@for_customers
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a way in by e-mail. The answer is the same whether the address is known or not."""
    form = AddressForm(request.POST or None, auto_id="link-%s")
    if request.method != "POST":
        return show(request, "portal/link.html", {"form": form})
    if not form.is_valid():
        return show(request, "portal/link.html", {"form": form}, status=400)
    now, email = timezone.now(), form.cleaned_data["email"]
    try:
        knock(request, "mail", now)
    except RuleBrokenError as problem:
        put(form, problem)
        return show(request, "portal/link.html", {"form": form}, status=TOO_MANY)
    token = actions.make_pass(email=email, by=DOOR, at=now)
    if token:
        language, about = get_language() or "", About("customer_session", token[:8])
        link = f"{links.home()}{reverse('portal:enter', args=[token])}"
        subject, text = (sentence(f"portal.pass{part}", language, link=link) for part in ("_subject", ""))
        communication.post(to=email, subject=subject, text=text, about=about, by=DOOR, at=now)
    return show(request, "portal/link_sent.html", {"email": email})


@require_http_methods(["GET", "HEAD", "POST"])
@for_customers
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Let somebody in who presses the button: a machine that only opens links uses nothing up."""
    now = timezone.now()
    try:
        if request.method != "POST":
            queries.check_pass(token, now)
            return show(request, "portal/enter.html")
        secret = actions.use_pass(token=token, by=DOOR, at=now)
    except (NotFoundError, RuleBrokenError) as problem:
        status = GONE if isinstance(problem, RuleBrokenError) else 404
        return show(request, "portal/no_link.html", {"problem": said(problem), "renew": True}, status=status)
    response = redirect("portal:mine")
    secure = request.is_secure()
    response.set_signed_cookie(
        COOKIE, secret, salt=SALT, max_age=LASTS, path=PLACE, httponly=True, samesite="Lax", secure=secure
    )
    return response


@require_safe
@for_customers
def listing(request: HttpRequest) -> HttpResponse:
    """List the cases of whoever is in."""
    visitor = _visitor(request)
    if visitor is None:
        return redirect("portal:link")
    return show(request, "portal/mine.html", {"rows": rows(visitor, "portal:mine-case"), "visitor": visitor})


@require_http_methods(["GET", "HEAD", "POST"])
@for_customers
def case(request: HttpRequest, code: str) -> HttpResponse:
    """Show one of them, or take what its customer says."""
    visitor = _visitor(request)
    if visitor is None:
        return redirect("portal:link")
    way = Way(
        visitor,
        lambda each: reverse("portal:mine-case", args=[each]),
        lambda each, attachment: reverse("portal:mine-file", args=[each, attachment]),
        back=reverse("portal:mine"),
    )
    try:
        return follow(request, code, way)
    except NotFoundError as problem:
        return show(request, "portal/no_link.html", {"problem": said(problem), "back": way.back}, status=404)


@require_safe
@for_customers
def file(request: HttpRequest, code: str, attachment: int) -> HttpResponse:
    """Give a file of one of them."""
    visitor = _visitor(request)
    return hand_over(request, visitor, code, attachment) if visitor else redirect("portal:link")


@require_POST
@for_customers
def leave(request: HttpRequest) -> HttpResponse:
    """End the session."""
    secret = _secret(request)
    if secret:
        actions.end_session(token=secret, by=DOOR, at=timezone.now())
    response = redirect("portal:home")
    response.delete_cookie(COOKIE, path=PLACE, samesite="Lax")
    return response


def rows(visitor: Visitor, name: str) -> list[dict[str, object]]:
    """Give the lines of a visitor's cases with where each is read."""
    return [
        {"line": line, "state": labels.status(line), "url": reverse(name, args=[line.code])}
        for line in queries.portal_cases(visitor)
    ]


def _secret(request: HttpRequest) -> str:
    return request.get_signed_cookie(COOKIE, "", salt=SALT, max_age=LASTS) or ""


def _visitor(request: HttpRequest) -> Visitor | None:
    secret = _secret(request)
    return queries.session(secret, timezone.now()) if secret else None
