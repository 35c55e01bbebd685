"""Rules of routing in words: what a rule asks, how it gives, and why a case went where it went."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, pgettext, pgettext_lazy

from liuxin.desk.cases.words import Condition, Distribution, NewRoutingRule, Pick, RoutingRuleView, Tried
from liuxin.desk.customers.words import CustomerKind
from liuxin.interfaces.web.cases import labels, shown

Label = str | Promise
DISTRIBUTION: Mapping[Distribution, Label] = {
    Distribution.QUEUE: pgettext_lazy("routing", "waits in the team's queue"),
    Distribution.ROUND_ROBIN: pgettext_lazy("routing", "to each of the team in turn"),
    Distribution.LEAST_LOADED: pgettext_lazy("routing", "to whoever of the team holds the fewest"),
}
CONDITION: Mapping[Condition, Label] = {
    Condition.CUSTOMER_KIND: pgettext_lazy("routing", "kind of customer"),
    Condition.SERVICE_STAGE: pgettext_lazy("routing", "stage"),
    Condition.KIND: pgettext_lazy("routing", "kind"),
    Condition.CHANNEL: pgettext_lazy("routing", "channel"),
    Condition.CATEGORY: pgettext_lazy("routing", "category"),
    Condition.SITE: pgettext_lazy("routing", "site"),
    Condition.LANGUAGE: pgettext_lazy("routing", "language"),
    Condition.LOAD: pgettext_lazy("routing", "number waiting in the team"),
}
PICK: Mapping[Pick, Label] = {
    Pick.QUEUED: pgettext_lazy("routing", "It waits in the queue until somebody takes it."),
    Pick.IN_TURN: pgettext_lazy("routing", "It is this person's turn."),
    Pick.LEAST_LOADED: pgettext_lazy("routing", "Nobody of the team who fits holds fewer cases."),
    Pick.NOBODY_HERE: pgettext_lazy("routing", "It waits in the queue: nobody of the team is present."),
    Pick.NOBODY_FITS: pgettext_lazy("routing", "It waits in the queue: nobody present has the skill or language."),
    Pick.EVERYBODY_FULL: pgettext_lazy("routing", "It waits in the queue: everybody who fits has the hands full."),
}
CUSTOMER_KIND: Mapping[CustomerKind, Label] = {
    CustomerKind.EXTERNAL: pgettext_lazy("customer", "External"),
    CustomerKind.INTERNAL: pgettext_lazy("customer", "Internal"),
    CustomerKind.PARTNER: pgettext_lazy("customer", "Partner"),
}
LANGUAGE: Mapping[str, Label] = {
    "zh": pgettext_lazy("language", "Chinese"),
    "en": pgettext_lazy("language", "English"),
    "": pgettext_lazy("language", "cannot be told"),
}


def conditions(view: RoutingRuleView) -> list[str]:
    """Say what a rule asks of a case, one part each; nothing for a rule that takes every case."""
    asks = view.asks
    parts: list[tuple[Condition, object]] = [
        (Condition.CUSTOMER_KIND, asks.customer_kind and CUSTOMER_KIND[asks.customer_kind]),
        (Condition.SERVICE_STAGE, asks.service_stage and labels.STAGE[asks.service_stage]),
        (Condition.KIND, asks.kind and labels.KIND[asks.kind]),
        (Condition.CHANNEL, asks.channel and labels.CHANNEL[asks.channel]),
        (Condition.CATEGORY, asks.category),
        (Condition.SITE, view.site and " · ".join(view.site.names)),
        (Condition.LANGUAGE, asks.language and LANGUAGE[asks.language]),
    ]
    said = [_pair(CONDITION[condition], value) for condition, value in parts if value]
    if asks.most_waiting is not None:
        said.append(gettext("fewer than %(number)s waiting in the team") % {"number": asks.most_waiting})
    return said


def _pair(name: Label, value: object) -> str:
    return gettext("%(name)s %(value)s") % {"name": name, "value": value}


def people(asks: NewRoutingRule) -> list[str]:
    """Say what a rule asks of people."""
    said = [gettext("with the skill %(skill)s") % {"skill": asks.skill}] if asks.skill else []
    return said + ([gettext("who work in the language of the case")] if asks.speaks else [])


def reason(tried: Tried) -> str:
    """Say which rule takes a case and why: the rules before it by what they miss, then whose turn it is."""
    names = {view.id: view for view in tried.rules}
    comma, stop = pgettext("list", ", "), "" if (get_language() or "zh").startswith("zh") else " "
    said: list[str] = []
    for verdict in tried.route.verdicts:
        view = names[verdict.rule]
        if verdict.misses:
            missed = comma.join(str(CONDITION[miss]) for miss in verdict.misses)
            said.append(
                gettext("Rule %(place)s “%(name)s” passes it by: %(missed)s.")
                % {"place": view.place, "name": view.asks.name, "missed": missed}
            )
        else:
            said.append(gettext("Rule %(place)s “%(name)s” takes it.") % {"place": view.place, "name": view.asks.name})
    if tried.route.rule is None:
        said.append(gettext("No rule takes it: the first team for which somebody answers does."))
    said.append(str(PICK[tried.route.pick]))
    return stop.join(said)


def goes_to(tried: Tried) -> str:
    """Say where a case goes and who answers for it; that nobody is named is said as well."""
    language = get_language() or "zh-hans"
    parts = {"team": shown.name(tried.team, language), "person": shown.name(tried.holder, language)}
    if tried.holder is not None:
        return gettext("%(person)s of %(team)s") % parts
    if tried.accountable is None:
        return gettext("queue of %(team)s; who answers for it cannot be told") % parts
    return gettext("queue of %(team)s; %(person)s answers for it") % (
        parts | {"person": shown.name(tried.accountable, language)}
    )
