"""Accounts and their sessions: who may sign in, apart from who works here."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from liuxin.desk.organisation.models.people import Person


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by user name for the authentication backends; accounts are made in actions."""


class Account(AbstractBaseUser):
    """Signs in. The table of sessions tells the last use, so there is no `last_login`."""

    last_login = None

    username = models.CharField(max_length=150, unique=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="account")
    language = models.CharField(max_length=16, blank=True)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    opened_at = models.DateTimeField()

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=~Q(username=""), name="account_has_username"),
            models.CheckConstraint(condition=Q(language__in=["", "zh-hans", "en"]), name="account_known_language"),
        )

    def __str__(self) -> str:
        """Give the user name."""
        return self.username


class SignIn(models.Model):
    """A session of an account. Only a digest of the session's key is kept, so that a reader cannot take it over."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="sign_ins")
    session_digest = models.CharField(max_length=64, unique=True)
    device = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    last_used_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=Q(last_used_at__gte=models.F("at")), name="sign_in_used_after_start"),
        )

    def __str__(self) -> str:
        """Name the account and the start."""
        return f"{self.account_id} {self.at:%Y-%m-%d %H:%M}"
