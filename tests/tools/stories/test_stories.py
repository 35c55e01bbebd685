"""The stories of real ratings: what is told of a twin always, and where the data are at hand, every number again."""

import os
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from liuxin.engines.ratings.rater_effects import Effect
from liuxin.engines.ratings.telling import Reason
from tests.tools.stories import twin
from tools.places import ROOT
from tools.stories import __main__ as stories
from tools.stories.page import rows
from tools.stories.reading import read
from tools.stories.telling import Story, tell

PAGE = ROOT / "docs" / "statistics" / "stories.md"
NAMES = ("agreement", "severity", "moved", "groups")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[Story]:
    """Give the stories of the twin."""
    return [tell(each) for each in read(twin.write(tmp_path_factory.mktemp("twin")))]


@pytest.fixture(scope="module")
def real() -> list[Story]:
    """Give the stories of the data themselves."""
    return [tell(each) for each in read(Path(os.environ["LIUXIN_TEST_DATA"]))]


def test_the_strict_rater_of_a_panel_is_found_and_nobody_else(made: list[Story]):
    for story in made[:2]:
        severity = story.effects.columns[Effect.SEVERITY]

        assert severity.found.tolist() == [True, *[False] * 11]
        assert story.likeness > 0.99


def test_severities_learned_elsewhere_bring_raters_together(made: list[Story]):
    for story in made[:2]:
        assert story.closer is not None
        assert (story.closer.texts, story.closer.ratings) == (6, 72)
        assert story.closer.fair < 0.8 * story.closer.raw


def test_what_the_same_rater_rated_again_is_left_out_and_counted(made: list[Story]):
    assert [story.data.again for story in made] == [1, 1, 0, 0]


def test_texts_that_one_rater_read_are_counted(made: list[Story]):
    assert [story.alone for story in made] == [191, 191, 0, 0]


def test_self_ratings_are_left_out(made: list[Story]):
    for story in made[2:]:
        assert not (story.data.rater == story.data.ratee).any()


def test_groups_that_never_meet_are_parts_and_links_are_one_less(made: list[Story]):
    assert [(story.parts, story.links) for story in made] == [(1, 0), (1, 0), (3, 2), (1, 0)]


def test_where_all_rate_all_fair_is_nearly_raw(made: list[Story]):
    assert np.abs(made[0].moved).mean() > 0.1
    assert np.abs(made[3].moved).mean() < 0.05
    assert (made[2].closer, made[3].closer) == (None, None)


def test_two_criteria_make_no_forms_of_one_level(made: list[Story]):
    assert set(made[2].effects.columns[Effect.SAME_FORMS].why) == {Reason.ONE_CRITERION}
    assert next(line for line in rows(made) if "same forms" in line).split(" | ")[3] == "—"


def test_every_picture_is_drawn_in_both_languages_and_says_what_it_shows(made: list[Story], tmp_path: Path):
    drawn = stories.draw(made, tmp_path / "pictures")

    assert sorted(each.name for each in drawn) == sorted(
        f"{short}-{name}.svg" for short in ("zh", "en") for name in NAMES
    )
    for each in drawn:
        root = ET.fromstring(each.read_text(encoding="utf-8"))  # noqa: S314  our own picture
        said = {child.tag.rpartition("}")[2]: child.text for child in root}
        assert root.get("role") == "img"
        assert said["title"]
        assert said["desc"]
        assert "prefers-color-scheme:dark" in (said["style"] or "")
        assert "nan" not in each.read_text(encoding="utf-8")


def test_only_the_strict_rater_is_marked_in_the_picture(made: list[Story], tmp_path: Path):
    stories.draw(made, tmp_path)

    assert (tmp_path / "en-severity.svg").read_text(encoding="utf-8").count('class="bad"') == 2


def test_the_tool_draws_and_says_its_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys):
    monkeypatch.setenv("LIUXIN_TEST_DATA", str(twin.write(tmp_path / "data")))
    monkeypatch.setattr(stories, "PICTURES", tmp_path / "pictures")
    monkeypatch.setattr(stories, "ROOT", tmp_path)
    stories.main()

    assert "| 严格 severity | 1 / 12 | 1 / 12 | 0 / 54 | 0 / 18 |" in capsys.readouterr().out


def test_without_the_data_the_tool_says_what_is_missing(monkeypatch: pytest.MonkeyPatch, capsys):
    monkeypatch.delenv("LIUXIN_TEST_DATA", raising=False)
    with pytest.raises(SystemExit):
        stories.main()

    assert "LIUXIN_TEST_DATA" in capsys.readouterr().err


def test_every_picture_of_the_page_is_there_and_has_words_for_who_cannot_see_it():
    shown = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("![")]

    assert len(shown) == 2 * len(NAMES)
    for line in shown:
        words, _, path = line[2:-1].partition("](")
        assert len(words) > 15
        assert (PAGE.parent / path).is_file()


@pytest.mark.real_data
def test_every_number_of_the_page_is_told_again(real: list[Story]):
    lines = PAGE.read_text(encoding="utf-8").splitlines()

    assert [row for row in rows(real) if row not in lines] == []


@pytest.mark.real_data
def test_the_pictures_are_those_of_the_data(real: list[Story], tmp_path: Path):
    for drawn in stories.draw(real, tmp_path):
        assert drawn.read_text(encoding="utf-8") == (stories.PICTURES / drawn.name).read_text(encoding="utf-8")


@pytest.mark.real_data
def test_what_the_page_says_in_words_is_so(real: list[Story]):
    panels = [story.effects.columns[Effect.SEVERITY] for story in real[:2]]
    clear = [(column.low > 0) | (column.high < 0) for column in panels]
    limits = [(round(float(column.value.min()), 2), round(float(column.value.max()), 2)) for column in panels]

    assert int(clear[0].sum()) == 39
    assert limits == [(-0.39, 0.42), (-1.26, 0.81)]
    assert min(story.likeness for story in real) > 0.9996
    assert [story.data.again for story in real] == [0, 1, 0, 0]
    assert (real[2].parts, real[2].links) == (10, 9)
    assert sum(story.alone for story in real[:2]) / sum(len(np.unique(story.data.ratee)) for story in real[:2]) > 0.8
