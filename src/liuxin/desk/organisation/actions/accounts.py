"""Accounts: opening, closing, password, language."""

from datetime import datetime
from typing import NoReturn

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from liuxin.desk.organisation import permissions
from liuxin.desk.organisation.actions.steps import ask, event, require, tell
from liuxin.desk.organisation.models import Account, SignIn
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotFoundError, RuleBrokenError

LANGUAGES = frozenset({"", "zh-hans", "en"})


@transaction.atomic
def open_account(
    *,
    username: str,
    password: str,
    person_id: int | None = None,
    language: str = "",
    is_demo: bool = False,
    by: Actor,
    at: datetime,
) -> int:
    """Open an account and give the key.

    Raises `NotAllowedError("organisation.not_allowed")`, `BadInputError("account.username_missing")`,
    `RuleBrokenError("account.username_taken")`, `("account.person_has_one")` and what `change_password` raises of a
    weak password.
    """
    require(permissions.may_open_accounts(ask(by, at)))
    username = Account.normalize_username(username.strip())
    if not username:
        raise BadInputError("account.username_missing", field="username")
    if Account.objects.filter(username=username).exists():
        raise RuleBrokenError("account.username_taken", field="username", username=username)
    if person_id is not None and Account.objects.filter(person=person_id).exists():
        raise RuleBrokenError("account.person_has_one", field="person")
    account = Account(username=username, person_id=person_id, language=language, is_demo=is_demo, opened_at=at)
    _set_password(account, password)
    account.save(force_insert=True)
    tell([event("account_opened", "account", account.pk, at, person=person_id, demo=is_demo)], by, at)
    return account.pk


@transaction.atomic
def close_account(*, account_id: int, by: Actor, at: datetime) -> None:
    """Close an account and end its sessions.

    Raises `NotAllowedError("organisation.not_allowed")` and `NotFoundError("account.unknown")`.
    """
    require(permissions.may_open_accounts(ask(by, at)))
    account = _account(account_id)
    account.is_active = False
    account.save(update_fields=["is_active"])
    SignIn.objects.filter(account=account, ended_at__isnull=True).update(ended_at=at)
    tell([event("account_closed", "account", account_id, at)], by, at)


@transaction.atomic
def change_password(*, account_id: int, old: str, new: str, keep_session: str = "", by: Actor, at: datetime) -> None:
    """Change the password of one's own account and end all its sessions but the one whose digest is kept.

    Raises `NotAllowedError("organisation.not_allowed")`, `BadInputError("account.wrong_password")` and, with the
    field `new`, `BadInputError("account.password_too_short")`, `("account.password_too_common")`,
    `("account.password_too_similar")` or `("account.password_too_weak")`.
    """
    require(permissions.may_use_account(ask(by, at), account_id))
    account = _account(account_id)
    if not account.check_password(old):
        raise BadInputError("account.wrong_password", field="old")
    _set_password(account, new)
    account.save(update_fields=["password"])
    others = SignIn.objects.filter(account=account, ended_at__isnull=True).exclude(session_digest=keep_session)
    others.update(ended_at=at)
    tell([event("password_changed", "account", account_id, at)], by, at)


@transaction.atomic
def reset_password(*, account_id: int, new: str, by: Actor, at: datetime) -> None:
    """Give an account whose owner cannot sign in a new password, and end all its sessions.

    Raises `NotAllowedError("organisation.not_allowed")`, `NotFoundError("account.unknown")` and what
    `change_password` raises of a weak password.
    """
    require(permissions.may_open_accounts(ask(by, at)))
    account = _account(account_id)
    _set_password(account, new)
    account.save(update_fields=["password"])
    SignIn.objects.filter(account=account, ended_at__isnull=True).update(ended_at=at)
    tell([event("password_reset", "account", account_id, at)], by, at)


@transaction.atomic
def set_language(*, account_id: int, language: str, by: Actor, at: datetime) -> None:
    """Keep the language in which an account reads.

    Raises `NotAllowedError("organisation.not_allowed")` and `BadInputError("account.language_unknown")`.
    """
    require(permissions.may_use_account(ask(by, at), account_id))
    if language not in LANGUAGES:
        raise BadInputError("account.language_unknown", field="language")
    Account.objects.filter(pk=account_id).update(language=language)
    tell([event("language_set", "account", account_id, at)], by, at)


def _account(account_id: int) -> Account:
    account = Account.objects.select_for_update().filter(pk=account_id).first()
    if account is None:
        raise NotFoundError("account.unknown")
    return account


def _set_password(account: Account, password: str) -> None:
    try:
        validate_password(password, account)
    except ValidationError as error:
        _refuse(error.error_list[0], error)
    account.set_password(password)


def _refuse(reason: ValidationError, cause: ValidationError) -> NoReturn:
    match reason.code:
        case "password_too_short":
            least = (reason.params or {}).get("min_length")
            raise BadInputError("account.password_too_short", field="new", least=least) from cause
        case "password_too_common":
            raise BadInputError("account.password_too_common", field="new") from cause
        case "password_too_similar":
            raise BadInputError("account.password_too_similar", field="new") from cause
        case _:
            raise BadInputError("account.password_too_weak", field="new") from cause
