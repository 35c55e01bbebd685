"""Addresses of the kit: the start page, the language and the theme."""

from django.urls import URLPattern, path
from django.views.i18n import set_language

from liuxin.interfaces.web.kit import keyboard, views

urlpatterns: list[URLPattern] = [
    path("", views.start, name="start"),
    path("language", set_language, name="language"),
    path("theme", views.theme, name="theme"),
    path("keys", keyboard.keys, name="keys"),
]
