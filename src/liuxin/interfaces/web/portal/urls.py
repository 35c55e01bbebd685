"""Addresses of the portal; whatever begins with p/ is for customers."""

from django.urls import URLPattern, path

from liuxin.interfaces.web.portal.views import entrances, following, mine, ours, silent, writing

app_name = "portal"
urlpatterns: list[URLPattern] = [
    path("p/", writing.home, name="home"),
    path("p/write/<slug:way>", writing.write, name="write"),
    path("p/embed/<slug:way>", writing.embed, name="embed"),
    path("p/sent/<str:token>", writing.sent, name="sent"),
    path("p/embed/<slug:way>/<str:token>", writing.embed_sent, name="embed-sent"),
    path("p/case/<str:token>", following.case, name="case"),
    path("p/case/<str:token>/files/<int:attachment>", following.file, name="case-file"),
    path("p/link", mine.ask, name="link"),
    path("p/enter/<str:token>", mine.enter, name="enter"),
    path("p/mine", mine.listing, name="mine"),
    path("p/mine/<str:code>", mine.case, name="mine-case"),
    path("p/mine/<str:code>/files/<int:attachment>", mine.file, name="mine-file"),
    path("p/leave", mine.leave, name="leave"),
    path("p/ours", ours.listing, name="ours"),
    path("p/ours/<str:code>", ours.case, name="ours-case"),
    path("p/ours/<str:code>/files/<int:attachment>", ours.file, name="ours-file"),
    path("entrances", entrances.listing, name="entrances"),
    path("entrances/new", entrances.new, name="entrance-new"),
    path("entrances/terms", entrances.terms, name="terms"),
    path("entrances/<slug:way>", entrances.edit, name="entrance"),
    path("cases/<str:code>/unanswered", silent.close, name="unanswered"),
    path("silent", silent.listing, name="silent"),
]
