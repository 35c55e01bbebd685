"""All addresses; each room of the web keeps its own list."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("liuxin.interfaces.web.kit.urls")),
    path("", include("liuxin.interfaces.web.organisation.urls")),
    path("", include("liuxin.interfaces.web.customers.urls")),
    path("", include("liuxin.interfaces.web.cases.urls")),
    path("", include("liuxin.interfaces.web.insight.urls")),
]
