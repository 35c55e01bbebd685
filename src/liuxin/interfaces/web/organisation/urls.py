"""Addresses of the organisation: signing in, one's own account, people, departments and teams."""

from django.urls import URLPattern, path

from liuxin.interfaces.web.organisation.views import account, lead, people, role, sign_in, structure, work

app_name = "organisation"
urlpatterns: list[URLPattern] = [
    path("sign-in", sign_in.sign_in, name="sign-in"),
    path("sign-out", sign_in.sign_out, name="sign-out"),
    path("account", account.account, name="account"),
    path("account/password", account.password, name="password"),
    path("account/language", account.language, name="account-language"),
    path("account/sessions/end-others", account.end_others, name="end-other-sessions"),
    path("account/sessions/<int:session>/end", account.end, name="end-session"),
    path("people", people.people, name="people"),
    path("people/export", people.export_people, name="people-export"),
    path("people/<int:person>", people.person, name="person"),
    path("people/<int:person>/lead", lead.lead, name="lead"),
    path("people/<int:person>/role", role.role, name="role"),
    path("people/<int:person>/work", work.work, name="work"),
    path("people/<int:person>/leave", work.leave, name="leave"),
    path("departments", structure.departments, name="departments"),
]
