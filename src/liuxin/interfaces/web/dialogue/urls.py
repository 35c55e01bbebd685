"""Addresses of the room."""

from django.urls import URLPattern, path

from liuxin.interfaces.web.dialogue import views

app_name = "dialogue"
_OBSTACLE = "dialogue/obstacles/<int:obstacle>"
urlpatterns: list[URLPattern] = [
    path("dialogue/", views.home, name="home"),
    path("dialogue/raise", views.raise_, name="raise"),
    path("dialogue/praise", views.praise, name="praise"),
    path("dialogue/note", views.note, name="note"),
    path("dialogue/check-in", views.check_in, name="check-in"),
    path("dialogue/people/<int:person>", views.person, name="person"),
    path("dialogue/incidents/<int:incident>", views.reply, name="reply"),
    path(_OBSTACLE, views.obstacle, name="obstacle"),
    path(f"{_OBSTACLE}/support", views.support, name="support"),
    path(f"{_OBSTACLE}/clear", views.clear, name="clear"),
    path(f"{_OBSTACLE}/confirm", views.confirm, name="confirm"),
    path(f"{_OBSTACLE}/still-there", views.still_there, name="still-there"),
]
