"""Customers are asked how it was, once for each resolution, and answer by a signed link."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from random import Random

from django.db import transaction

from liuxin.desk.cases import permissions
from liuxin.desk.cases.models import Asking, Case, HandOver, SurveyRule
from liuxin.desk.cases.queries.surveying import levels_of_hearts, survey_terms
from liuxin.desk.cases.rules import surveying as rules
from liuxin.desk.cases.words.surveying import (
    OVERALL,
    RESOLVED,
    DueSurvey,
    Letter,
    SurveyTerms,
    SurveyWay,
)
from liuxin.desk.communication import actions as communication
from liuxin.desk.communication.words import About
from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent, Plain
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.surveys import actions as surveys
from liuxin.desk.surveys import queries as sheets
from liuxin.desk.surveys.words import SATISFACTION, NewAnswer, NewSheet
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotAllowedError, NotFoundError
from liuxin.kernel.text import Bilingual

GROUP = "customer"
CHANCE = Random()  # noqa: S311 - which hearts are asked is no secret


@transaction.atomic
def set_survey_terms(*, terms: SurveyTerms, by: Actor, at: datetime) -> None:
    """Keep when customers are asked; what was resolved before asking began is never asked about."""
    if not permissions.may_set_promises(organisation.standing(by, at)):
        raise NotAllowedError("cases.not_allowed", act="set_survey_terms")
    rules.check_terms(terms)
    before = survey_terms()
    since = before.since if before.enabled else (at if terms.enabled else before.since)
    values = asdict(terms) | {"since": since}
    SurveyRule.objects.update_or_create(pk=1, defaults=values)
    told: dict[str, Plain] = {name: value for name, value in values.items() if name != "since"}
    history.record([NewEvent("cases.survey_terms_set", "survey_rule", "1", told, at)], by=by, at=at)


@transaction.atomic
def ask_customer(*, due: DueSurvey, token: str, letter: Letter, by: Actor, at: datetime) -> bool:
    """Ask about a resolution, once: sheet, link, letter and event are there together or not at all.

    Gives False where that resolution was asked about meanwhile, or holds no more. `token` is signed by the door.
    """
    _require_system(by, at)
    row = _resolved(due)
    if row is None or Asking.objects.filter(case=row, resolution=due.resolution).exists():
        return False
    terms = survey_terms()
    hearts = rules.pick_hearts(_hearts_before(due.customer), terms.hearts, CHANCE)
    sheet = _sheet(row, due, hearts, by=by, at=at)
    closes = at + timedelta(days=terms.open_days)
    surveys.issue_links(sheet_ids=[sheet], expires_at=closes, given={sheet: token}, by=by, at=at)
    point = HandOver.objects.filter(case=row, at__lte=row.resolved_at).order_by("-seq").first()
    Asking.objects.create(
        case=row,
        resolution=due.resolution,
        sheet_id=sheet,
        customer_id=due.customer,
        resolver_id=point.holder_id if point else None,
        team_id=point.team_id if point else None,
        way=due.way.value,
        hearts=" ".join(hearts),
        resolved_at=row.resolved_at or at,
        asked_at=at,
    )
    _write(row, due, letter, by=by, at=at)
    return True


@transaction.atomic
def remind_customer(*, due: DueSurvey, letter: Letter, by: Actor, at: datetime) -> bool:
    """Ask once more by the same link, and never again. False where it was answered or reminded meanwhile."""
    _require_system(by, at)
    row = _resolved(due)
    waiting = Asking.objects.filter(
        case=row, resolution=due.resolution, answered_at__isnull=True, reminded_at__isnull=True
    )
    if row is None or not waiting.update(reminded_at=at):
        return False
    _write(row, due, letter, by=by, at=at)
    return True


@transaction.atomic
def answer_survey(*, token: str, answers: Mapping[str, NewAnswer], by: Actor, at: datetime) -> str:
    """Take the answers of whoever holds the link, all at once, and give the case; then the link is used.

    Raises as `surveys.actions.answer_by_link` does where the link is used, expired, taken back or unknown.
    """
    surveys.answer_at_once(token=token, answers=answers, by=by, at=at)
    sheet = sheets.sheet_of_link(token)
    row = Asking.objects.select_related("case").filter(sheet=sheet.id).first()
    if row is None:
        raise NotFoundError("surveys.link_unknown")
    overall, settled = sheet.answers[OVERALL].level, sheet.answers[RESOLVED].level
    Asking.objects.filter(pk=row.pk).update(answered_at=at, overall=overall, resolved=settled)
    told: dict[str, Plain] = {OVERALL: overall, RESOLVED: settled, "resolution": row.resolution}
    told |= levels_of_hearts(sheet.answers)
    who = Actor(by.kind, str(row.customer_id), by.via)
    history.record([NewEvent("survey.answered", "case", row.case.code, told, at, who)], by=by, at=at)
    return row.case.code


@transaction.atomic
def looked_at_answer(*, asking: int, by: Actor, at: datetime) -> bool:
    """Mark an answer as looked at, once; the caller's transaction holds it together with what it does about it."""
    _require_system(by, at)
    unseen = Asking.objects.filter(pk=asking, answered_at__isnull=False, looked_at__isnull=True)
    return bool(unseen.update(looked_at=at))


