"""Addresses of the room: who rates whom, training, conflicts of interest."""

from django.urls import URLPattern, path

from liuxin.interfaces.web.evaluators.views import assignments, conflicts, practice, training

app_name = "evaluators"
urlpatterns: list[URLPattern] = [
    path("evaluators", assignments.home, name="home"),
    path("evaluators/<int:cycle>/<int:department>", assignments.department, name="department"),
    path("evaluators/<int:cycle>/<int:department>/propose", assignments.propose, name="propose"),
    path("evaluators/<int:cycle>/<int:department>/confirm", assignments.confirm, name="confirm"),
    path("evaluators/<int:cycle>/<int:department>/finish", assignments.finish, name="finish"),
    path("evaluators/<int:cycle>/people/<int:person>/add", assignments.add, name="add"),
    path("evaluators/assignments/<int:assignment>/drop", assignments.drop, name="drop"),
    path("evaluators/<int:cycle>/declare", conflicts.declare, name="declare"),
    path("evaluators/conflicts", conflicts.conflicts, name="conflicts"),
    path("evaluators/conflicts/<int:declaration>", conflicts.decide, name="decide"),
    path("evaluators/training", training.training, name="training"),
    path("evaluators/courses/<slug:course>", training.course, name="course"),
    path("evaluators/practice", practice.practice, name="practice"),
    path("evaluators/practice/<slug:example>", practice.case, name="practice-case"),
    path("evaluators/accuracy", practice.accuracy, name="accuracy"),
]
