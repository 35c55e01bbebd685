"""A folded case with keys in place of labels: what the cases take in."""

from collections.abc import Iterator

from liuxin.desk.cases.words import CaseHistory, Happening, Step, StepKind
from liuxin.interfaces.imports.folding import FoldedCase, Move
from liuxin.interfaces.imports.loading.keys import Keys
from liuxin.interfaces.imports.mapping import Mapping
from liuxin.kernel.actor import Actor

_WRITTEN = frozenset({"message.sent"})
"""What the person named did; in all else the person is whom it is about."""

HANDS = frozenset({StepKind.OPENED, StepKind.HANDED_OVER})


def history_of(case: FoldedCase, keys: Keys, mapping: Mapping) -> CaseHistory:
    """Give the history of a folded case. Where the source names nobody accountable, the placeholder is."""
    facts = case.facts
    importer = Actor.importer(mapping.name)
    return CaseHistory(
        code=facts.code,
        title=facts.title,
        kind=facts.kind,
        service_stage=mapping.defaults.stage,
        channel=facts.channel,
        priority=case.priority,
        category=case.category,
        customer=keys.customers.get(facts.customer),
        site=keys.sites.get(facts.site),
        calendar=mapping.hours.code,
        promise_due=facts.due,
        promise_kept=facts.kept if case.closed else None,
        outcome=facts.outcome if case.closed else None,
        outcome_text=facts.outcome_text if case.closed else "",
        source=mapping.name,
        product=facts.product,
        steps=tuple([_step(move, keys, importer) for move in case.moves]),
    )


def happenings_of(case: FoldedCase, keys: Keys, mapping: Mapping) -> Iterator[Happening]:
    """Give what happened around a folded case; a person whom the source doesn't name is left out."""
    importer = Actor.importer(mapping.name)
    for each in case.around:
        key = keys.people.get(each.person)
        told = each.told if key is None else {**each.told, "person": key}
        by = importer if key is None or each.code not in _WRITTEN else Actor.person(key, via=importer.id)
        yield Happening(each.code, case.facts.code, each.at, told, by, each.line)


def _step(move: Move, keys: Keys, importer: Actor) -> Step:
    by = Actor.person(keys.people[move.actor], via=importer.id) if move.actor else importer
    if move.kind in HANDS:
        return Step(
            move.kind,
            move.at,
            by,
            move.line,
            holder=keys.people.get(move.hands.holder),
            team=keys.teams.get(move.hands.team),
            accountable=keys.people.get(move.hands.accountable, keys.accountable),
            priority=move.priority or None,
            category=move.category or None,
            state=move.state,
        )
    if move.kind is StepKind.CLASSIFIED:
        return Step(move.kind, move.at, by, move.line, priority=move.priority, category=move.category, state=move.state)
    return Step(move.kind, move.at, by, move.line, state=move.state)
