"""Addresses of cases."""

from django.urls import URLPattern, path, register_converter

from liuxin.desk.cases.words import Act
from liuxin.interfaces.web.cases.views import (
    acts,
    board,
    files,
    kept,
    listing,
    live,
    one,
    promises,
    queues,
    receiving,
    routing,
    saved,
    talking,
    templates,
    ties,
    together,
)


class ActConverter:
    """What may be done with a case, as the last part of an address."""

    regex = "|".join(act.value for act in Act if act is not Act.REPLY)

    def to_python(self, value: str) -> Act:
        """Read the act."""
        return Act(value)

    def to_url(self, value: Act | str) -> str:
        """Write the act."""
        return Act(value).value


register_converter(ActConverter, "act")

app_name = "cases"
urlpatterns: list[URLPattern] = [
    path("cases", listing.listing, name="list"),
    path("cases/export", listing.export_cases, name="list-export"),
    path("cases/new", receiving.receive, name="new"),
    path("cases/similar", receiving.similar, name="similar"),
    path("cases/live", live.live, name="live"),
    path("cases/together", together.together, name="together"),
    path("cases/together/<int:done>/undo", together.undo, name="together-undo"),
    path("cases/views", saved.views, name="views"),
    path("cases/views/save", saved.save, name="view-save"),
    path("cases/views/<int:view>/drop", saved.drop, name="view-drop"),
    path("cases/views/<int:view>/default", saved.default, name="view-default"),
    path("cases/queues", queues.queues, name="queues"),
    path("cases/queues/<int:team>/next", queues.take_next, name="take-next"),
    path("cases/board", board.board, name="board"),
    path("cases/routing", routing.rules, name="routing"),
    path("cases/routing/new", routing.rule_new, name="routing-new"),
    path("cases/routing/run", routing.run, name="routing-run"),
    path("cases/routing/<int:rule>", routing.rule_edit, name="routing-rule"),
    path("cases/routing/<int:rule>/move", routing.rule_move, name="routing-move"),
    path("cases/routing/<int:rule>/retire", routing.rule_retire, name="routing-retire"),
    path("cases/promises", promises.promises, name="promises"),
    path("cases/promises/new", promises.promise_new, name="promise-new"),
    path("cases/promises/<str:promise>", promises.one, name="promise"),
    path("cases/promises/<str:promise>/edit", promises.promise_edit, name="promise-edit"),
    path("cases/promises/<str:promise>/retire", promises.promise_retire, name="promise-retire"),
    path("cases/<str:code>", one.case, name="case"),
    path("cases/<str:code>/files/<int:attachment>", files.file, name="file"),
    path("cases/<str:code>/letters/<int:message>", files.letter, name="letter"),
    path("cases/<str:code>/reply", talking.reply, name="reply"),
    path("cases/<str:code>/notes", talking.note, name="note"),
    path("cases/<str:code>/talks", talking.write_down, name="write-down"),
    path("cases/<str:code>/messages/<int:message>/take-back", talking.take_back, name="take-back"),
    path("cases/<str:code>/draft", talking.draft, name="draft"),
    path("cases/<str:code>/live", talking.live, name="conversation"),
    path("cases/<str:code>/here", talking.here, name="here"),
    path("cases/<str:code>/people", talking.people, name="people"),
    path("cases/<str:code>/templates", kept.fill, name="fill"),
    path("cases/<str:code>/macros/<int:macro>", kept.run, name="run"),
    path("templates", templates.home, name="templates"),
    path("templates/new", templates.template, name="template-new"),
    path("templates/<int:template>", templates.template, name="template"),
    path("templates/<int:template>/put-away", templates.put_away_template, name="template-put-away"),
    path("macros/new", templates.macro, name="macro-new"),
    path("macros/<int:macro>", templates.macro, name="macro"),
    path("macros/<int:macro>/put-away", templates.put_away_macro, name="macro-put-away"),
    path("cases/<str:code>/ties", ties.panel, name="ties"),
    path("cases/<str:code>/merge", ties.merge, name="merge"),
    path("cases/<str:code>/unmerge", ties.unmerge, name="unmerge"),
    path("cases/<str:code>/apart", ties.apart, name="apart"),
    path("cases/<str:code>/split", ties.split, name="split"),
    path("cases/<str:code>/whole", ties.whole, name="whole"),
    path("cases/<str:code>/close-all", ties.close_all, name="close-all"),
    path("cases/<str:code>/only-thanks", acts.only_thanks, name="only-thanks"),
    path("cases/<str:code>/<act:act>", acts.act, name="act"),
]
