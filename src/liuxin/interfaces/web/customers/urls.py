"""Addresses of customers."""

from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from liuxin.desk.customers.rules import Deed
from liuxin.interfaces.web.customers.views import (
    cycle,
    from_case,
    joining,
    needs,
    one,
    people,
    personal,
    segments,
    sites,
)


class NeedDeed(StringConverter):
    """What can be done with a need."""

    regex = "|".join(deed.value for deed in Deed)


class SiteDeed(StringConverter):
    """What can be done with a site."""

    regex = "rename|move|close|open"


class StageDeed(StringConverter):
    """What can be done with a stage."""

    regex = "rename|retire|up|down"


register_converter(NeedDeed, "need_deed")
register_converter(SiteDeed, "site_deed")
register_converter(StageDeed, "stage_deed")

app_name = "customers"
urlpatterns: list[URLPattern] = [
    path("customers", people.listing, name="list"),
    path("customers/new", people.new, name="new"),
    path("customers/loyalty", segments.loyalty, name="loyalty"),
    path("customers/segments", segments.segments, name="segments"),
    path("customers/segments/new", segments.new_segment, name="segment-new"),
    path("customers/segments/<int:segment>", segments.segment, name="segment"),
    path("customers/segments/<int:segment>/retire", segments.retire_segment, name="segment-retire"),
    path("customers/duplicates", joining.duplicates, name="duplicates"),
    path("customers/merges/<int:merge>/undo", joining.undo_merge, name="merge-undo"),
    path("customers/life-cycle", cycle.cycle, name="cycle"),
    path("customers/life-cycle/<str:stage>/<stage_deed:act>", cycle.stage, name="cycle-stage"),
    path("customers/duplicates/apart", joining.apart, name="apart"),
    path("customers/erase", personal.erase, name="erase"),
    path("customers/<str:code>", one.customer, name="customer"),
    path("customers/<str:code>/stage", one.stage, name="stage"),
    path("customers/<str:code>/contact", one.contact, name="contact"),
    path("customers/<str:code>/contact/<int:key>", one.change_contact, name="contact-change"),
    path("customers/<str:code>/contact/<int:key>/remove", one.remove_contact, name="contact-remove"),
    path("customers/<str:code>/note", one.note, name="note"),
    path("customers/<str:code>/site", one.settle, name="settle"),
    path("customers/<str:code>/site/<int:key>/leave", one.leave, name="leave"),
    path("customers/<str:code>/need", one.need, name="need"),
    path("customers/<str:code>/department", one.department, name="department"),
    path("customers/<str:code>/data", personal.personal, name="data"),
    path("cases/<str:code>/need", from_case.need, name="need-from-case"),
    path("sites", sites.sites, name="sites"),
    path("sites/<int:key>", sites.site, name="site"),
    path("sites/<int:key>/<site_deed:act>", sites.deed, name="site-deed"),
    path("needs", needs.needs, name="needs"),
    path("needs/export", needs.export_needs, name="needs-export"),
    path("needs/<str:need>", needs.need_page, name="need-page"),
    path("needs/<str:need>/<need_deed:act>", needs.deed, name="need-deed"),
    path("solutions", needs.solutions, name="solutions"),
    path("solutions/<int:key>", needs.solution, name="solution"),
]
