"""Addresses of outcomes."""

from django.urls import URLPattern, path

from liuxin.interfaces.web.outcomes.views import applying, plans, review, rewards

app_name = "outcomes"
urlpatterns: list[URLPattern] = [
    path("outcomes", rewards.home, name="home"),
    path("outcomes/library", rewards.library, name="library"),
    path("outcomes/cycles/<int:cycle>/rules/new", rewards.new, name="rule-new"),
    path("outcomes/rules/<int:rule_set>", rewards.one, name="rule"),
    path("outcomes/rules/<int:rule_set>/edit", rewards.edit, name="rule-edit"),
    path("outcomes/rules/<int:rule_set>/apply", applying.confirm, name="apply"),
    path("outcomes/letters/<int:consequence>", applying.letter, name="letter"),
    path("outcomes/cycles/<int:cycle>/consequences/export", applying.export_consequences, name="letters-export"),
    path("outcomes/plans", plans.listing, name="plans"),
    path("outcomes/cycles/<int:cycle>/plans/new", plans.new, name="plan-new"),
    path("outcomes/plans/<int:plan>", plans.one, name="plan"),
    path("outcomes/plans/<int:plan>/edit", plans.edit, name="plan-edit"),
    path("outcomes/cycles/<int:cycle>/finish", review.finish, name="finish"),
    path("outcomes/cycles/<int:cycle>/review", review.one, name="review"),
    path("outcomes/cycles/<int:cycle>/next", review.following, name="next"),
]
