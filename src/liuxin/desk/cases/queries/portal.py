"""Cases as their customers see them. Who may see which is decided here once, for every way in."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from liuxin.desk.cases import permissions
from liuxin.desk.cases.models import CameBy, Case, CaseThread, FollowUp, HandOver, Pass, Verdict, WroteAgain
from liuxin.desk.cases.queries.lines import lines_of
from liuxin.desk.cases.queries.state import asked_times, hands_of, lead_of, portal_terms
from liuxin.desk.cases.queries.visible import NOTHING, visible
from liuxin.desk.cases.rules import portal as rules
from liuxin.desk.cases.words import (
    AskingView,
    Followed,
    NamesShown,
    NextAction,
    Outcome,
    PortalCase,
    PortalLine,
    PortalMessage,
    Status,
    ToAsk,
    Unanswered,
    Unsettled,
    Visitor,
)
from liuxin.desk.communication import queries as communication
from liuxin.desk.communication.words import Attachment, Direction, Message, MessageState
from liuxin.desk.customers import queries as customers
from liuxin.desk.customers import rules as addresses
from liuxin.desk.customers.models import Contact, Customer
from liuxin.desk.customers.words import ContactKind, CustomerKind, Language
from liuxin.desk.files import queries as files
from liuxin.desk.files.words import KeptFile
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import SIMULATED, Standing
from liuxin.kernel.actor import Actor, ActorKind
from liuxin.kernel.errors import NotFoundError

MOST = 200
TWICE = 2
_OPEN = (Status.OPEN.value, Status.WAITING.value, Status.RESOLVED.value)


def visible_to(visitor: Visitor) -> Q:
    """Give the condition on cases that a visitor sees: the one of the link, those of the customers, those written with.

    A case of a customer who was erased is nobody's to see.
    """
    if visitor.case:
        return Q(code=visitor.case, customer__in=visitor.customers)
    if not visitor.customers and not visitor.partly:
        return NOTHING
    written = CaseThread.objects.filter(thread__address__iexact=visitor.address).values("case")
    partly = Q(customer__in=visitor.partly, pk__in=written) if visitor.address else NOTHING
    return Q(customer__in=visitor.customers) | partly


def visitor_by_link(code: str, customer: str) -> Visitor:
    """Give who follows a link to one case; a customer who was merged meanwhile is the one that is left."""
    key = customers.key_of(customer)
    rows = Case.objects.filter(code=code, customer=key).order_by("threads__thread__opened_at", "threads__pk")
    row = rows.values_list("threads__thread__address", "threads__thread__address_name").first()
    if row is None:
        raise NotFoundError("cases.link_unknown")
    actor = Actor(ActorKind.CUSTOMER, str(key), via="portal")
    return Visitor(actor, frozenset({key}), address=row[0] or "", name=row[1] or "", case=code)


def visitor_by_address(email: str) -> Visitor | None:
    """Give who proved that an e-mail address is theirs, None where no customer has it.

    Of a person or partner who has it as their own all cases are seen; who has it as another's family, agent or the
    like sees what was written with it.
    """
    key = addresses.email_key(email)
    rows = Contact.objects.filter(email_key=key, customer__erased_at__isnull=True, customer__merged_into__isnull=True)
    found = list(rows.order_by("customer__added_at", "pk").select_related("customer")) if key else []
    if not found:
        return None
    whole = {row.customer_id for row in found if _sees_all(row)}
    actor = Actor(ActorKind.CUSTOMER, str(found[0].customer_id), via="portal")
    partly = frozenset(row.customer_id for row in found) - whole
    return Visitor(actor, frozenset(whole), partly, address=key, name=found[0].name)


def visitor_of_person(person: int, at: datetime) -> Visitor | None:
    """Give somebody who works here as one whose departments asked for something; None where none is a customer."""
    keys = customers.for_person(person, at)
    if not keys:
        return None
    name = organisation.names([person])[person]
    actor = Actor(ActorKind.CUSTOMER, str(keys[0]), via="portal", for_id=str(person))
    return Visitor(actor, frozenset(keys), name=name.zh or name.en)


def portal_cases(visitor: Visitor) -> tuple[PortalLine, ...]:
    """Give the cases of a visitor, those first in which something is to be done: one query."""
    rows = _with_verdict(Case.objects.filter(visible_to(visitor), customer__erased_at__isnull=True))
    found = [_line(row) for row in rows.order_by("-last_at", "-pk")[:MOST]]
    return tuple(sorted(found, key=lambda line: (not line.asks, line.status is Status.CLOSED)))


def portal_case(visitor: Visitor, code: str, at: datetime) -> PortalCase:
    """Give a case as its customer sees it. Raises `NotFoundError("cases.no_such_case")` for anybody else's."""
    rows = _with_verdict(Case.objects.filter(visible_to(visitor), code=code, customer__erased_at__isnull=True))
    row = rows.select_related("customer", "came_by", "follows__after").first()
    if row is None:
        raise NotFoundError("cases.no_such_case", case=code)
    terms = portal_terms()
    came = _one(row, "came_by")
    follows = _one(row, "follows")
    whole = not visitor.case
    after = row.followed_by.select_related("case").order_by("-pk").first() if whole else None
    return PortalCase(
        line=_line(row),
        customer=row.customer.code if row.customer else "",
        messages=_messages(row, visitor, names=terms.names),
        outcome=_outcome(row),
        outcome_text=row.outcome_text or row.proposed_text,
        settled=_one(row, "said"),
        follow_ups=rules.is_long_closed(row.closed_at, terms, at),
        follows=follows.after.code if follows and whole else "",
        followed_by=after.case.code if after else "",
        language=Language(came.language) if came and came.language else None,
        house=terms.name,
        made_up=row.customer is not None and row.customer.source == SIMULATED,
    )


