"""Routing: which rule takes a case, and whose turn it is in its team. Pure: loads and turns are handed in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from liuxin.desk.cases.words import (
    Condition,
    Distribution,
    Matter,
    NewRoutingRule,
    Pick,
    Route,
    RoutingRule,
    Verdict,
)
from liuxin.desk.organisation.words import Mate


@dataclass(slots=True)
class Desk:
    """The desk as routing finds it and changes it: who is here, what each holds, how many wait, whose turn it was.

    `last_resort` is the team that takes a case where no rule does. Many cases are alike: what the rules say to one is
    kept for the others, but for the load, which every case changes.
    """

    rules: Sequence[RoutingRule]
    crews: Mapping[int, Sequence[Mate]]
    held: dict[int, int] = field(default_factory=dict)
    waiting: dict[int, int] = field(default_factory=dict)
    turns: dict[int, int | None] = field(default_factory=dict)
    last_resort: int | None = None
    _said: dict[Matter, tuple[tuple[RoutingRule, Verdict], ...]] = field(default_factory=dict, init=False, repr=False)

    def said(self, matter: Matter) -> tuple[tuple[RoutingRule, Verdict], ...]:
        """Give what each rule says to a case in their order, whatever the load."""
        found = self._said.get(matter)
        if found is None:
            found = tuple((rule, Verdict(rule.id, unmet(rule.asks, matter))) for rule in in_order(self.rules))
            self._said[matter] = found
        return found

    def give(self, route: Route) -> None:
        """Take note that a case went this way, so that the next one finds the desk as it then is."""
        if route.holder is None:
            self.waiting[route.team] = self.waiting.get(route.team, 0) + 1
            return
        self.held[route.holder] = self.held.get(route.holder, 0) + 1
        if route.rule is not None:
            self.turns[route.rule] = route.holder


def misses(asks: NewRoutingRule, matter: Matter, waiting: int) -> tuple[Condition, ...]:
    """Give the conditions of a rule that a case does not meet; none where the rule takes it."""
    return (*unmet(asks, matter), *_too_many(asks, waiting))


def _too_many(asks: NewRoutingRule, waiting: int) -> tuple[Condition, ...]:
    return (Condition.LOAD,) if asks.most_waiting is not None and waiting >= asks.most_waiting else ()


def unmet(asks: NewRoutingRule, matter: Matter) -> tuple[Condition, ...]:
    """Give the conditions that a case does not meet whatever the load."""
    pairs: tuple[tuple[Condition, object, bool], ...] = (
        (Condition.CUSTOMER_KIND, asks.customer_kind, asks.customer_kind == matter.customer_kind),
        (Condition.SERVICE_STAGE, asks.service_stage, asks.service_stage == matter.service_stage),
        (Condition.KIND, asks.kind, asks.kind == matter.kind),
        (Condition.CHANNEL, asks.channel, asks.channel == matter.channel),
        (Condition.CATEGORY, asks.category, asks.category.casefold() == matter.category.casefold()),
        (Condition.SITE, asks.site, asks.site in matter.sites),
        (Condition.LANGUAGE, asks.language, asks.language == matter.language),
    )
    return tuple(condition for condition, asked, holds in pairs if asked and not holds)


def decide(desk: Desk, matter: Matter, *, within: int | None = None) -> Route | None:
    """Decide where a case goes: the first rule that takes it, in their order; None where none does.

    `within` asks only the rules of one team: somebody chose the team, and a rule may still choose who of it.
    """
    verdicts: list[Verdict] = []
    for rule, said in desk.said(matter):
        if within is not None and rule.asks.team != within:
            continue
        load = _too_many(rule.asks, desk.waiting.get(rule.asks.team, 0))
        verdicts.append(Verdict(rule.id, said.misses + load) if load else said)
        if not (said.misses or load):
            holder, pick = choose(desk, rule, matter.language)
            return Route(rule.id, rule.asks.team, holder, pick, tuple(verdicts))
    if desk.last_resort is None:
        return None
    return Route(None, desk.last_resort, None, Pick.QUEUED, tuple(verdicts))


def in_order(rules: Iterable[RoutingRule]) -> list[RoutingRule]:
    """Give the rules that are on in the order in which they are asked: by place, the default last."""
    on = (rule for rule in rules if rule.asks.is_on)
    return sorted(on, key=lambda rule: (rule.asks.is_default, rule.place, rule.id))


def choose(desk: Desk, rule: RoutingRule, language: str) -> tuple[int | None, Pick]:
    """Choose who of the team gets a case, and say why; nobody where the queue is to hold it."""
    asks = rule.asks
    if asks.distribution is Distribution.QUEUE:
        return None, Pick.QUEUED
    crew = desk.crews.get(asks.team, ())
    if not crew:
        return None, Pick.NOBODY_HERE
    fitting = [mate for mate in crew if fits(mate, asks, language)]
    if not fitting:
        return None, Pick.NOBODY_FITS
    free = [mate for mate in fitting if mate.capacity is None or desk.held.get(mate.person, 0) < mate.capacity]
    if not free:
        return None, Pick.EVERYBODY_FULL
    if asks.distribution is Distribution.ROUND_ROBIN:
        return next_in_turn([mate.person for mate in free], desk.turns.get(rule.id, rule.last_given)), Pick.IN_TURN
    least = min(desk.held.get(mate.person, 0) for mate in free)
    lightest = [mate.person for mate in free if desk.held.get(mate.person, 0) == least]
    return next_in_turn(lightest, desk.turns.get(rule.id, rule.last_given)), Pick.LEAST_LOADED


def fits(mate: Mate, asks: NewRoutingRule, language: str) -> bool:
    """Tell whether somebody has the skill that a rule asks for and, where it asks for that, works in the language."""
    return (not asks.skill or asks.skill in mate.skills) and (not asks.speaks or mate.speaks(language))


def next_in_turn(people: Sequence[int], last: int | None) -> int:
    """Give the next after whoever was last, by key, and the first again after the end."""
    ordered = sorted(people)
    return next((person for person in ordered if last is not None and person > last), ordered[0])
