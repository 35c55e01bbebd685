"""Addresses of the room."""

from django.urls import URLPattern, path

from liuxin.interfaces.web.surveys import views

app_name = "surveys"
urlpatterns: list[URLPattern] = [path("s/<str:token>", views.link, name="link")]
