"""Signing in and out."""

import ipaddress

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from liuxin.desk.organisation import actions, queries
from liuxin.desk.organisation.words import SIMULATED
from liuxin.interfaces.web.kit.views import page
from liuxin.interfaces.web.organisation import own
from liuxin.interfaces.web.organisation.devices import device
from liuxin.interfaces.web.organisation.forms import SignInForm, show
from liuxin.kernel.errors import BadInputError, NotAllowedError

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in, then go on to where the reader wanted to go on this site."""
    onward = _onward(request)
    if request.user.is_authenticated:
        return HttpResponseRedirect(onward)
    form = SignInForm(request.POST or None, auto_id="sign-in-%s")
    if form.is_valid():
        try:
            return _begin(request, form, onward)
        except (BadInputError, NotAllowedError) as problem:
            show(form, problem)
    return page(request, "organisation/sign_in.html", {"form": form, "next": _wanted(request)})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out; who was not signed in is sent to the start all the same."""
    if request.user.is_authenticated:
        actions.sign_out(
            account_id=own.account_id(request),
            session_digest=own.session_digest(request),
            by=own.actor(request),
            at=timezone.now(),
        )
        logout(request)
    return redirect("start")


def _begin(request: HttpRequest, form: SignInForm, onward: str) -> HttpResponse:
    given = form.cleaned_data
    account = authenticate(request, username=given["username"], password=given["password"])
    if account is None:
        raise BadInputError("account.wrong_credentials")
    if account.is_demo and not _is_local(request):
        raise NotAllowedError("account.demo_not_here")
    login(request, account)
    actions.begin_session(
        account_id=account.pk,
        session_digest=own.session_digest(request),
        device=device(request.headers.get("User-Agent", "")),
        by=own.actor(request),
        at=timezone.now(),
    )
    request.session[SIMULATED] = queries.is_simulated()
    response = HttpResponseRedirect(onward)
    if account.language:
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, account.language, samesite="Lax")
    return response


def _wanted(request: HttpRequest) -> str:
    return request.POST.get("next") or request.GET.get("next", "")


def _onward(request: HttpRequest) -> str:
    wanted = _wanted(request)
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return resolve_url(settings.LOGIN_REDIRECT_URL)


def _is_local(request: HttpRequest) -> bool:
    """Tell whether the request comes from this machine and by a name of this machine.

    Behind a proxy every request comes from this machine, but by another name.
    """
    name = request.get_host().rsplit(":", 1)[0] if not request.get_host().endswith("]") else request.get_host()
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    return address.is_loopback and name in LOCAL_NAMES
