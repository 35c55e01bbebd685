"""Addresses of agreements."""

from django.urls import URLPattern, path, register_converter

from liuxin.interfaces.web.agreement import deeds, views


class DeedConverter:
    """What may be done with an agreement, as the last part of an address."""

    regex = "|".join(deeds.DEEDS)

    def to_python(self, value: str) -> str:
        """Read the deed."""
        return value

    def to_url(self, value: str) -> str:
        """Write the deed."""
        return value


register_converter(DeedConverter, "agreement_act")

app_name = "agreement"
urlpatterns: list[URLPattern] = [
    path("agreements/<int:agreement>", views.one, name="one"),
    path("agreements/<int:agreement>/panel", views.live, name="panel"),
    path("agreements/<int:agreement>/<agreement_act:act>", views.act, name="act"),
]
