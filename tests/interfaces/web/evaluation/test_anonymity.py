"""Every page, table and export of every reader, read for what two peers said: nowhere told, in no version, to nobody.

The ratings are planted: the manager says 4, the peers 1 and 2, so that 1.5 is their mean, and 2.75 that of the kinds.
"""

import re
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from liuxin.desk.organisation.words import Role
from liuxin.interfaces.jobs import rounds
from liuxin.kernel.actor import Actor
from liuxin.performance.evaluation import actions, queries, rules
from liuxin.performance.feedback.words import TalkState
from tests.factories import feedback
from tests.factories.circle import Circle, make_circle
from tests.factories.feedback import Appeal, AppealDecider
from tests.factories.forms import SCORED, Ground, RaterKey, make_ground, spread
from tests.factories.history import KEY
from tests.factories.organisation import Account, make_account, make_person, standing_of

pytestmark = pytest.mark.django_db
FORBIDDEN = re.compile(r"(?<![\d.])(1\.5|1\.50|2\.75|3\.25|3\.5|1\.0 n|2\.0 n)(?![\d])")


@pytest.fixture(autouse=True)
def _key(settings: Settings) -> None:
    settings.SEAL_KEY = KEY.decode()


def browser(person: int) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(Account.objects.filter(person=person).first() or make_account(person=person))
    return client


def readers(ground: Ground) -> Iterator[int]:
    yield from (ground.ratee, *ground.peers, ground.lead, ground.made.place.head, ground.made.hr, ground.made.director)
    yield make_person(roles=(Role.AUDITOR,))
    yield make_person()


def addresses(ground: Ground) -> Iterator[str]:
    where = [ground.made.id, ground.department]
    yield from (reverse("evaluation:home"), reverse("evaluation:mine"), reverse("history:record"))
    yield reverse("evaluation:person", args=[ground.made.id, ground.ratee])
    yield from (reverse(f"evaluation:{name}", args=where) for name in ("open", "score", "finish", "links"))
    yield from (reverse("evaluation:form", args=[key]) for key in ground.assignment.values())
    card = reverse("insight:scorecard", args=[ground.ratee])
    yield from (f"{card}?period=2016-03", f"{card}?period=2016-03&view=live")
    yield reverse("insight:scorecard-export", args=[ground.ratee]) + "?period=2016-03&form=csv"
    yield card
    yield reverse("insight:scorecard-export", args=[ground.ratee]) + "?form=csv"
    yield reverse("insight:came-about", args=[ground.ratee, ground.made.id])
    yield reverse("history:record-export") + "?form=csv"
    yield reverse("insight:own")


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    content = b"".join(answer) if answer.streaming else answer.content
    if answer.status_code != 200:
        return ""
    text = re.sub(r"<[^>]+>", " ", content.decode())
    return text if "export" in address else re.sub(r"\s+", " ", text)


@pytest.mark.spec("P4.3")
def test_no_page_of_any_reader_tells_what_two_peers_said_before_or_after_a_correction() -> None:
    ground = make_ground(peers=2)
    ground.open()
    ground.rate(ground.lead, 4)
    spread(ground, [1, 2])
    ground.score()
    everybody, pseudonyms = (
        [*readers(ground), contested(ground)],
        set(RaterKey.objects.values_list("pseudonym", flat=True)),
    )
    with time_machine.travel(SCORED, tick=False):
        before = _told(ground, everybody, pseudonyms)
        rounds.catch_up(SCORED)
        found = queries.result(standing_of(ground.made.hr, SCORED), ground.ratee, ground.made.id)
        actions.correct(
            result_id=found.id,
            leave_out=["promises_kept"],
            allow_worse=True,
            reason="not hers",
            by=Actor.person(ground.made.hr),
            at=SCORED,
        )
        after = _told(ground, everybody, pseudonyms)
    assert before.keys() == after.keys()
    assert len(before) > len(everybody)
    decider, card = everybody[-1], reverse("insight:scorecard", args=[ground.ratee])
    assert "Six hearts" in before[decider, card]
    assert (decider, reverse("evaluation:person", args=[ground.made.id, ground.ratee])) not in before
    rated = reverse("evaluation:person", args=[ground.made.id, ground.ratee])
    tables = [re.findall(r"Six hearts, by group.*?Versions", pages[ground.ratee, rated]) for pages in (before, after)]
    assert tables[0] == tables[1] != []


