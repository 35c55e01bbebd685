"""Addresses of customers."""

from django.urls import URLPattern, path

from liuxin.interfaces.web.customers import views

app_name = "customers"
urlpatterns: list[URLPattern] = [
    path("customers", views.listing, name="list"),
    path("customers/new", views.new, name="new"),
    path("customers/<str:code>", views.customer, name="customer"),
    path("customers/<str:code>/stage", views.stage, name="stage"),
    path("customers/<str:code>/contact", views.contact, name="contact"),
]
