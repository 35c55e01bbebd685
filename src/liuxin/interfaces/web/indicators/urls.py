"""Addresses of the indicator sets."""

from django.urls import URLPattern, path

from liuxin.interfaces.web.indicators.views import drafts, sets

app_name = "indicators"
urlpatterns: list[URLPattern] = [
    path("indicators", sets.sets, name="sets"),
    path("indicators/new", drafts.new, name="new"),
    path("indicators/<int:set>", sets.one, name="set"),
    path("indicators/<int:set>/edit", drafts.edit, name="edit"),
    path("indicators/<int:set>/put-in-force", drafts.put_in_force, name="put-in-force"),
    path("indicators/<int:set>/discard", drafts.discard, name="discard"),
]
