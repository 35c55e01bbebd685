"""Times of talks: shifts are noted, a time is offered, the other accepts or declines."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotAllowedError, NotFoundError, RuleBrokenError
from liuxin.kernel.period import Period
from liuxin.performance.feedback import rules
from liuxin.performance.feedback.actions.common import TALK, held, me, record, standing_of, told
from liuxin.performance.feedback.models import Shift, SlotOffer, Talk
from liuxin.performance.feedback.queries.calendars import clock
from liuxin.performance.feedback.queries.talks import talks_of
from liuxin.performance.feedback.words import OfferState, Taken, TalkLine, TalkState


def note_shifts(*, person_id: int, shifts: Sequence[Period], by: Actor, at: datetime) -> int:
    """Note when somebody is on shift, and give how many were new. Whoever it is, the line and HR may."""
    asks = standing_of(by, at)
    own = asks.person_id == person_id
    if not (own or person_id in asks.reports or asks.hr_everywhere or asks.is_system):
        raise NotAllowedError("feedback.may_not_note_shift")
    if not shifts:
        raise BadInputError("feedback.no_shift", field="start")
    with transaction.atomic():
        known = set(Shift.objects.filter(person=person_id, end__gte=at).values_list("start", "end"))
        new = [span for span in dict.fromkeys(shifts) if (span.start, span.end) not in known]
        Shift.objects.bulk_create(
            [
                Shift(person_id=person_id, start=span.start, end=span.end, noted_by_id=by.person_id, noted_at=at)
                for span in new
            ],
            ignore_conflicts=True,
        )
        record([told("person", "feedback.shifts_noted", person_id, {"count": len(new)}, at)], by, at)
    return len(new)


def offer_slot(*, talk_id: int, start: datetime, end: datetime, place: str, by: Actor, at: datetime) -> int:
    """Offer the other a time and place, and give the key of the offer; either of both may."""
    asks = standing_of(by, at)
    with transaction.atomic():
        row, line = held(asks, talk_id)
        _require_one_of_both(asks.person_id, line)
        _require_open(line)
        if not place.strip():
            raise BadInputError("feedback.place_needed", field="place")
        rules.check_slot(start, end, at=at, clock=clock(), taken=_taken(line, at))
        made = SlotOffer.objects.create(
            talk=row, start=start, end=end, place=place.strip()[:200], offered_by_id=me(asks), offered_at=at
        )
        times = {"start": int(start.timestamp()), "end": int(end.timestamp())}
        record([told(TALK, "feedback.slot_offered", line.id, {"offer": made.pk, **times}, at)], by, at)
    return made.pk


def accept_slot(*, offer_id: int, by: Actor, at: datetime) -> None:
    """Accept a time that the other offered: it is then agreed, and other offers fall away.

    All is checked again: a shift or another talk may have come between. The talks of both are locked, so that two
    who accept at once cannot take the same time.
    """
    asks = standing_of(by, at)
    with transaction.atomic():
        offer, row, line = _offer(offer_id, by, at)
        if asks.person_id == offer.offered_by_id:
            raise RuleBrokenError("feedback.own_offer")
        if offer.state != OfferState.OFFERED:
            raise RuleBrokenError("feedback.offer_gone")
        rules.check_slot(offer.start, offer.end, at=at, clock=clock(), taken=_taken(line, at))
        row.offers.filter(state__in=[OfferState.OFFERED, OfferState.ACCEPTED]).exclude(pk=offer.pk).update(
            state=OfferState.WITHDRAWN.value
        )
        _answered(offer, OfferState.ACCEPTED, asks.person_id, at)
        row.state, row.start, row.end, row.place = TalkState.SLOT_AGREED.value, offer.start, offer.end, offer.place
        row.save(update_fields=["state", "start", "end", "place"])
        times = {"start": int(offer.start.timestamp()), "end": int(offer.end.timestamp())}
        record([told(TALK, "feedback.slot_agreed", line.id, {"offer": offer.pk, **times}, at)], by, at)


def decline_slot(*, offer_id: int, by: Actor, at: datetime) -> None:
    """Decline an offered time, or take back one's own; a time that was agreed is given up the same way."""
    asks = standing_of(by, at)
    with transaction.atomic():
        offer, row, line = _offer(offer_id, by, at)
        if offer.state not in {OfferState.OFFERED, OfferState.ACCEPTED}:
            raise RuleBrokenError("feedback.offer_gone")
        if offer.state == OfferState.ACCEPTED:
            row.state, row.start, row.end, row.place = TalkState.PLANNED.value, None, None, ""
            row.save(update_fields=["state", "start", "end", "place"])
        own = asks.person_id == offer.offered_by_id
        _answered(offer, OfferState.WITHDRAWN if own else OfferState.DECLINED, asks.person_id, at)
        record([told(TALK, "feedback.slot_given_up", line.id, {"offer": offer.pk}, at)], by, at)


def _offer(offer_id: int, by: Actor, at: datetime) -> tuple[SlotOffer, Talk, TalkLine]:
    asks = standing_of(by, at)
    key = SlotOffer.objects.filter(pk=offer_id).values_list("talk", flat=True).first()
    if key is None:
        raise NotFoundError("feedback.no_such_offer")
    row, line = held(asks, key)
    _require_one_of_both(asks.person_id, line)
    _require_open(line)
    return SlotOffer.objects.get(pk=offer_id), row, line


def _answered(offer: SlotOffer, state: OfferState, person: int | None, at: datetime) -> None:
    offer.state, offer.answered_by_id, offer.answered_at = state.value, person, at
    offer.save(update_fields=["state", "answered_by", "answered_at"])


def _taken(line: TalkLine, at: datetime) -> list[Taken]:
    """Give what takes the time of both: their other talks, locked, and their shifts."""
    both = (line.person, line.manager)
    keys = [row.pk for row in talks_of(both, without=line.id, from_=at)]
    talks = Talk.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    shifts = Shift.objects.filter(person__in=both, end__gt=at)
    return [*_of_talks(talks), *(Taken(row.person_id, row.start, row.end, rules.SHIFT) for row in shifts)]


def _of_talks(talks: Iterable[Talk]) -> list[Taken]:
    found = ((row.person_id, row.start, row.end) for row in talks)
    return [Taken(person, start, end, rules.TALK) for person, start, end in found if start and end]


def _require_one_of_both(person: int | None, line: TalkLine) -> None:
    if person is None or person not in {line.person, line.manager}:
        raise NotAllowedError("feedback.not_at_the_table")


def _require_open(line: TalkLine) -> None:
    if not line.is_open:
        raise RuleBrokenError("feedback.talk_is_over")
