"""Reads of the survey after a resolution: the rule, who is due, what a link shows, what came back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from liuxin.desk.cases.models import Asking, Case, CaseThread, SurveyRule
from liuxin.desk.cases.queries.state import lead_of
from liuxin.desk.cases.queries.visible import visible
from liuxin.desk.cases.rules import surveying as rules
from liuxin.desk.cases.words import Outcome, Status
from liuxin.desk.cases.words.surveying import (
    HEARTS,
    OVERALL,
    DueSurvey,
    LowAnswer,
    SurveyAnswer,
    SurveyPage,
    SurveyState,
    SurveyTallies,
    SurveyTerms,
    SurveyWay,
)
from liuxin.desk.customers.queries import customers_to_reach
from liuxin.desk.customers.words import Reach
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing, TeamName
from liuxin.desk.surveys import queries as surveys
from liuxin.desk.surveys.words import LinkState, NewAnswer

AT_ONCE = 100
LATEST = timedelta(days=14)
"""So long after its time a resolution is still asked about: later, nobody remembers it."""
NOBODY = Reach("")
_TEAM = tuple(f"team__{name}" for name in ("id", "code", "name_zh", "name_en", "name_is_made_up", "source_label"))
UNASKED = (Outcome.DUPLICATE.value, Outcome.WITHDRAWN.value)
_STATES = {
    LinkState.FRESH: SurveyState.OPEN,
    LinkState.YOURS: SurveyState.OPEN,
    LinkState.ELSEWHERE: SurveyState.OPEN,
    LinkState.USED: SurveyState.USED,
    LinkState.EXPIRED: SurveyState.EXPIRED,
    LinkState.REVOKED: SurveyState.REVOKED,
    LinkState.UNKNOWN: SurveyState.UNKNOWN,
}


def survey_terms() -> SurveyTerms:
    """Give when customers are asked."""
    row = SurveyRule.objects.filter(pk=1).values(*SurveyTerms.__dataclass_fields__).first()
    return SurveyTerms(**row) if row else SurveyTerms()


def surveys_due(at: datetime) -> tuple[DueSurvey, ...]:
    """Give the resolutions whose customers are to be asked now, the oldest first, one for each customer."""
    terms = survey_terms()
    zone = organisation.zone()
    if not terms.enabled or terms.since is None or not rules.is_daytime(at, terms, zone):
        return ()
    rows = list(_unasked(terms, at).order_by("resolved_at", "pk")[:AT_ONCE])
    first: dict[int, Case] = {}
    for row in rows:
        if row.resolved_at and row.customer_id and at >= rules.asked_not_before(row.resolved_at, terms, zone):
            first.setdefault(row.customer_id, row)
    return tuple(_due_of(first.values()))


def reminders_due(at: datetime) -> tuple[DueSurvey, ...]:
    """Give whom to remind now: asked by letter, not answered, not reminded, and the link still open."""
    terms = survey_terms()
    if not terms.enabled or not terms.remind_days or not rules.is_daytime(at, terms, organisation.zone()):
        return ()
    late, over = at - timedelta(days=terms.remind_days), at - timedelta(days=terms.open_days)
    waiting = Asking.objects.filter(answered_at__isnull=True, reminded_at__isnull=True, way=SurveyWay.EMAIL.value)
    rows = waiting.filter(asked_at__lte=late, asked_at__gt=over).filter(resolution=F("case__reopenings") + 1)
    rows = rows.filter(case__customer__erased_at__isnull=True)
    found = rows.filter(case__resolved_at__isnull=False).select_related("case").order_by("asked_at", "pk")[:AT_ONCE]
    return tuple(_due_of((row.case for row in found), reminder=True))


def survey_token(key: bytes, case: str, resolution: int) -> str:
    """Sign the link of a survey; the door holds the key."""
    return rules.token(key, case, resolution)


def survey_open(case: str, at: datetime) -> int | None:
    """Tell about which resolution of a case the customer was asked and may still answer."""
    rows = Asking.objects.filter(case__code=case, answered_at__isnull=True)
    rows = rows.filter(case__customer__erased_at__isnull=True).order_by("-resolution")
    asked = list(rows.values_list("resolution", "asked_at"))
    if not asked:
        return None
    since = at - timedelta(days=survey_terms().open_days)
    return next((resolution for resolution, asked_at in asked if asked_at > since), None)


def survey_page(token: str, at: datetime) -> SurveyPage:
    """Show a survey to whoever holds its link; looking at it changes nothing, however often and by whomever."""
    view = surveys.by_link(token, "", at)
    state = _STATES[view.state]
    if view.sheet is None:
        return SurveyPage(state)
    row = Asking.objects.select_related("case").filter(sheet=view.sheet.id).first()
    if row is None:
        return SurveyPage(SurveyState.UNKNOWN)
    return SurveyPage(
        state=state,
        case=row.case.code,
        title=row.case.title,
        resolved_at=row.resolved_at,
        closes_at=view.closes_at,
        sheet=view.sheet,
    )


def surveys_of_case(standing: Standing, code: str) -> tuple[SurveyAnswer, ...]:
    """Give what came back about the resolutions of a case that the standing may see, the latest first."""
    rows = _seen(standing).filter(case__code=code).order_by("-resolution")
    return _answers(list(rows))


def survey_answers(
    standing: Standing, *, since: datetime, until: datetime, team: int | None = None, most: int = 200
) -> tuple[SurveyAnswer, ...]:
    """Give what was asked in a time about cases that the standing may see, the latest first, at most so many."""
    rows = _seen(standing).filter(asked_at__gte=since, asked_at__lt=until)
    if team is not None:
        rows = rows.filter(team=team)
    return _answers(list(rows.order_by("-asked_at", "-pk")[:most]))


def survey_tallies(standing: Standing, *, since: datetime, until: datetime, zone: str) -> SurveyTallies:
    """Sum up what was asked in a time about cases that the standing may see: in all, by team, by month."""
    rows = Asking.objects.filter(case__in=Case.objects.filter(visible(standing)))
    rows = rows.filter(asked_at__gte=since, asked_at__lt=until).order_by("asked_at", "pk")
    by_team: defaultdict[TeamName | None, list[tuple[int | None, int | None]]] = defaultdict(list)
    by_month: defaultdict[date, list[tuple[int | None, int | None]]] = defaultdict(list)
    for asked_at, overall, settled, *team in rows.values_list("asked_at", "overall", "resolved", *_TEAM):
        by_team[None if team[0] is None else TeamName(*team)].append((overall, settled))
        by_month[asked_at.astimezone(ZoneInfo(zone)).date().replace(day=1)].append((overall, settled))
    named = ((team, rules.tally(some)) for team, some in by_team.items())
    return SurveyTallies(
        whole=rules.tally(one for some in by_team.values() for one in some),
        teams=tuple(sorted(named, key=lambda one: one[0].code if one[0] else "")),
        months=tuple((month, rules.tally(some)) for month, some in by_month.items()),
    )


def unseen_answers(at: datetime, *, most: int = AT_ONCE) -> tuple[LowAnswer, ...]:
    """Give the answers that nobody has looked at yet, the oldest first."""
    rows = Asking.objects.filter(answered_at__isnull=False, looked_at__isnull=True).select_related("case")
    return tuple(
        LowAnswer(
            asking=row.pk,
            case=row.case.code,
            resolution=row.resolution,
            overall=row.overall or 0,
            resolved=row.resolved,
            answered_at=row.answered_at or row.asked_at,
            resolver=row.resolver_id,
            accountable=row.case.accountable_id or 0,
            lead=lead_of(row.team_id, at) if row.team_id else None,
        )
        for row in rows.order_by("answered_at", "pk")[:most]
    )


def _unasked(terms: SurveyTerms, at: datetime) -> QuerySet[Case]:
    """Give cases of the desk's own whose latest resolution was not asked about, of customers who rest no more."""
    delay = timedelta(hours=terms.delay_hours)
    asked = Asking.objects.filter(case=OuterRef("pk"), resolution=OuterRef("reopenings") + 1)
    resting = Asking.objects.filter(customer=OuterRef("customer"), asked_at__gt=at - timedelta(days=terms.rest_days))
    found = Case.objects.filter(
        status__in=(Status.RESOLVED.value, Status.CLOSED.value),
        resolved_at__gte=max(terms.since or at, at - delay - LATEST),
        resolved_at__lte=at - delay,
        source="",
        customer__isnull=False,
        customer__erased_at__isnull=True,
    )
    return found.exclude(outcome__in=UNASKED).filter(~Exists(asked), ~Exists(resting))


