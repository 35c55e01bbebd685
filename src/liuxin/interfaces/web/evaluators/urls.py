"""Addresses of the room."""

from django.urls import URLPattern

app_name = "evaluators"
urlpatterns: list[URLPattern] = []
