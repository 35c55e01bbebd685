"""A smallest project with django-helpdesk, run by the Python that it is installed in: FOLDER ROWS ROUNDS.

It knows nothing of this product: only Django and django-helpdesk are there.
"""

import base64
import json
import sys
import time
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from types import ModuleType
from typing import Any

import django
from django.conf import settings

FOLDER, ROWS, ROUNDS = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
FOUND = [name for name in ("bootstrap4form", "bootstrapform") if find_spec(name)]
"""The forms that this version of it draws with."""

APPS = ("admin", "auth", "contenttypes", "sessions", "messages", "staticfiles", "sites", "humanize")
settings.configure(
    SECRET_KEY="bench",  # noqa: S106 - of a project that is thrown away
    ALLOWED_HOSTS=["testserver"],
    INSTALLED_APPS=[*(f"django.contrib.{app}" for app in APPS), *FOUND, "rest_framework", "helpdesk"],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ],
    ROOT_URLCONF="beside_urls",
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.debug",
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ]
            },
        }
    ],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(FOLDER / "beside.sqlite3")}},
    CACHES={"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}},
    SITE_ID=1,
    USE_TZ=True,
    STATIC_URL="/static/",
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    HELPDESK_TEAMS_MODE_ENABLED=False,
    HELPDESK_ENABLE_PER_QUEUE_STAFF_PERMISSION=True,
    EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend",
)
django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import include, path, reverse  # noqa: E402

urls = ModuleType("beside_urls")
urls.urlpatterns = [path("helpdesk/", include("helpdesk.urls", namespace="helpdesk"))]  # type: ignore[attr-defined]
sys.modules["beside_urls"] = urls


def main() -> None:
    """Fill, ask, write down the middle of each kind."""
    call_command("migrate", interactive=False, verbosity=0)
    models: Any = import_module("helpdesk.models")
    accounts: Any = get_user_model().objects
    user = accounts.create_superuser("bench", "bench@example.org", "bench")
    queue = models.Queue.objects.create(title="Bench", slug="bench", email_address="desk@example.org")
    models.Ticket.objects.bulk_create(
        [
            models.Ticket(
                title=f"Case {number}",
                queue=queue,
                status=1 if number % 10 == 0 else 4,
                priority=number % 4 + 1,
                submitter_email="a@example.org",
                description="leak in the garage",
                assigned_to=user,
            )
            for number in range(ROWS)
        ],
        batch_size=500,
    )
    ticket = models.Ticket.objects.all()[ROWS // 2]
    models.FollowUp.objects.create(ticket=ticket, title="Comment", comment="leak", public=True, user=user)
    client = Client()
    client.force_login(user)
    (FOLDER / "result.json").write_text(json.dumps(_measured(client, queue, ticket)), encoding="utf-8")


def _measured(client: Client, queue: object, ticket: object) -> dict[str, float]:
    tickets: Any = import_module("helpdesk.models").Ticket.objects
    query = base64.b64encode(
        json.dumps({"filtering": {"status__in": [1, 2, 3, 4]}, "sorting": "created"}).encode()
    ).decode()
    rows = reverse("helpdesk:datatables_ticket_list", args=[query])

    asked = "draw=1&start=0&length=25&search[value]=&order[0][column]=0&order[0][dir]=desc"

    def listed() -> None:
        """Their list is a page and, asked for by its script, the rows."""
        _ok(client.get(reverse("helpdesk:list")))
        _ok(client.get(f"{rows}?{asked}"))

    def one() -> None:
        _ok(client.get(reverse("helpdesk:view", args=[ticket.pk])))  # type: ignore[attr-defined]

    def create() -> None:
        tickets.create(
            title="leak", queue=queue, submitter_email="a@example.org", description="leak in the garage", priority=3
        )

    return {"list": _middle(listed), "ticket": _middle(one), "create": _middle(create)}


def _ok(answer: object) -> None:
    status = answer.status_code  # type: ignore[attr-defined]
    if status != 200:  # noqa: PLR2004 - the one that is wanted
        raise SystemExit(f"django-helpdesk answers {status}: {answer.content[:300]!r}")  # type: ignore[attr-defined]


def _middle(job: object) -> float:
    job()  # type: ignore[operator]
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        job()  # type: ignore[operator]
        taken.append(time.perf_counter() - start)
    return median(taken)


if __name__ == "__main__":
    main()