def portal_file(visitor: Visitor, code: str, attachment: int) -> tuple[Attachment, KeptFile]:
    """Give a file of a message that the visitor reads. Raises `NotFoundError("communication.no_such_attachment")`."""
    rows = Case.objects.filter(visible_to(visitor), code=code, customer__erased_at__isnull=True)
    row = rows.first()
    read = _written(row, visitor) if row else ()
    found = next((file for each in read for file in each.attachments if file.id == attachment), None)
    if found is None or found.file is None:
        raise NotFoundError("communication.no_such_attachment")
    return found, files.files([found.file])[found.file]


def portal_languages(codes: Collection[str]) -> Mapping[str, Language]:
    """Give the language that the customers of cases chose, as far as they did: one query."""
    rows = CameBy.objects.filter(case__code__in=codes).exclude(language="")
    return {code: Language(word) for code, word in rows.values_list("case__code", "language")}


def cases_to_ask(at: datetime, *, most: int = 100) -> tuple[ToAsk, ...]:
    """Give the resolved cases whose customers did not answer and are to be asked a second time now."""
    rows = _asked(1).filter(next_action=NextAction.CONFIRM_AND_CLOSE.value, next_due__lte=at)
    found = list(rows.select_related("customer", "came_by").order_by("next_due", "pk")[:most])
    return tuple(_to_ask(row) for row in found if row.customer is not None)


def unseen_verdicts(at: datetime, *, most: int = 100) -> tuple[Unsettled, ...]:
    """Give what customers called not settled and nobody has looked at yet, the oldest first."""
    return _unsettled(Verdict.objects.filter(settled=False, looked_at__isnull=True), at, most)


def unseen_returns(at: datetime, *, most: int = 100) -> tuple[Unsettled, ...]:
    """Give the cases that were over and that a customer's words took up again, where nobody has looked at it yet."""
    return _unsettled(WroteAgain.objects.filter(looked_at__isnull=True), at, most)


def unseen_follow_ups(*, most: int = 100) -> tuple[Followed, ...]:
    """Give the new cases that follow one closed long ago, where nobody has looked at it yet, the oldest first."""
    rows = FollowUp.objects.filter(looked_at__isnull=True).select_related("case", "after").order_by("pk")[:most]
    return tuple(
        Followed(
            key=row.pk,
            case=row.case.code,
            after=row.after.code,
            closed_at=row.after.closed_at,
            owner=row.case.holder_id or row.case.accountable_id or 0,
        )
        for row in rows
    )


def _unsettled(unseen: QuerySet[Verdict] | QuerySet[WroteAgain], at: datetime, most: int) -> tuple[Unsettled, ...]:
    held = HandOver.objects.filter(case=OuterRef("case"), at__lte=OuterRef("at")).order_by("-seq")
    rows = unseen.select_related("case").order_by("at", "pk")
    rows = rows.annotate(resolver=Subquery(held.values("holder")[:1]), team=Subquery(held.values("team")[:1]))
    return tuple(
        Unsettled(
            key=row.pk,
            case=row.case.code,
            resolution=row.resolution + 1,
            at=row.at,
            resolver=row.resolver,
            accountable=row.case.accountable_id or 0,
            lead=lead_of(row.team, at) if row.team else None,
        )
        for row in rows[:most]
    )


def letter_about(code: str) -> ToAsk | None:
    """Give what a letter to the customer of a case needs; None where the case has no customer to write to."""
    row = Case.objects.filter(code=code, customer__erased_at__isnull=True).select_related("customer", "came_by").first()
    return _to_ask(row) if row and row.customer else None


def unanswered(standing: Standing, *, most: int = MOST) -> tuple[Unanswered, ...]:
    """Give the cases whose customers were asked twice and are silent, of those that a standing may see."""
    terms = portal_terms()
    rows = list(_asked(TWICE).filter(visible(standing)).order_by("next_due", "pk").prefetch_related("asked")[:most])
    lines = {line.code: line for line in lines_of(row.pk for row in rows)}
    views = []
    for row in rows:
        asked = sorted((one for one in row.asked.all() if one.resolution == row.reopenings), key=lambda one: one.number)
        times = tuple(one.at for one in asked)
        views.append(
            Unanswered(lines[row.code], _asking(row, times, settled=None, start=rules.decide_from(times, terms)))
        )
    return tuple(views)


