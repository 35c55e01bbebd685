"""An agreement read from its rows, for queries and actions alike. Eight statements, however much it holds."""

from collections import defaultdict
from datetime import datetime

from liuxin.desk.organisation.models import Department
from liuxin.kernel.quantities import Percent
from liuxin.kernel.text import Bilingual
from liuxin.performance.agreement import models, rules
from liuxin.performance.agreement.words import (
    AgreementView,
    Answer,
    Comment,
    Concerned,
    Decision,
    How,
    Mode,
    NewLine,
    Party,
    Response,
    Settlement,
    State,
    Tally,
    Version,
)


def read(found: models.Agreement, at: datetime | None = None) -> AgreementView:
    """Give all of an agreement that was found; `at` tells who has left by then, else whoever has a last day."""
    parties = _parties(found, at)
    return AgreementView(
        id=found.pk,
        kind=found.kind,
        subject=found.subject,
        title=Bilingual(found.title_zh, found.title_en),
        mode=Mode(found.mode),
        share=None if found.share is None else Percent(found.share),
        is_public=found.is_public,
        deadline=found.deadline,
        decider=found.decider_id,
        state=State(found.state),
        opened_by=found.opened_by_id,
        opened_at=found.opened_at,
        settled_at=found.settled_at,
        parties=parties,
        versions=_versions(found),
        comments=_comments(found),
        decision=_decision(found),
        settlement=settlement(found.pk),
        concerned=concerned(found, parties),
    )


def concerned(found: models.Agreement, parties: tuple[Party, ...]) -> Concerned:
    """Give whom an agreement concerns."""
    inside = Department.objects.filter(teams__memberships__person__in=[party.person for party in parties])
    return Concerned(
        opener=found.opened_by_id,
        decider=found.decider_id,
        parties=frozenset(party.person for party in parties),
        deputies=frozenset(party.deputy for party in parties if party.deputy is not None),
        mode=Mode(found.mode),
        is_public=found.is_public,
        in_departments=frozenset(inside.values_list("pk", flat=True)),
    )


def settlement(agreement_id: int) -> Settlement | None:
    """Give which version binds, if one does."""
    row = models.Settlement.objects.filter(agreement=agreement_id).select_related("version").first()
    return None if row is None else Settlement(row.pk, row.version.number, How(row.how), row.at)


def _decision(found: models.Agreement) -> Decision | None:
    row = models.Decision.objects.filter(agreement=found).select_related("version").first()
    return None if row is None else Decision(row.version.number, row.by_id, row.reason, row.at)


def tally(view: AgreementView) -> Tally:
    """Count how the live parties answered the latest version."""
    live = {party.id for party in view.live}
    return rules.tally(len(live), (each.kind for each in view.latest.responses if each.party in live))


def _parties(found: models.Agreement, at: datetime | None) -> tuple[Party, ...]:
    rows = found.parties.select_related("person").order_by("pk")
    return tuple(
        Party(
            id=row.pk,
            person=row.person_id,
            side=row.side,
            deputy=row.deputy_id,
            has_left=row.person.left_on is not None and (at is None or row.person.left_on <= at.date()),
            released_at=row.released_at,
            release_reason=row.release_reason,
        )
        for row in rows
    )


def _versions(found: models.Agreement) -> tuple[Version, ...]:
    rows = found.versions.order_by("number").prefetch_related("lines")
    responses = _responses(found)
    return tuple(_version(row, tuple(responses[row.pk])) for row in rows)


def _version(row: models.Version, responses: tuple[Response, ...]) -> Version:
    ordered = sorted(row.lines.all(), key=lambda line: line.order)
    lines = tuple(NewLine(line.key, Bilingual(line.label_zh, line.label_en), line.text) for line in ordered)
    return Version(
        id=row.pk,
        number=row.number,
        sha256=row.sha256,
        note=row.note,
        proposed_by=row.proposed_by_id,
        at=row.at,
        lines=lines,
        responses=responses,
        is_intact=rules.digest(row.number, lines) == row.sha256,
    )


def _responses(found: models.Agreement) -> defaultdict[int, list[Response]]:
    rows = models.Response.objects.filter(version__agreement=found, replaced_at__isnull=True).order_by("at", "pk")
    responses: defaultdict[int, list[Response]] = defaultdict(list)
    for row in rows:
        responses[row.version_id].append(
            Response(
                party=row.party_id,
                kind=Answer(row.kind),
                by=row.by_id,
                for_person=row.for_person_id,
                reason=row.reason,
                sha256=row.sha256,
                at=row.at,
            )
        )
    return responses


def _comments(found: models.Agreement) -> tuple[Comment, ...]:
    rows = found.comments.select_related("version").order_by("at", "pk")
    return tuple(Comment(row.pk, row.version.number, row.by_id, row.at, row.text) for row in rows)
