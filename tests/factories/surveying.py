"""Customers asked about a resolution, by the actions of the desk."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from liuxin.desk.cases import actions, queries
from liuxin.desk.cases.models import Asking, Case, SurveyRule
from liuxin.desk.cases.rules import surveying as rules
from liuxin.desk.cases.words import (
    Channel,
    DueSurvey,
    Kind,
    Letter,
    NewCase,
    Outcome,
    ServiceStage,
    SurveyTerms,
)
from liuxin.desk.cases.words import (
    Seen as SeenCase,
)
from liuxin.desk.communication.models import Message, Post
from liuxin.desk.customers.models import Contact, Customer
from liuxin.desk.surveys.models import Link
from liuxin.desk.surveys.words import NewAnswer, Seen
from liuxin.kernel.actor import Actor, ActorKind
from tests.factories.cases import NINE, Desk, make_desk
from tests.factories.customers import make_customer
from tests.factories.organisation import NOW, SYSTEM, join, make_calendar, make_lead, make_team

KEY = b"tests"
HOLDER = Actor(ActorKind.CUSTOMER, "", via="web")
RESOLVED_AT = NINE + timedelta(hours=1)
ASKED_AT = RESOLVED_AT + timedelta(hours=25)
__all__ = [
    "Asking",
    "Contact",
    "Message",
    "Post",
    "SurveyRule",
    "address",
    "answer",
    "ask",
    "asking_desk",
    "keep_open",
    "lasting",
    "switch_on",
    "token",
]


def asking_desk(**terms: object) -> Desk:
    """Make a desk that asks since yesterday, whose customer has an address."""
    desk = make_desk()
    make_calendar("default")
    switch_on(**terms)
    address(desk)
    return desk


def switch_on(**terms: object) -> None:
    """Let customers be asked."""
    values = SurveyTerms(**{"enabled": True, **terms})  # type: ignore[arg-type]
    actions.set_survey_terms(terms=values, by=SYSTEM, at=NINE - timedelta(days=1))


def address(desk: Desk, email: str = "owner@example.org", **more: str) -> None:
    """Give the desk's customer an address."""
    Contact.objects.create(customer=Customer.objects.get(code=desk.customer), name="王女士", email=email, **more)


def token(due: DueSurvey) -> str:
    """Sign as the door does."""
    return rules.token(KEY, due.case, due.resolution)


def ask(at: datetime = ASKED_AT) -> list[str]:
    """Ask everybody who is due, and give the tokens."""
    due = queries.surveys_due(at)
    for one in due:
        letter = Letter("怎么样？", f"https://desk/{token(one)}")
        actions.ask_customer(due=one, token=token(one), letter=letter, by=SYSTEM, at=at)
    return [token(one) for one in due]


def answer(
    token: str,
    *,
    overall: int = 5,
    resolved: int = 5,
    comment: str = "",
    at: datetime = ASKED_AT,
    hearts: Mapping[str, int | None] | Mapping[str, int] | None = None,
) -> str:
    """Answer a survey; a heart of None does not apply. Hearts that are not on the sheet are left out."""
    sheet = queries.survey_page(token, at).sheet
    on_it = [one.code for one in sheet.questionnaire.questions] if sheet else []
    given = {"overall": NewAnswer(Seen.SEEN, overall, comment), "resolved": NewAnswer(Seen.SEEN, resolved)}
    for heart, level in (hearts or {}).items():
        if heart in on_it:
            given[heart] = NewAnswer(Seen.SEEN, level) if level else NewAnswer(Seen.NOT_APPLICABLE)
    return actions.answer_survey(token=token, answers=given, by=HOLDER, at=at)


def keep_open() -> None:
    """Let every link last as long as tests run."""
    Link.objects.update(expires_at=NOW + timedelta(days=36_500))


def lasting(holder: int) -> str:
    """Ask about a case of somebody by a link that lasts as long as tests run, and give its token."""
    at, by = NOW, Actor.person(holder)
    customer = make_customer()
    team = make_team()
    join(holder, team)
    make_lead(holder, team)
    new = NewCase(
        "漏水",
        Kind.REPORT,
        ServiceStage.AFTERSALE,
        Channel.PHONE,
        3,
        customer.code,
        team,
        take=False,
        next_due=at + timedelta(hours=1),
    )
    code = actions.receive(new=new, by=SYSTEM, at=at)
    case = Case.objects.get(code=code)
    actions.take(case=SeenCase(code, case.version), by=by, at=at)
    version = Case.objects.get(code=code).version
    actions.resolve(
        case=SeenCase(code, version),
        outcome=Outcome.DONE_AND_TOLD,
        outcome_text="已修好。",
        confirm_by=at + timedelta(days=1),
        by=by,
        at=at,
    )
    due = DueSurvey(code, 1, case.title, customer.pk, "", customer.name)
    actions.ask_customer(due=due, token=token(due), letter=Letter("", ""), by=SYSTEM, at=at)
    keep_open()
    return token(due)