def asking(standing: Standing, code: str) -> AskingView:
    """Give how far the asking about the end of a case is. Raises `NotFoundError` as the case's page does."""
    row = Case.objects.filter(code=code).first()
    hands = hands_of(row, standing) if row else None
    if row is None or hands is None or not permissions.may_see(standing, hands):
        raise NotFoundError("cases.no_such_case", case=code)
    times = asked_times(row)
    said = Verdict.objects.filter(case=row, resolution=row.reopenings).values_list("settled", flat=True).first()
    start = rules.decide_from(times, portal_terms()) if len(times) == TWICE else None
    return _asking(row, times, settled=said, start=start)


def session(token: str, at: datetime) -> Visitor | None:
    """Give whose session this is, None where it is over, was ended, or never was."""
    live = Pass.objects.filter(session=rules.digest(token), ended_at__isnull=True)
    row = live.filter(used_at__gt=at - rules.SESSION_LASTS).first()
    return visitor_by_address(row.address) if row else None


def check_pass(token: str, at: datetime) -> None:
    """Refuse a one-time way in that was made up, used or is too old. Reading it uses nothing up."""
    row = Pass.objects.filter(digest=rules.digest(token)).first()
    if row is None:
        raise NotFoundError("cases.link_unknown")
    rules.check_pass(row.used_at, row.expires_at, at)


def _sees_all(contact: Contact) -> bool:
    kind = CustomerKind(contact.customer.kind)
    return kind is not CustomerKind.EXTERNAL or contact.kind == ContactKind.SELF.value


def _with_verdict(rows: QuerySet[Case]) -> QuerySet[Case]:
    said = Verdict.objects.filter(case=OuterRef("pk"), resolution=OuterRef("reopenings")).values("settled")
    return rows.annotate(said=said[:1])


def _asked(times: int) -> QuerySet[Case]:
    answered = Verdict.objects.filter(case=OuterRef("pk"), resolution=OuterRef("reopenings"))
    rows = Case.objects.filter(~Exists(answered), status=Status.RESOLVED.value, source="")
    asked = Count("asked", filter=Q(asked__resolution=F("reopenings")))
    return rows.annotate(times=asked).filter(times=times)


def _line(row: Case) -> PortalLine:
    status = Status(row.status)
    asks = status is Status.RESOLVED and _one(row, "said") is None
    return PortalLine(row.code, row.title, status, row.opened_at, row.last_at, asks)


def _written(row: Case, visitor: Visitor) -> tuple[Message, ...]:
    """Give what a visitor reads of a case: what came from outside, and what of ours has gone out."""
    merged = Customer.objects.filter(merged_into=row.customer_id).values("pk")
    mine = Q(thread__customer=row.customer_id) | Q(thread__customer__in=merged) | Q(thread__customer__isnull=True)
    threads = row.threads.filter(mine)
    if row.customer_id in visitor.partly:
        threads = threads.filter(thread__address__iexact=visitor.address)
    return tuple(
        each
        for each in communication.messages(threads.values_list("thread", flat=True))
        if each.direction is Direction.IN or each.state is MessageState.RELEASED
    )


def _messages(row: Case, visitor: Visitor, *, names: NamesShown) -> tuple[PortalMessage, ...]:
    shown = _written(row, visitor)
    wanted = {each.author for each in shown if each.author is not None} if names is NamesShown.NAMES else set()
    people = organisation.names(wanted) if wanted else {}
    return tuple(_message(each, {key: name.zh or name.en for key, name in people.items()}) for each in shown)


def _message(each: Message, people: Mapping[int, str]) -> PortalMessage:
    ours = each.direction is Direction.OUT
    name = people.get(each.author or 0, "") if ours else each.sender_name
    return PortalMessage(each.id, each.at, ours, each.text, name, each.attachments)


def _asking(row: Case, times: tuple[datetime, ...], *, settled: bool | None, start: datetime | None) -> AskingView:
    proposed = Outcome(row.proposed_outcome) if row.proposed_outcome else None
    return AskingView(times, settled, proposed, row.proposed_text, start)


def _outcome(row: Case) -> Outcome | None:
    word = row.outcome or row.proposed_outcome
    return Outcome(word) if word else None


def _to_ask(row: Case) -> ToAsk:
    return ToAsk(row.code, row.title, row.customer.code if row.customer else "", _language(row), row.proposed_text)


def _language(row: Case) -> Language | None:
    came = _one(row, "came_by")
    return Language(came.language) if came and came.language else None


def _one(row: Case, name: str) -> Any:
    """Give the row at the other end of a one-to-one, an annotation, or None."""
    return getattr(row, name, None)
