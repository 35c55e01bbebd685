"""Addresses of warnings."""

from django.urls import URLPattern, path

from liuxin.interfaces.web.quality import views

app_name = "quality"
urlpatterns: list[URLPattern] = [
    path("warnings", views.home, name="warnings"),
    path("warnings/<int:warning>", views.warning, name="warning"),
    path("warnings/<int:warning>/hand-over", views.hand_over, name="hand-over"),
    path("warnings/<int:warning>/only-thanks", views.only_thanks, name="only-thanks"),
    path("cases/<str:code>/found", views.of_case, name="of-case"),
]
