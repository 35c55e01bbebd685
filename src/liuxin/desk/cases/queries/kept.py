"""Templates and macros that a standing may use, and templates filled for a case."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from liuxin.desk.cases import permissions
from liuxin.desk.cases.models import Case, Macro, MacroLetter, MacroStep, ReplyTemplate, TemplateVersion
from liuxin.desk.cases.queries.lines import lines_in
from liuxin.desk.cases.queries.visible import visible
from liuxin.desk.cases.rules import templates as rules
from liuxin.desk.cases.words.answering import (
    MacroDeed,
    MacroLeft,
    MacroStepView,
    MacroView,
    Scope,
    TemplateView,
    Variable,
)
from liuxin.desk.communication.words import MessageState
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing, TeamName
from liuxin.kernel.errors import NotFoundError


def usable(standing: Standing) -> Q:
    """Give the condition on templates and macros: one's own, those of one's teams, and everybody's."""
    teams = standing.teams | standing.teams_led
    mine = Q(scope=Scope.OWN.value, owner=standing.person_id) | Q(scope=Scope.TEAM.value, team__pk__in=teams)
    if permissions.may_keep_for_all(standing):
        mine |= Q(scope=Scope.TEAM.value)
    return Q(retired_at__isnull=True) & (mine | Q(scope=Scope.ALL.value))


def kept_of(row: ReplyTemplate | Macro) -> permissions.Kept:
    """Give whose a template or macro is."""
    return permissions.Kept(Scope(row.scope), row.owner_id, row.team_id)


def templates(standing: Standing, search: str = "") -> tuple[TemplateView, ...]:
    """Give the templates that one may use, the most used first: two statements."""
    if not permissions.works_with_cases(standing):
        return ()
    rows = list(_with_words(ReplyTemplate.objects.filter(usable(standing))).order_by("-used", "name", "pk"))
    teams = organisation.team_names({row.team_id for row in rows if row.team_id})
    wanted = search.strip().casefold()
    views = (_template(standing, row, teams) for row in rows)
    return tuple(view for view in views if wanted in f"{view.name}\n{view.text_zh}\n{view.text_en}".casefold())


def template(standing: Standing, key: int) -> TemplateView:
    """Give a template. Raises `NotFoundError("cases.no_such_template")` also for one that is not one's to use."""
    found = next((view for view in templates(standing) if view.id == key), None)
    if found is None:
        raise NotFoundError("cases.no_such_template")
    return found


def macros(standing: Standing) -> tuple[MacroView, ...]:
    """Give the macros that one may use, by name: three statements."""
    if not permissions.works_with_cases(standing):
        return ()
    rows = list(Macro.objects.filter(usable(standing)).order_by("name", "pk"))
    steps: dict[int, list[MacroStepView]] = {row.pk: [] for row in rows}
    for step in MacroStep.objects.filter(macro__in=rows).order_by("macro", "place"):
        steps[step.macro_id].append(
            MacroStepView(
                MacroDeed(step.deed), step.template_id, step.team_id, step.text, step.hours, step.priority, step.word
            )
        )
    teams = organisation.team_names({row.team_id for row in rows if row.team_id})
    return tuple(
        MacroView(
            id=row.pk,
            name=row.name,
            scope=Scope(row.scope),
            owner=row.owner_id,
            team=teams.get(row.team_id or 0),
            steps=tuple(steps[row.pk]),
            used=row.used,
            may_change=permissions.may_change_kept(standing, kept_of(row)),
        )
        for row in rows
    )


def macro_rows(standing: Standing) -> QuerySet[Macro]:
    """Give the rows of the macros that one may use and that do something, by name."""
    does = Exists(MacroStep.objects.filter(macro=OuterRef("pk")))
    found = Macro.objects.filter(does, usable(standing)).order_by("name", "pk")
    return found if permissions.works_with_cases(standing) else found.none()


def macro_of(standing: Standing, key: int) -> MacroView:
    """Give a macro. Raises `NotFoundError("cases.no_such_macro")` also for one that is not one's to use."""
    found = next((view for view in macros(standing) if view.id == key), None)
    if found is None:
        raise NotFoundError("cases.no_such_macro")
    return found


def macro_left(standing: Standing, code: str, message: int) -> MacroLeft | None:
    """Give what a macro did besides a letter of one's own that was taken back; None where nothing of it is left."""
    same = {name: OuterRef(name) for name in ("case", "macro", "message__at")}
    others = MacroLetter.objects.filter(**same, message__state=MessageState.PENDING.value).exclude(pk=OuterRef("pk"))
    rows = MacroLetter.objects.filter(message=message, case__code=code, message__author=standing.person_id)
    rows = rows.filter(message__state=MessageState.TAKEN_BACK.value).select_related("macro")
    row = rows.annotate(writes=Exists(others)).first()
    if row is None or not (row.writes or row.besides):
        return None
    writes = (MacroDeed.REPLY,) if row.writes else ()
    return MacroLeft(row.macro.name, (*writes, *map(MacroDeed, row.besides)))


def filling(standing: Standing, code: str, *, language: str, at: datetime) -> dict[Variable, str]:
    """Give what fills the variables of a template for a case. Raises as the case's page does."""
    line = next(iter(lines_in(Case.objects.filter(visible(standing), code=code))), None)
    if line is None:
        raise NotFoundError("cases.no_such_case", case=code)
    zone = ZoneInfo(organisation.zone())
    due = line.promise_due or line.next_due
    agent = organisation.names([standing.person_id or 0]).get(standing.person_id or 0)
    return {
        Variable.CUSTOMER: line.customer.name if line.customer else "",
        Variable.CASE: line.code,
        Variable.TITLE: line.title,
        Variable.AGENT: agent.text.in_language(language) if agent else "",
        Variable.TEAM: line.team.text.in_language(language) if line.team else "",
        Variable.DUE: f"{due.astimezone(zone):%Y-%m-%d %H:%M}" if due else "",
        Variable.TODAY: f"{at.astimezone(zone):%Y-%m-%d}",
    }


def filled(standing: Standing, code: str, key: int, *, language: str, at: datetime) -> str:
    """Give the words of a template for a case; what nobody knows stays open."""
    view = template(standing, key)
    return rules.fill(view.text(language), filling(standing, code, language=language, at=at))


def versions(standing: Standing, key: int) -> tuple[tuple[int, datetime, str, str], ...]:
    """Give the versions of a template, the latest first: number, since when, words in zh and en."""
    template(standing, key)
    rows = TemplateVersion.objects.filter(template=key).order_by("-number")
    return tuple(rows.values_list("number", "at", "text_zh", "text_en"))


def _with_words(rows: QuerySet[ReplyTemplate]) -> QuerySet[ReplyTemplate]:
    latest = TemplateVersion.objects.filter(template=OuterRef("pk")).order_by("-number")
    return rows.annotate(
        zh=Subquery(latest.values("text_zh")[:1]),
        en=Subquery(latest.values("text_en")[:1]),
        latest=Subquery(latest.values("number")[:1]),
    )


def _template(standing: Standing, row: ReplyTemplate, teams: dict[int, TeamName]) -> TemplateView:
    return TemplateView(
        id=row.pk,
        name=row.name,
        scope=Scope(row.scope),
        owner=row.owner_id,
        team=teams.get(row.team_id or 0),
        text_zh=getattr(row, "zh", "") or "",
        text_en=getattr(row, "en", "") or "",
        version=getattr(row, "latest", 0) or 0,
        used=row.used,
        may_change=permissions.may_change_kept(standing, kept_of(row)),
    )