def _due_of(cases: Iterable[Case], *, reminder: bool = False) -> Iterable[DueSurvey]:
    """Give the letters to be written: to the address that the customer wrote from, else to that of the contact."""
    rows = list(cases)
    wrote = Subquery(
        CaseThread.objects.filter(case=OuterRef("pk"), thread__medium="email")
        .exclude(thread__address="")
        .order_by("-thread__opened_at", "-pk")
        .values("thread__address")[:1]
    )
    keys = [row.pk for row in rows]
    address = dict(Case.objects.filter(pk__in=keys).annotate(wrote=wrote).values_list("pk", "wrote"))
    known = customers_to_reach([row.customer_id for row in rows if row.customer_id])
    for row in rows:
        reach = known.get(row.customer_id or 0, NOBODY)
        yield DueSurvey(
            case=row.code,
            resolution=row.reopenings + 1,
            title=row.title,
            customer=row.customer_id or 0,
            email=address.get(row.pk) or reach.email,
            name=reach.name,
            language=reach.language,
            reminder=reminder,
        )


def _seen(standing: Standing) -> QuerySet[Asking]:
    return Asking.objects.filter(case__in=Case.objects.filter(visible(standing))).select_related("case")


def _answers(rows: list[Asking]) -> tuple[SurveyAnswer, ...]:
    """Give askings with what their sheets say; a constant number of statements."""
    given = surveys.given_of([row.sheet_id for row in rows if row.answered_at])
    people = organisation.names(row.resolver_id for row in rows if row.resolver_id)
    return tuple(
        SurveyAnswer(
            case=row.case.code,
            resolution=row.resolution,
            asked_at=row.asked_at,
            reminded_at=row.reminded_at,
            answered_at=row.answered_at,
            way=SurveyWay(row.way),
            overall=row.overall,
            resolved=row.resolved,
            comment=_comment(given.get(row.sheet_id, {})),
            hearts=levels_of_hearts(given.get(row.sheet_id, {})),
            resolver=people.get(row.resolver_id or 0),
        )
        for row in rows
    )


def levels_of_hearts(answers: Mapping[str, NewAnswer]) -> dict[str, int]:
    """Give the hearts that were answered with a level; what does not apply is left out."""
    return {heart: answers[heart].level or 0 for heart in HEARTS if heart in answers and answers[heart].level}


def _comment(answers: Mapping[str, NewAnswer]) -> str:
    return answers[OVERALL].note if OVERALL in answers else ""
