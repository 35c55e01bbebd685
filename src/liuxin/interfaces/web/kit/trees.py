"""A tree to choose from, as a list in groups that what is typed narrows; without script it is the whole list."""

from collections import defaultdict
from collections.abc import Sequence

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise
Leaves = list[tuple[str, Text]]
Paths = list[tuple[int, tuple[str, ...]]]
"""Keys and names, from outside in."""
SEPARATOR = " · "


def offer_tree(form: forms.Form, name: str, paths: Paths, *, empty: Text = "") -> None:
    """Let a field offer what lies in a tree, by its names from outside in, in a group for each outermost one.

    Every line says the whole path, for a list that is closed shows nothing but the line; only where one outermost
    holds all, it goes without saying.
    """
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        return
    field.choices = [*([("", empty)] if empty else []), *_groups(paths)]
    field.widget.attrs |= {"data-narrow": _("Type part of a name"), "data-narrow-none": _("Nothing fits")}


def _groups(paths: Paths) -> list[tuple[str, Leaves]]:
    groups: dict[str, Paths] = defaultdict(list)
    for key, names in sorted(paths, key=lambda path: tuple(path[1])):
        groups[names[0]].append((key, names))
    alone = len(groups) == 1
    return [(top, [(str(key), _line(names, alone=alone)) for key, names in inner]) for top, inner in groups.items()]


def _line(names: Sequence[str], *, alone: bool) -> str:
    return SEPARATOR.join(names[1:] if alone and len(names) > 1 else names)
