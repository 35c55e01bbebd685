"""What the pages of sites, of the life cycle and of segments take in."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liuxin.desk.customers import queries
from liuxin.desk.customers.words import Condition, Fact, NewSite, Rule, SegmentName, SiteKind, StageName
from liuxin.interfaces.web.customers import labels
from liuxin.interfaces.web.customers.forms.fields import choice, line, number, offer, tick, words
from liuxin.interfaces.web.kit.trees import Paths, offer_tree

NUMBERS = (Fact.CASES, Fact.SATISFACTION, Fact.KNOWN, Fact.NEEDS, Fact.BUSINESS)


class FindSiteForm(forms.Form):
    """What is looked for in the tree of sites."""

    q = forms.CharField(label=_("Find"), required=False, max_length=100, widget=line(type="search"))
    closed = tick(_("closed ones too"))


class SiteForm(forms.Form):
    """A site that is added."""

    name = forms.CharField(label=pgettext_lazy("site", "Name"), max_length=200, widget=line())
    kind = choice(pgettext_lazy("site", "Kind"), words(labels.SITE))
    parent = choice(_("Lies in"), [], required=False)

    def __init__(self, data: Any = None, **more: Any) -> None:
        """Offer the sites that are open."""
        super().__init__(data, auto_id="site-%s", **more)
        offer_tree(self, "parent", _sites(), empty="—")

    def wanted(self) -> NewSite:
        """Give the site as told."""
        given = self.cleaned_data
        parent = int(given["parent"]) if given["parent"] else None
        return NewSite(given["name"], SiteKind(given["kind"]), parent=parent)


class RenameForm(forms.Form):
    """Another name for a site."""

    name = forms.CharField(label=pgettext_lazy("site", "Name"), max_length=200, widget=line())


class MoveSiteForm(forms.Form):
    """Another place for a site."""

    parent = choice(_("Lies in"), [], required=False)

    def __init__(self, data: Any = None, **more: Any) -> None:
        """Offer the sites that are open."""
        super().__init__(data, auto_id="move-%s", **more)
        offer_tree(self, "parent", _sites(), empty="—")


class StageNameForm(forms.Form):
    """The names of a stage."""

    name_zh = forms.CharField(label=_("Name in Chinese"), required=False, max_length=200, widget=line())
    name_en = forms.CharField(label=_("Name in English"), required=False, max_length=200, widget=line())

    @classmethod
    def of(cls, name: StageName) -> "StageNameForm":
        """Give the form that renames a stage."""
        return cls(initial={"name_zh": name.zh, "name_en": name.en}, auto_id=f"stage-{name.code}-%s")


class NewStageForm(StageNameForm):
    """A stage that is added at the end."""

    kind = choice(pgettext_lazy("customer", "Kind"), words(labels.KIND))
    code = forms.CharField(label=_("Code"), max_length=64, widget=line(), help_text=_("small letters, such as owner"))
    field_order = ("kind", "code", "name_zh", "name_en")


class RetireForm(forms.Form):
    """A stage goes out of use; who is in it moves on."""

    into = choice(_("Its customers move to"), [], required=False)

    def __init__(self, data: Any = None, *, choices: list[tuple[str, str]], **more: Any) -> None:
        """Take the stages that may stand in its place."""
        super().__init__(data, **more)
        offer(self, "into", [("", "—"), *choices])


class SegmentForm(forms.Form):
    """A segment: its names, and at most one condition of each fact."""

    name_zh = forms.CharField(label=_("Name in Chinese"), required=False, max_length=200, widget=line())
    name_en = forms.CharField(label=_("Name in English"), required=False, max_length=200, widget=line())
    kind = forms.MultipleChoiceField(label=labels.FACT[Fact.KIND], required=False, widget=forms.CheckboxSelectMultiple)
    stage = forms.MultipleChoiceField(
        label=labels.FACT[Fact.STAGE], required=False, widget=forms.CheckboxSelectMultiple
    )
    site = choice(labels.FACT[Fact.SITE], [], required=False)

    def __init__(self, data: Any = None, **more: Any) -> None:
        """Offer what there is to choose."""
        super().__init__(data, auto_id="segment-%s", **more)
        offer(self, "kind", words(labels.KIND))
        offer(self, "stage", labels.stages())
        offer_tree(self, "site", _sites(), empty="—")
        for fact in NUMBERS:
            self.fields[f"{fact}_least"] = number(pgettext_lazy("segment", "at least"))
            self.fields[f"{fact}_most"] = number(pgettext_lazy("segment", "at most"))
            if fact.has_days:
                self.fields[f"{fact}_days"] = forms.IntegerField(
                    label=_("in the last … days"),
                    required=False,
                    widget=forms.NumberInput(attrs={"class": "ct"}),
                )

    @classmethod
    def of(cls, segment: SegmentName) -> "SegmentForm":
        """Give the form that changes a segment."""
        initial: dict[str, Any] = {"name_zh": segment.zh, "name_en": segment.en}
        for one in segment.rule:
            if one.fact is Fact.SITE:
                initial["site"] = one.among[0]
            elif one.fact.is_choice:
                initial[one.fact.value] = list(one.among)
            else:
                initial |= {f"{one.fact}_least": one.least, f"{one.fact}_most": one.most, f"{one.fact}_days": one.days}
        return cls(initial=initial)

    @property
    def numbers(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Give the fields of the facts that are numbers, fact by fact."""
        return [
            (str(labels.FACT[fact]), [self[name] for name in self.fields if name.startswith(f"{fact}_")])
            for fact in NUMBERS
        ]

    def rule(self) -> Rule:
        """Give the rule as told."""
        given: Mapping[str, Any] = self.cleaned_data
        found = [
            Condition(fact, tuple(given[fact.value]) if fact is not Fact.SITE else (given["site"],))
            for fact in (Fact.KIND, Fact.STAGE, Fact.SITE)
            if given[fact.value]
        ]
        for fact in NUMBERS:
            least, most, days = (given.get(f"{fact}_{part}") for part in ("least", "most", "days"))
            if least is not None or most is not None:
                found.append(Condition(fact, (), least, most, days))
        return tuple(found)


class MergeForm(forms.Form):
    """Two customers become one."""

    survivor = forms.CharField(
        label=_("Stays"), max_length=32, widget=line(), help_text=_("The code of one customer, such as K-000001.")
    )
    absorbed = forms.CharField(label=_("Goes into it"), max_length=32, widget=line())


class EraseForm(forms.Form):
    """The code of the customer, typed to confirm."""

    code = forms.CharField(
        label=_("Type the customer's code to confirm"), max_length=32, widget=line(autocomplete="off")
    )


def _sites() -> Paths:
    return [(site.id, site.names) for site in queries.site_choices()]