def contested(ground: Ground, decider: int = 0) -> int:
    """Let the ratee appeal after a talk, and give who decides: somebody without a role, unless named."""
    found = queries.result(standing_of(ground.made.hr, SCORED), ground.ratee, ground.made.id)
    decider = decider or make_person()
    talk = feedback.bare_talk(
        feedback.bare_round(ground.made.id, ground.department),
        found.id,
        person=ground.ratee,
        manager=ground.lead,
        state=TalkState.HELD,
        order=1,
    )
    feedback.bare_appeal(talk, decider=decider)
    return decider


@pytest.mark.spec("P4.3")
def test_a_rater_who_was_named_to_decide_an_appeal_all_the_same_is_opened_nothing_by_it() -> None:
    ground = make_ground(peers=3)
    ground.open()
    ground.rate(ground.lead, 4)
    spread(ground, [5, 1, 2])
    ground.score()
    pages = (
        reverse("insight:scorecard", args=[ground.ratee]),
        reverse("insight:came-about", args=[ground.ratee, ground.made.id]),
        reverse("evaluation:person", args=[ground.made.id, ground.ratee]),
    )
    rater, other = contested(ground, ground.peers[0]), make_person()
    AppealDecider.objects.create(appeal=Appeal.objects.get(), person_id=other, order=2, named_at=SCORED)
    with time_machine.travel(SCORED, tick=False):
        assert [browser(rater).get(page).status_code for page in pages] == [404, 404, 404]
        assert [browser(other).get(page).status_code for page in pages] == [200, 200, 404]


def _told(ground: Ground, everybody: list[int], pseudonyms: set[str]) -> dict[tuple[int, str], str]:
    """Read every page of everybody and hold that none tells; gives what each could open."""
    names = {str(each) for each in ground.peers}
    told = {}
    for reader in everybody:
        client = browser(reader)
        for address in addresses(ground):
            text = read(client, address)
            if text:
                told[reader, address] = text
            assert not FORBIDDEN.search(text), (reader, address)
            if not address.startswith(reverse("history:record")):
                assert not any(each in text for each in pseudonyms), (reader, address)
            else:
                _no_peer_beside_a_sheet(text, names)
    return told


def _no_peer_beside_a_sheet(text: str, names: set[str]) -> None:
    """Of a sheet the record shows a pseudonym; no line that speaks of one names a person as who did it."""
    for line in text.splitlines():
        if "sheet_submitted" in line:
            assert not any(f"person:{name}" in line or f",{name}," in line for name in names)


@pytest.mark.spec("P4.3")
def test_no_page_of_any_reader_tells_how_strict_an_anonymous_rater_is() -> None:
    """A peer is a level stricter than all others: every fair value feels it, and none gives it away."""
    circle = make_circle()
    strict = circle.people[2]
    circle.rate({strict: 1})
    circle.score()
    judged = queries.judged(circle.made.id, SCORED)
    known = rules.severities(rules.told_table(judged.of), circle.people)
    severe = {judged.raters[code].person: each.value for code, each in known.of.items()}
    assert severe[strict] > 0.5
    hidden = re.escape(f"{severe[strict]:.2f}")
    own = [circle.people[0], strict, circle.lead, circle.made.hr, make_person(roles=(Role.AUDITOR,))]
    seen = 0
    for reader in own:
        client = browser(reader)
        for ratee in (circle.people[0], circle.people[1], strict):
            for address in _of_ratee(circle, ratee):
                with time_machine.travel(SCORED, tick=False):
                    text = read(client, address)
                seen += "stricter than" in text or "milder than" in text or "as strict as" in text
                assert not re.search(rf"(?<![\d.]){hidden}(?!\d)", text), (reader, address)
    assert seen > 10


def _of_ratee(circle: Circle, ratee: int) -> Iterator[str]:
    yield reverse("evaluation:person", args=[circle.made.id, ratee])
    yield reverse("insight:scorecard", args=[ratee]) + "?period=2016-03"
    yield reverse("insight:came-about", args=[ratee, circle.made.id])
