"""Rows of a list of cases: whatever somebody typed is escaped, and each table gets the cells that it has heads for."""

import pytest
from django.utils.safestring import mark_safe
from django.utils.translation import override

from liuxin.interfaces.web.cases.rows import Row, Rows

NASTY = "<b> & \"'"
ESCAPED = "&lt;b&gt; &amp; &quot;&#x27;"
FULL = Row(
    code="C1",
    url="/cases/C1",
    title=NASTY,
    category=NASTY,
    state=mark_safe("<i>State</i>"),
    priority="High",
    customer=NASTY,
    customer_url="/customers/K1",
    team=NASTY,
    holder=NASTY,
    due="2026-03-02 09:00",
    next_action=NASTY,
    promise=mark_safe("<i>Promise</i>"),
    countdown=NASTY,
    opened="2026-03-01 08:00",
    unread=2,
)
BARE = Row(
    **{**FULL, "customer": "", "category": "", "team": "", "holder": "", "due": "", "promise": "", "countdown": ""}
)
BARE["unread"] = 0


@pytest.mark.spec("S5")
def test_what_was_typed_is_escaped_and_marks_are_drawn() -> None:
    with override("en"):
        drawn = Rows([FULL]).picked
    assert (NASTY in drawn, drawn.count(ESCAPED)) == (False, 8)
    assert "<td><i>State</i></td><td>High</td>" in drawn
    assert f'<td><i>Promise</i><span class="xs three">{ESCAPED}</span></td>' in drawn
    assert ' <span class="tag tag-warn num">2 unread</span>' in drawn
    assert f'name="case" value="C1" aria-label="C1 {ESCAPED}">' in drawn


def test_each_table_gets_its_cells() -> None:
    rows = Rows([FULL, BARE])
    assert [each.count("<td") for each in (rows.plain, rows.picked, rows.of_customer)] == [16, 18, 14]
    assert [each.count("<tr") for each in (rows.plain, Rows([FULL]).picked, Rows().plain)] == [2, 1, 0]


def test_what_is_not_known_is_said() -> None:
    with override("zh-hans"):
        chinese = Rows([BARE]).plain
    with override("en"):
        drawn = Rows([BARE]).plain
    assert '<td><span class="three">not recorded</span></td>' in drawn
    assert '<td>—<span class="xs three">nobody has taken it</span></td><td>—</td><td>—</td>' in drawn
    assert '<span class="xs three">无人接手</span>' in chinese
    assert "unread" not in drawn
