"""Sites are offered as a tree in groups, each line with all that it lies in unless that is the same for all."""

from typing import Any

import pytest
from django import forms
from django.utils import translation

from liuxin.interfaces.web.kit.trees import offer_tree

pytestmark = pytest.mark.spec("X")
GARDEN = [(1, ("滨江花园",)), (3, ("滨江花园", "1 号楼", "1201")), (2, ("滨江花园", "1 号楼"))]
TOWER = [(9, ("云谷大厦", "1 号楼"))]


class Form(forms.Form):
    site = forms.ChoiceField(required=False)


def offered(paths: list[tuple[int, tuple[str, ...]]]) -> forms.Form:
    form = Form({"site": "3"})
    offer_tree(form, "site", paths, empty="any")
    return form


def test_each_outermost_place_is_a_group_and_a_line_says_where_it_lies():
    form = offered([*GARDEN, *TOWER])
    field: Any = form.fields["site"]
    assert field.choices == [
        ("", "any"),
        ("云谷大厦", [("9", "云谷大厦 · 1 号楼")]),
        ("滨江花园", [("1", "滨江花园"), ("2", "滨江花园 · 1 号楼"), ("3", "滨江花园 · 1 号楼 · 1201")]),
    ]
    assert form.is_valid()
    with translation.override("zh-hans"):
        shown = str(form["site"])
    assert '<optgroup label="云谷大厦">' in shown
    assert 'data-narrow="输入名称的一部分"' in shown


def test_where_one_place_holds_all_it_goes_without_saying():
    field: Any = offered(GARDEN).fields["site"]
    assert field.choices[1] == ("滨江花园", [("1", "滨江花园"), ("2", "1 号楼"), ("3", "1 号楼 · 1201")])
