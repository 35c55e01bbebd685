import re

import pytest

from tools import frontend

pytestmark = pytest.mark.skipif(not frontend.ICONS.exists(), reason="front-end packages are missing: make assets")


def test_the_sprite_draws_each_icon_under_its_name():
    drawn = frontend.sprite(["inbox", "search"])
    assert re.findall(r'<symbol id="([^"]+)" viewBox="0 0 24 24"', drawn) == ["inbox", "search"]
    assert "M0 0h24v24H0z" not in drawn
    assert "<script" not in drawn


def test_an_icon_that_tabler_lacks_stops_the_set_up(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        frontend.sprite(["no-such-icon"])
    assert "'no-such-icon'" in capsys.readouterr().err


@pytest.mark.parametrize(
    "text",
    ['{% icon "inbox" %}', "{% icon 'inbox' 'ico-s' %}", '{% include "kit/x.html" with icon="inbox" %}'],
)
def test_it_finds_icons_in_templates(text: str):
    assert [first or second for first, second in frontend.IN_TEMPLATES.findall(text)] == ["inbox"]


def test_the_icons_of_the_side_bar_are_found():
    assert {"inbox", "users"} <= set(frontend.icons_used())


@pytest.mark.parametrize("text", [b"a{}\n/*# sourceMappingURL=x.css.map */", b"a{}\n//# sourceMappingURL=x.js.map\n"])
def test_it_strips_addresses_of_source_maps(text: bytes):
    assert frontend.SOURCE_MAP.sub(b"\n", text) == b"a{}\n"
