"""One's own account: password, language, where one is signed in."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from liuxin.desk.organisation import actions, queries
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import page
from liuxin.interfaces.web.organisation import own
from liuxin.interfaces.web.organisation.forms import LanguageForm, PasswordForm, show
from liuxin.kernel.errors import BadInputError


@require_safe
@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Show one's own account."""
    return _shown(request, PasswordForm(auto_id="password-%s"))


@sensitive_post_parameters()
@require_POST
@login_required
def password(request: HttpRequest) -> HttpResponse:
    """Change the password and end every other session."""
    form = PasswordForm(request.POST, auto_id="password-%s")
    if not form.is_valid():
        return _shown(request, form)
    before = own.session_digest(request)
    try:
        actions.change_password(
            account_id=own.account_id(request),
            old=form.cleaned_data["old"],
            new=form.cleaned_data["new"],
            keep_session=before,
            by=own.actor(request),
            at=timezone.now(),
        )
    except BadInputError as problem:
        show(form, problem)
        return _shown(request, form)
    _carry_over(request, before)
    messages.success(request, _("The password is changed. You are signed out everywhere else."))
    return redirect("organisation:account")


@require_POST
@login_required
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language for this and every later session."""
    form = LanguageForm(request.POST, auto_id="language-%s")
    if not form.is_valid():
        raise BadInputError("account.language_unknown", field="language")
    chosen = form.cleaned_data["language"]
    actions.set_language(account_id=own.account_id(request), language=chosen, by=own.actor(request), at=timezone.now())
    response = redirect("organisation:account")
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, samesite="Lax")
    return response


@require_POST
@login_required
def end(request: HttpRequest, session: int) -> HttpResponse:
    """End one session of one's own."""
    actions.end_session(
        account_id=own.account_id(request), session_id=session, by=own.actor(request), at=timezone.now()
    )
    messages.success(request, _("That session is ended."))
    return redirect("organisation:account")


@require_POST
@login_required
def end_others(request: HttpRequest) -> HttpResponse:
    """End every session but this one."""
    actions.end_other_sessions(
        account_id=own.account_id(request),
        keep_session=own.session_digest(request),
        by=own.actor(request),
        at=timezone.now(),
    )
    messages.success(request, _("You are signed out everywhere else."))
    return redirect("organisation:account")


def _shown(request: HttpRequest, form: PasswordForm) -> HttpResponse:
    now_in = get_language() or settings.LANGUAGE_CODE
    sessions = queries.sessions(standing.of(request), own.account_id(request), this=own.session_digest(request))
    return page(
        request,
        "organisation/account.html",
        {
            "form": form,
            "language_form": LanguageForm(initial={"language": now_in}, auto_id="language-%s"),
            "sessions": sessions,
            "others": any(session.ended_at is None and not session.is_this for session in sessions),
            "zone": queries.zone(),
        },
    )


def _carry_over(request: HttpRequest, before: str) -> None:
    """Keep this session signed in: a new password would end it, and gives it a new key."""
    account = request.user
    if account.is_authenticated:
        account.refresh_from_db()
        update_session_auth_hash(request, account)
    actions.renew_session(
        account_id=own.account_id(request),
        old_digest=before,
        new_digest=own.session_digest(request),
        by=own.actor(request),
        at=timezone.now(),
    )
