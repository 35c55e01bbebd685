"""The address of search."""

from django.urls import URLPattern, path

from liuxin.interfaces.web.search import views

app_name = "search"
urlpatterns: list[URLPattern] = [path("search", views.find, name="find")]
