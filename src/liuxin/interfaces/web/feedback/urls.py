"""Addresses of the room."""

from django.urls import URLPattern, path

from liuxin.interfaces.web.feedback.views import appeals, holding, rounds, slots, talks

app_name = "feedback"
urlpatterns: list[URLPattern] = [
    path("talks", rounds.home, name="home"),
    path("talks/rounds/new", rounds.new, name="round-new"),
    path("talks/rounds/<int:round>", rounds.one, name="round"),
    path("talks/rounds/<int:round>/publish", rounds.publish, name="round-publish"),
    path("talks/rounds/<int:round>/final", rounds.final, name="round-final"),
    path("talks/rounds/<int:round>/finish", rounds.finish, name="round-finish"),
    path("talks/hints", talks.hints, name="hints"),
    path("talks/<int:talk>", talks.one, name="talk"),
    path("talks/<int:talk>/prepare", talks.prepare, name="prepare"),
    path("talks/<int:talk>/goals", talks.goals, name="goals"),
    path("talks/<int:talk>/note", talks.note, name="note"),
    path("talks/<int:talk>/slot", slots.slot, name="slot"),
    path("talks/<int:talk>/slot/answer", slots.answer, name="slot-answer"),
    path("talks/<int:talk>/shift", slots.shift, name="shift"),
    path("talks/<int:talk>/calendar.ics", slots.ics, name="ics"),
    path("talks/<int:talk>/hold", holding.hold, name="hold"),
    path("talks/<int:talk>/checks", holding.checks, name="checks"),
    path("talks/<int:talk>/done", holding.done, name="action-done"),
    path("talks/<int:talk>/refuse", holding.refuse, name="refuse"),
    path("talks/<int:talk>/lapse", holding.lapse, name="lapse"),
    path("talks/<int:talk>/correct", holding.correct, name="correct"),
    path("talks/<int:talk>/appeal", appeals.new, name="appeal-new"),
    path("talks/<int:talk>/waive", appeals.waive, name="waive"),
    path("talks/appeals/<int:appeal>", appeals.one, name="appeal"),
    path("talks/appeals/<int:appeal>/deciders", appeals.deciders, name="appeal-deciders"),
    path("talks/appeals/<int:appeal>/decide", appeals.decide, name="appeal-decide"),
]
