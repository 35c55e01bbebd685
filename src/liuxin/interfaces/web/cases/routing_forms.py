"""A rule of routing, and a case to try, as forms."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liuxin.desk.cases.words import Channel, Distribution, Kind, Matter, NewRoutingRule, RoutingRule, ServiceStage
from liuxin.desk.customers.words import CustomerKind
from liuxin.interfaces.web.cases import labels
from liuxin.interfaces.web.cases.routing_words import CUSTOMER_KIND, DISTRIBUTION, LANGUAGE
from liuxin.interfaces.web.kit.trees import Paths, offer_tree
from liuxin.kernel.text import language_of

CONTROL = {"class": "ct"}
ANY = pgettext_lazy("filter", "any")
LANGUAGES = [("", ANY), ("zh", LANGUAGE["zh"]), ("en", LANGUAGE["en"])]


def _choice(label: Any, choices: list[tuple[str, Any]], *, required: bool = False) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=required, widget=forms.Select(attrs=CONTROL))


def _text(label: Any, longest: int, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    widget = forms.TextInput(attrs=CONTROL)
    return forms.CharField(label=label, max_length=longest, required=required, widget=widget, help_text=help_text)


class _Words(forms.Form):
    """What a case is, each word optional."""

    customer_kind = _choice(pgettext_lazy("customer", "Kind of customer"), labels.choices(CUSTOMER_KIND, empty=ANY))
    service_stage = _choice(pgettext_lazy("case", "Stage"), labels.choices(labels.STAGE, empty=ANY))
    kind = _choice(pgettext_lazy("case", "Kind"), labels.choices(labels.KIND, empty=ANY))
    channel = _choice(pgettext_lazy("case", "Channel"), labels.choices(labels.CHANNEL, empty=ANY))
    category = _text(pgettext_lazy("case", "Category"), 120)
    site = _choice(pgettext_lazy("case", "Site"), [])

    def __init__(self, *args: Any, sites: Paths, **kwargs: Any) -> None:
        """Take the sites that may be chosen."""
        super().__init__(*args, **kwargs)
        offer_tree(self, "site", sites, empty=ANY)


class RuleForm(_Words):
    """A rule: conditions first, then the team and how cases go on in it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = _text(pgettext_lazy("rule", "Name"), 120, required=True)
    language = _choice(_("Language of the case"), LANGUAGES)
    most_waiting = forms.IntegerField(
        label=_("Only while fewer wait in the team than"),
        required=False,
        widget=forms.NumberInput(attrs={**CONTROL, "min": 1}),
        help_text=_("Empty: however many wait."),
    )
    team = _choice(pgettext_lazy("case", "Team"), [], required=True)
    distribution = _choice(
        _("Within the team"), [(word.value, label) for word, label in DISTRIBUTION.items()], required=True
    )
    skill = _text(_("Only people with the skill"), 64, help_text=_("As it stands on the people's pages."))
    speaks = forms.BooleanField(
        label=_("Only people who work in the language of the case"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "ck"}),
    )
    is_on = forms.BooleanField(
        label=pgettext_lazy("rule", "In force"), required=False, widget=forms.CheckboxInput(attrs={"class": "ck"})
    )
    is_default = forms.BooleanField(
        label=_("Default: takes whatever no other rule takes"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "ck"}),
    )

    def __init__(self, *args: Any, teams: list[tuple[str, str]], **kwargs: Any) -> None:
        """Take the teams that may be chosen."""
        super().__init__(*args, **kwargs)
        field = self.fields["team"]
        if isinstance(field, forms.ChoiceField):
            field.choices = teams

    def rule(self) -> NewRoutingRule:
        """Give the rule as it was written."""
        given = self.cleaned_data
        return NewRoutingRule(
            name=given["name"],
            team=int(given["team"]),
            distribution=Distribution(given["distribution"]),
            customer_kind=CustomerKind(given["customer_kind"]) if given["customer_kind"] else None,
            service_stage=ServiceStage(given["service_stage"]) if given["service_stage"] else None,
            kind=Kind(given["kind"]) if given["kind"] else None,
            channel=Channel(given["channel"]) if given["channel"] else None,
            category=given["category"],
            site=int(given["site"]) if given["site"] else None,
            language=given["language"],
            skill=given["skill"],
            speaks=given["speaks"],
            most_waiting=given["most_waiting"],
            is_default=given["is_default"],
            is_on=given["is_on"] or given["is_default"],
        )


def initial(rule: RoutingRule) -> Mapping[str, object]:
    """Give a rule as its form shows it."""
    asks = rule.asks
    words = ("name", "category", "language", "skill", "speaks", "most_waiting", "is_on", "is_default", "team", "site")
    return {
        "version": rule.version,
        "distribution": asks.distribution.value,
        "customer_kind": asks.customer_kind.value if asks.customer_kind else "",
        "service_stage": asks.service_stage.value if asks.service_stage else "",
        "kind": asks.kind.value if asks.kind else "",
        "channel": asks.channel.value if asks.channel else "",
        **{word: getattr(asks, word) for word in words},
    }


class TryForm(_Words):
    """A case that might come in."""

    title = _text(_("What it is about"), 300, help_text=_("The language is told from it."))

    def matter(self, above: Mapping[int, frozenset[int]]) -> Matter:
        """Give the case as routing reads it; `above` holds all that the site lies in."""
        given = self.cleaned_data
        return Matter(
            kind=given["kind"],
            service_stage=given["service_stage"],
            channel=given["channel"],
            category=given["category"].strip(),
            customer_kind=given["customer_kind"],
            sites=above.get(int(given["site"] or 0), frozenset()),
            language=language_of(given["title"]),
        )
