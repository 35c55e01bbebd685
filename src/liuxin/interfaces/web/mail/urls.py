"""Addresses of mail."""

from django.urls import URLPattern, path

from liuxin.interfaces.web.mail import views

app_name = "mail"
urlpatterns: list[URLPattern] = [
    path("mail", views.home, name="home"),
    path("mail/new", views.edit, name="new"),
    path("mail/boxes/<str:mailbox>", views.edit, name="box"),
    path("mail/boxes/<str:mailbox>/test", views.test, name="test"),
    path("mail/outbox", views.outbox, name="outbox"),
    path("mail/outbox/<int:post>/retry", views.retry, name="retry"),
    path("mail/outbox/<int:post>/cancel", views.cancel, name="cancel"),
    path("mail/outbox/<int:post>/arrived", views.arrived, name="arrived"),
    path("mail/held", views.held, name="held"),
    path("mail/held/<int:letter>/letter", views.held_letter, name="held-letter"),
    path("mail/held/<int:letter>/let-in", views.let_in, name="let-in"),
    path("mail/held/<int:letter>/drop", views.drop, name="drop"),
]
