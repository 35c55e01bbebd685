"""Addresses of the survey after a resolution."""

from django.urls import URLPattern, path

from liuxin.interfaces.web.satisfaction import answering, views

app_name = "satisfaction"
urlpatterns: list[URLPattern] = [
    path("how-was-it/<str:token>", answering.answer, name="answer"),
    path("surveys/rule", views.rule, name="rule"),
    path("surveys/answers", views.answers, name="answers"),
]
