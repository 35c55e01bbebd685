"""Addresses of insight."""

from django.urls import URLPattern, path

from liuxin.interfaces.web.insight import views
from liuxin.interfaces.web.insight.whole import views as whole

app_name = "insight"
urlpatterns: list[URLPattern] = [
    path("day", whole.day, name="day"),
    path("overview", whole.director, name="director"),
    path("cycle", whole.cycle, name="cycle"),
    path("cycles/<int:cycle>", whole.cycle, name="one-cycle"),
    path("people/<int:person>/cycles/<int:cycle>", whole.came_about, name="came-about"),
    path("board", views.board, name="board"),
    path("board/export", views.board_export, name="board-export"),
    path("board/<int:team>", views.board, name="team"),
    path("board/<int:team>/export", views.board_export, name="team-export"),
    path("me/numbers", views.own, name="own"),
    path("me/numbers/export", views.own_export, name="own-export"),
    path("me/scorecard", views.mine, name="mine"),
    path("people/<int:person>/scorecard", views.scorecard, name="scorecard"),
    path("people/<int:person>/scorecard/export", views.scorecard_export, name="scorecard-export"),
    path("numbers/<str:key>/about", views.about, name="about"),
    path("numbers/<str:key>/cases", views.behind, name="behind"),
    path("numbers/<str:key>/cases/export", views.behind_export, name="behind-export"),
]