@transaction.atomic
def forget_answers(*, cases: Sequence[int], by: Actor, at: datetime) -> None:
    """Take out what customers of these cases wrote in surveys and the letters to them; levels stay and count."""
    rows = list(Asking.objects.filter(case__in=cases).values_list("sheet", "case__code", "resolution"))
    surveys.erase_words(sheet_ids=[sheet for sheet, _, _ in rows], by=by, at=at)
    letters = [About("survey", f"{code}.{resolution}") for _, code, resolution in rows]
    communication.erase_letters(about=letters, by=by, at=at)


def _require_system(by: Actor, at: datetime) -> None:
    if not organisation.standing(by, at).is_system:
        raise NotAllowedError("cases.not_allowed", act="ask_customer")


def _resolved(due: DueSurvey) -> Case | None:
    """Give the case, locked, while the resolution that is asked about still holds."""
    rows = Case.objects.select_for_update(of=("self",)).filter(code=due.case, reopenings=due.resolution - 1)
    return rows.filter(resolved_at__isnull=False).first()


def _hearts_before(customer: int) -> list[str]:
    asked = Asking.objects.filter(customer=customer).values_list("hearts", flat=True)
    return [heart for some in asked for heart in some.split()]


def _sheet(row: Case, due: DueSurvey, hearts: tuple[str, ...], *, by: Actor, at: datetime) -> int:
    form = surveys.publish_shipped(code=SATISFACTION, by=by, at=at)
    new = NewSheet(
        subject=row.code,
        group=GROUP,
        respondent=f"{row.code}.{due.resolution}",
        about=Bilingual("", ""),
        confidential=False,
        asked=(OVERALL, RESOLVED, *hearts),
    )
    return surveys.open_sheets(questionnaire_id=form, purpose=SATISFACTION, wanted=[new], by=by, at=at)[0]


def _write(row: Case, due: DueSurvey, letter: Letter, *, by: Actor, at: datetime) -> None:
    """Post the letter beside the conversation: the link in it is the customer's, not for whoever reads the case."""
    if due.way is SurveyWay.EMAIL:
        about = About("survey", f"{row.code}.{due.resolution}")
        communication.post(
            to=due.email, to_name=due.name, subject=letter.subject, text=letter.text, about=about, by=by, at=at
        )
    told: dict[str, Plain] = {"resolution": due.resolution, "reminder": due.reminder}
    history.record([NewEvent("survey.asked", "case", row.code, told, at)], by=by, at=at)
