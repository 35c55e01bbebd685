"""Actor, errors, text in two languages."""

import pytest

from liuxin.kernel.actor import Actor, ActorKind
from liuxin.kernel.errors import BadInputError, LiuxinError
from liuxin.kernel.text import Bilingual


def test_a_person_acts_by_the_key() -> None:
    actor = Actor.person(17, via="web")
    assert (actor.kind, actor.id, actor.via, actor.person_id) == (ActorKind.PERSON, "17", "web", 17)


@pytest.mark.parametrize("actor", [Actor.system("sealer"), Actor.importer("servicenow")])
def test_a_system_or_an_import_is_no_person(actor: Actor) -> None:
    assert actor.person_id is None


def test_an_error_says_code_place_and_what_fills_the_sentence() -> None:
    error = BadInputError("period.naive", field="start", line=3, value="x")
    assert isinstance(error, LiuxinError)
    assert str(error) == "period.naive [start] line 3 {'value': 'x'}"


def test_an_error_without_a_place_is_its_code() -> None:
    assert str(BadInputError("period.naive")) == "period.naive"


@pytest.mark.parametrize(
    ("language", "shown"), [("zh-hans", "工单"), ("zh", "工单"), ("en", "case"), ("en-gb", "case")]
)
def test_text_is_shown_in_the_language_asked_for(language: str, shown: str) -> None:
    assert Bilingual(zh="工单", en="case").in_language(language) == shown


def test_the_other_language_stands_in_for_a_missing_one() -> None:
    assert Bilingual(zh="", en="case").in_language("zh-hans") == "case"
    assert Bilingual(zh="工单", en="").in_language("en") == "工单"
