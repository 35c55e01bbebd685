"""Agreements of the matrix: each between a person and somebody else of no team, the first one theirs to answer."""

from tests.factories import agreement
from tests.factories.organisation import make_person
from tests.interfaces.web.roles.rooms import Form, Ground
from tests.interfaces.web.roles.world import Subject


def things(ground: Ground, person: int, relation: str) -> dict[str, object]:
    """Make an agreement that waits for a person."""
    del ground, relation
    return {"agreement": agreement.open_between(person, make_person(), subject=f"matrix-{person}")}


def _text(subject: Subject) -> dict[str, object]:
    version = agreement.Version.objects.filter(agreement__subject=f"matrix-{subject.person}").first()
    return {} if version is None else {"version": version.number, "sha256": version.sha256, "reason": "the reason"}


def _party(subject: Subject) -> dict[str, object]:
    return {"person": subject.person, "deputy": ""}


FORMS: dict[str, Form] = {
    "agreement:act sign": _text,
    "agreement:act object": _text,
    "agreement:act refuse": _text,
    "agreement:act abstain": _text,
    "agreement:act comment": {"version": 1, "text": "a comment"},
    "agreement:act decide": {"version": 1, "why": "the reason"},
    "agreement:act withdraw": {"withdrawal": "the reason"},
    "agreement:act release": _party,
    "agreement:act deputy": _party,
    "agreement:act deadline": {"deadline": "2999-01-01"},
}
