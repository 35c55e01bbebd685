"""Addresses of cases."""

from django.urls import URLPattern, path, register_converter

from liuxin.desk.cases.words import Act
from liuxin.interfaces.web.cases.views import acts, listing, one, receiving


class ActConverter:
    """What may be done with a case, as the last part of an address."""

    regex = "|".join(act.value for act in Act)

    def to_python(self, value: str) -> Act:
        """Read the act."""
        return Act(value)

    def to_url(self, value: Act | str) -> str:
        """Write the act."""
        return Act(value).value


register_converter(ActConverter, "act")

app_name = "cases"
urlpatterns: list[URLPattern] = [
    path("cases", listing.listing, name="list"),
    path("cases/export", listing.export_cases, name="list-export"),
    path("cases/new", receiving.receive, name="new"),
    path("cases/<str:code>", one.case, name="case"),
    path("cases/<str:code>/<act:act>", acts.act, name="act"),
]
