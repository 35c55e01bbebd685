"""Addresses of the room."""

from django.urls import URLPattern, path

from liuxin.interfaces.web.evaluation.views import forms, links, overview, person, raters, tendency

app_name = "evaluation"
urlpatterns: list[URLPattern] = [
    path("evaluation", overview.home, name="home"),
    path("evaluation/mine", forms.mine, name="mine"),
    path("evaluation/my-ratings", tendency.my_ratings, name="my-ratings"),
    path("evaluation/my-ratings/<int:feedback>/read", tendency.acknowledge, name="acknowledge"),
    path("evaluation/forms/<int:assignment>", forms.form, name="form"),
    path("evaluation/<int:cycle>/<int:department>/open", overview.open_forms, name="open"),
    path("evaluation/<int:cycle>/<int:department>/score", overview.score, name="score"),
    path("evaluation/<int:cycle>/<int:department>/finish", overview.finish, name="finish"),
    path("evaluation/<int:cycle>/<int:department>/links", links.links, name="links"),
    path("evaluation/<int:cycle>/<int:department>/raters", raters.raters, name="raters"),
    path("evaluation/<int:cycle>/people/<int:person>", person.person, name="person"),
]
