"""Addresses of the indicator sets."""

from django.urls import URLPattern, path

from liuxin.interfaces.web.indicators.views import drafts, external, library, readings, sets, tester, votes

app_name = "indicators"
urlpatterns: list[URLPattern] = [
    path("indicators", sets.sets, name="sets"),
    path("indicators/new", drafts.new, name="new"),
    path("indicators/external", external.measures, name="external"),
    path("indicators/external/new", external.new, name="external-new"),
    path("indicators/external/<int:measure>", external.one, name="external-measure"),
    path("indicators/external/<int:measure>/edit", external.edit, name="external-edit"),
    path("indicators/external/<int:measure>/retire", external.retire, name="external-retire"),
    path("indicators/external/<int:measure>/export", external.export_readings, name="external-export"),
    path("indicators/external/<int:measure>/import", readings.hand_in, name="external-import"),
    path("indicators/external/<int:measure>/template-export", readings.hand_out, name="external-template-export"),
    path("indicators/external/batches/<int:batch>", readings.batch, name="external-batch"),
    path("indicators/external/batches/<int:batch>/decide", readings.decide, name="external-decide"),
    path("indicators/external/batches/<int:batch>/withdraw", readings.withdraw, name="external-withdraw"),
    path("indicators/<int:set>", sets.one, name="set"),
    path("indicators/<int:set>/edit", drafts.edit, name="edit"),
    path("indicators/<int:set>/put-in-force", drafts.put_in_force, name="put-in-force"),
    path("indicators/<int:set>/discard", drafts.discard, name="discard"),
    path("indicators/<int:set>/lines/<int:line>", tester.tester, name="tester"),
    path("indicators/<int:proposal>/propose", votes.propose, name="propose"),
    path("indicators/<int:proposal>/settle", votes.settle, name="settle"),
    path("indicators/<int:proposal>/take-back", votes.take_back, name="take-back"),
    path("indicators/cycles/<int:cycle>/departments/<int:department>/finish", votes.finish, name="finish"),
    path("indicators/library", library.library, name="library"),
]
