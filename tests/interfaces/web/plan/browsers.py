"""Browsers of the people of a cycle."""

from html import unescape

from django.test import Client

from liuxin.desk.organisation.words import Role
from tests.factories.organisation import make_account


def browser(*roles: Role, person: int | None = None, language: str = "en") -> Client:
    """Give a browser of a person, or of a new one with these roles."""
    client = Client(headers={"accept-language": language})
    client.force_login(make_account(person=person, roles=roles, language=language))
    client.get("/account")
    return client


def text(client: Client, url: str) -> str:
    """Give a page as text."""
    return unescape(client.get(url).content.decode())


def send(client: Client, url: str, **fields: object) -> tuple[int, str]:
    """Send a form, and give the status and where it leads or what it says."""
    response = client.post(url, fields)
    return response.status_code, response.headers.get("Location") or unescape(response.content.decode())
