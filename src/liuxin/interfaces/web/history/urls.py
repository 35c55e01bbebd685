"""Addresses of the record."""

from django.urls import URLPattern, path

from liuxin.interfaces.web.history import views

app_name = "history"
urlpatterns: list[URLPattern] = [
    path("record", views.record, name="record"),
    path("record/chain", views.chain, name="chain"),
    path("record/examine", views.examine, name="examine"),
    path("record/export", views.export_events, name="record-export"),
]
