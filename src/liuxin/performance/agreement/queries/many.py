"""Many agreements at once: where they stand, and which wait for somebody. The number of statements is constant."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from liuxin.desk.organisation.words import Standing
from liuxin.kernel.quantities import Percent
from liuxin.kernel.text import Bilingual
from liuxin.kernel.waiting import Waiting
from liuxin.performance.agreement.models import Agreement, Party, Response, Settlement, Version
from liuxin.performance.agreement.words import (
    AGAINST,
    AgreementState,
    Answer,
    Mode,
    State,
    WaitingSignature,
)

_AGAINST = sorted(kind.value for kind in AGAINST)


def states(agreement_ids: Iterable[int]) -> dict[int, AgreementState]:
    """Give where agreements stand, by key; a key that none has is left out. Five statements."""
    wanted = set(agreement_ids)
    found = Agreement.objects.filter(pk__in=wanted)
    latest = {row.agreement_id: row for row in _latest().filter(agreement__in=wanted)}
    required = Counter(
        Party.objects.filter(agreement__in=wanted, released_at__isnull=True).values_list("agreement", flat=True)
    )
    answers = _answers(wanted)
    settled = {
        row.agreement_id: row for row in Settlement.objects.filter(agreement__in=wanted).select_related("version")
    }
    return {
        row.pk: _state(row, latest[row.pk], required[row.pk], answers[row.pk], settled.get(row.pk)) for row in found
    }


def waiting_for(person_id: int, at: datetime) -> tuple[WaitingSignature, ...]:
    """Give what waits for an answer of a person, or of one whose deputy that is; the nearest limit first."""
    asked = Q(person=person_id) | Q(deputy=person_id)
    in_time = Q(agreement__deadline__isnull=True) | Q(agreement__deadline__gte=at)
    return _owed(Party.objects.filter(asked & in_time))


def owed_by(person_id: int) -> tuple[WaitingSignature, ...]:
    """Give every open agreement that a person has not answered, also where the time for it is over. One statement."""
    return _owed(Party.objects.filter(person=person_id))


def _owed(parties: QuerySet[Party]) -> tuple[WaitingSignature, ...]:
    latest = Version.objects.filter(agreement=OuterRef("agreement")).order_by("-number")
    answered = Response.objects.filter(party=OuterRef("pk"), version__number=OuterRef("last"), replaced_at__isnull=True)
    rows = (
        parties.filter(released_at__isnull=True, agreement__state=State.OPEN)
        .annotate(last=Subquery(latest.values("number")[:1]))
        .filter(~Exists(answered))
        .select_related("agreement")
        .order_by(F("agreement__deadline").asc(nulls_last=True), "agreement")
    )
    return tuple(_waiting(row, row.last) for row in rows)


def unanswered(agreement_ids: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """Give who has not answered the latest version of open agreements, by agreement. One statement."""
    latest = Version.objects.filter(agreement=OuterRef("agreement")).order_by("-number")
    answered = Response.objects.filter(party=OuterRef("pk"), version__number=OuterRef("last"), replaced_at__isnull=True)
    rows = (
        Party.objects.filter(agreement__in=set(agreement_ids), released_at__isnull=True, agreement__state=State.OPEN)
        .annotate(last=Subquery(latest.values("number")[:1]))
        .filter(~Exists(answered))
        .order_by("agreement", "person")
    )
    found: defaultdict[int, tuple[int, ...]] = defaultdict(tuple)
    for key, person in rows.values_list("agreement", "person"):
        found[key] += (person,)
    return dict(found)


def waiting(standing: Standing, at: datetime) -> tuple[Waiting, ...]:
    """Give all that waits here for somebody: signatures, decisions, parties who left. Three statements."""
    if standing.person_id is None:
        return ()
    signatures = (
        Waiting(
            "agreement.waits.signature" if each.for_person == standing.person_id else "agreement.waits.deputy",
            page="agreement:one",
            key={"agreement": each.agreement},
            params={"title": each.title, "version": each.version},
            due=each.deadline,
        )
        for each in waiting_for(standing.person_id, at)
    )
    decisions = _to_decide(standing.person_id, at)
    leavers = _with_leavers(standing.person_id, at)
    told = (("agreement.waits.decision", decisions), ("agreement.waits.leaver", leavers))
    return (*signatures, *(_plain(code, row) for code, rows in told for row in rows))


def _to_decide(person_id: int, at: datetime) -> QuerySet[Agreement]:
    """Give what a decider is asked for: the time is over, or somebody is against the latest version."""
    newer = Version.objects.filter(agreement=OuterRef("version__agreement"), number__gt=OuterRef("version__number"))
    against = Response.objects.filter(version__agreement=OuterRef("pk"), kind__in=_AGAINST, replaced_at__isnull=True)
    disputed = Exists(against.filter(~Exists(newer), party__released_at__isnull=True))
    mine = Agreement.objects.filter(decider=person_id, state=State.OPEN)
    return mine.filter(Q(deadline__lt=at) | disputed).order_by("pk")


def _with_leavers(person_id: int, at: datetime) -> QuerySet[Agreement]:
    left = Party.objects.filter(agreement=OuterRef("pk"), released_at__isnull=True, person__left_on__lte=at.date())
    return Agreement.objects.filter(opened_by=person_id, state=State.OPEN).filter(Exists(left)).order_by("pk")


def _plain(code: str, row: Agreement) -> Waiting:
    title = Bilingual(row.title_zh, row.title_en)
    return Waiting(code, page="agreement:one", key={"agreement": row.pk}, params={"title": title}, due=row.deadline)


def _waiting(row: Party, last: int) -> WaitingSignature:
    found = row.agreement
    return WaitingSignature(
        agreement=found.pk,
        kind=found.kind,
        subject=found.subject,
        title=Bilingual(found.title_zh, found.title_en),
        version=last,
        deadline=found.deadline,
        for_person=row.person_id,
    )


def _latest() -> QuerySet[Version]:
    newer = Version.objects.filter(agreement=OuterRef("agreement"), number__gt=OuterRef("number"))
    return Version.objects.filter(~Exists(newer))


def _answers(agreement_ids: Iterable[int]) -> defaultdict[int, Counter[str]]:
    counted: defaultdict[int, Counter[str]] = defaultdict(Counter)
    live = Response.objects.filter(replaced_at__isnull=True, party__released_at__isnull=True)
    rows = live.filter(version__in=_latest().filter(agreement__in=set(agreement_ids)))
    for key, kind in rows.values_list("version__agreement", "kind"):
        counted[key][kind] += 1
    return counted


def _state(
    row: Agreement, latest: Version, required: int, answers: Counter[str], settled: Settlement | None
) -> AgreementState:
    return AgreementState(
        id=row.pk,
        state=State(row.state),
        mode=Mode(row.mode),
        version=latest.number,
        sha256=latest.sha256,
        required=required,
        signed=answers[Answer.SIGN],
        objections=answers[Answer.OBJECT] + answers[Answer.REFUSE],
        deadline=row.deadline,
        settlement=None if settled is None else settled.pk,
        settled_version=None if settled is None else settled.version.number,
        settled_at=row.settled_at,
        abstained=answers[Answer.ABSTAIN],
        share=None if row.share is None else Percent(row.share),
    )
