"""All addresses; each room of the web keeps its own list."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("liuxin.interfaces.web.kit.urls")),
    path("", include("liuxin.interfaces.web.organisation.urls")),
    path("", include("liuxin.interfaces.web.customers.urls")),
    path("", include("liuxin.interfaces.web.portal.urls")),
    path("", include("liuxin.interfaces.web.cases.urls")),
    path("", include("liuxin.interfaces.web.notices.urls")),
    path("", include("liuxin.interfaces.web.mail.urls")),
    path("", include("liuxin.interfaces.web.satisfaction.urls")),
    path("", include("liuxin.interfaces.web.quality.urls")),
    path("", include("liuxin.interfaces.web.search.urls")),
    path("", include("liuxin.interfaces.web.insight.urls")),
    path("", include("liuxin.interfaces.web.agreement.urls")),
    path("", include("liuxin.interfaces.web.dialogue.urls")),
    path("", include("liuxin.interfaces.web.plan.urls")),
    path("", include("liuxin.interfaces.web.indicators.urls")),
    path("", include("liuxin.interfaces.web.evaluators.urls")),
    path("", include("liuxin.interfaces.web.evaluation.urls")),
    path("", include("liuxin.interfaces.web.surveys.urls")),
    path("", include("liuxin.interfaces.web.feedback.urls")),
    path("", include("liuxin.interfaces.web.outcomes.urls")),
    path("", include("liuxin.interfaces.web.history.urls")),
]

handler400 = "liuxin.interfaces.web.kit.views.bad_request"
handler403 = "liuxin.interfaces.web.kit.views.permission_denied"
handler404 = "liuxin.interfaces.web.kit.views.not_found"
handler500 = "liuxin.interfaces.web.kit.views.server_error"
