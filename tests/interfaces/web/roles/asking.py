"""Asks an address for something as somebody, and puts everything back."""

from dataclasses import dataclass, field

from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from tests.interfaces.web.roles import forms
from tests.interfaces.web.roles.table import SIGN_IN, Address
from tests.interfaces.web.roles.world import MISSING, Subject, World


@dataclass(frozen=True, slots=True)
class Asked:
    """What stands in an address, after it, and in its form."""

    path: dict[str, object] = field(default_factory=dict)
    query: dict[str, object] = field(default_factory=dict)
    form: dict[str, object] = field(default_factory=dict)


def asked(world: World, address: Address, method: str, subject: Subject) -> Asked:
    """Fill an address with a subject; a form with what an allowed one would send."""
    fixed = {"set": world.draft, "measure": world.measure}
    parts = address.parameters
    path = {
        name: subject.part(address.page, name) or fixed.get(name) or _part(address, name, subject) for name in parts
    }
    if address.fixed:
        part, word = address.fixed
        path[part] = word
    return Asked(path, _query(address.page, subject), forms.form(world, address, subject) if method == "POST" else {})


REFUSED = {403, 404}
SHORTLY = {"HX-Request": "true"}
"""Under this a refusal is answered by its sentence alone, without the page around it: a third of the time."""


def answer(
    browser: Client, address: Address, method: str, wanted: Asked, *, expected: int | str | None = None
) -> int | str:
    """Ask, take back whatever it changed, and give the status, or `sign in` where it leads there.

    Who expects to be refused asks for the sentence alone; an address that lets in instead shows it all the same.
    """
    headers = SHORTLY if expected in REFUSED else None
    url = reverse(address.name, kwargs=wanted.path or None, query=wanted.query or None)
    before = {name: morsel.value for name, morsel in browser.cookies.items()}
    with transaction.atomic():
        response = _ask(browser, method, url, wanted.form, headers)
        status = response.status_code
        if response.streaming:
            list(response)
        transaction.set_rollback(True)
    browser.cookies.clear()
    browser.cookies.load(before)
    away = response.headers.get("Location", "")
    return SIGN_IN if status == 302 and away.startswith(reverse("organisation:sign-in")) else status


def _ask(
    browser: Client, method: str, url: str, form: dict[str, object], headers: dict[str, str] | None
) -> HttpResponseBase:
    if method == "POST":
        return browser.post(url, form, headers=headers)
    return browser.generic(method, url, headers=headers)


def _part(address: Address, name: str, subject: Subject) -> object:
    if name == "code":
        return subject.customer if address.page.startswith("customers:") else forms.case_for(address, subject)
    if name == "batch" and address.page == "indicators:external-decide":
        return subject.waiting_batch
    is_number = name == "key" and address.page.startswith("insight:")
    return "cases_resolved" if is_number else getattr(subject, name, MISSING)


def _query(page: str, subject: Subject) -> dict[str, object]:
    if page.startswith("insight:behind"):
        return {"person": subject.person}
    if page == "indicators:external-template-export":
        return {"period": "2016-05"}
    if page.endswith("-export"):
        return {"form": "csv"}
    return {}
