"""Addresses of notices."""

from django.urls import URLPattern, path

from liuxin.interfaces.web.notices import views

app_name = "notices"
urlpatterns: list[URLPattern] = [
    path("notices", views.home, name="list"),
    path("notices/bell", views.bell, name="bell"),
    path("notices/read", views.read_all, name="read"),
    path("notices/mine", views.mine, name="mine"),
    path("notices/<int:notice>/open", views.open_, name="open"),
]
