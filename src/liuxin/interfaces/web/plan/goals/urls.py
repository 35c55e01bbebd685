"""Addresses of goals, part of those of the plan."""

from django.urls import URLPattern, path

from liuxin.interfaces.web.plan.goals import deciding, listing, one, writing

urlpatterns: list[URLPattern] = [
    path("plan/goals", listing.goals, name="goals"),
    path("plan/goals/new", writing.new, name="goal-new"),
    path("plan/goals/<int:goal>", one.goal, name="goal"),
    path("plan/goals/<int:goal>/edit", writing.edit, name="goal-edit"),
    path("plan/goals/<int:goal>/link", deciding.link, name="goal-link"),
    path("plan/goals/<int:goal>/drop", deciding.drop, name="goal-drop"),
    path("plan/cycles/<int:cycle>/departments/<int:department>/finish", deciding.finish, name="goals-finish"),
]
