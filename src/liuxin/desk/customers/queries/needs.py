"""Reads of needs. Whose needs a reader may see, a query of a higher room says."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from liuxin.desk.customers.models import Need, Offer, Solution
from liuxin.desk.customers.queries.customers import customers_matching, line_of
from liuxin.desk.customers.words import (
    Answer,
    NeedFilter,
    NeedState,
    NeedView,
    OfferView,
    Refusal,
    SolutionName,
    Worth,
)

OPEN = [state.value for state in NeedState if state.is_open]


def needs_wanted(wanted: NeedFilter) -> QuerySet[Need]:
    """Give the needs that fit a filter, those due first, for a query of a higher room to narrow down."""
    found = Need.objects.select_related("customer__stage", "solution").filter(_condition(wanted))
    for word in wanted.search.split():
        hit = Q(title__icontains=word) | Q(code__istartswith=word) | Q(text__icontains=word)
        found = found.filter(hit | Q(customer__in=customers_matching(word).values("pk")))
    return found.order_by("ended_at", "next_due", "pk") if wanted.is_open else found.order_by("-recorded_at", "-pk")


def need_views(rows: Iterable[Need], *, offers: bool = False) -> tuple[NeedView, ...]:
    """Give needs as pages show them; with all their offers in one more query."""
    found = list(rows)
    made: dict[int, list[OfferView]] = defaultdict(list)
    if offers:
        of_these = Offer.objects.select_related("solution", "contact").filter(need__in=[row.pk for row in found])
        for offer in of_these.order_by("at", "pk"):
            made[offer.need_id].append(_offer(offer))
    return tuple(_view(row, tuple(made[row.pk])) for row in found)


def solutions(*, retired: bool = False) -> tuple[SolutionName, ...]:
    """Give the catalogue, with how often each was offered and accepted."""
    rows = Solution.objects.all() if retired else Solution.objects.filter(retired_at__isnull=True)
    accepted = Count("offers", filter=Q(offers__answer=Answer.ACCEPTED.value))
    counted = rows.annotate(offered=Count("offers"), accepted=accepted).order_by("retired_at", "code")
    return tuple(_solution(row, offered=row.offered, accepted=row.accepted) for row in counted)


def _condition(wanted: NeedFilter) -> Q:
    condition = Q(erased_at__isnull=True)
    for name in ("owner", "customer", "solution"):
        value = getattr(wanted, name)
        if value is not None:
            condition &= Q(**{name: value})
    if wanted.state is not None:
        condition &= Q(state=wanted.state.value)
    if wanted.is_open or wanted.late_on is not None:
        condition &= Q(state__in=OPEN)
    if wanted.late_on is not None:
        condition &= Q(next_due__lt=wanted.late_on)
    return condition


def _view(row: Need, offers: tuple[OfferView, ...]) -> NeedView:
    return NeedView(
        id=row.pk,
        code=row.code,
        version=row.version,
        customer=line_of(row.customer),
        case=row.case,
        title=row.title,
        text=row.text,
        state=NeedState(row.state),
        owner=row.owner_id,
        next_step=row.next_step,
        next_due=row.next_due,
        recorded_at=row.recorded_at,
        ended_at=row.ended_at,
        solution=_solution(row.solution) if row.solution else None,
        worth=Worth(row.worth) if row.worth else None,
        result=row.result,
        erased=row.erased_at is not None,
        offers=offers,
    )


def _offer(row: Offer) -> OfferView:
    return OfferView(
        id=row.pk,
        solution=_solution(row.solution),
        contact=row.contact.name if row.contact else "",
        person=row.person_id,
        at=row.at,
        text=row.text,
        answer=Answer(row.answer) if row.answer else None,
        answered_at=row.answered_at,
        reason=Refusal(row.reason) if row.reason else None,
        words=row.words,
    )


def _solution(row: Solution, *, offered: int = 0, accepted: int = 0) -> SolutionName:
    return SolutionName(
        id=row.pk,
        code=row.code,
        zh=row.name_zh,
        en=row.name_en,
        text_zh=row.text_zh,
        text_en=row.text_en,
        retired=row.retired_at is not None,
        offered=offered,
        accepted=accepted,
    )
