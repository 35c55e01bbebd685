"""Which promise binds a case: of those whose conditions all hold the one that says most, by one stated order.

The customer goes before the site, a nearer site before the one around it, then the kind of customer, the kind of the
case, its stage, its priority. Two promises in force never have the same conditions, so there is always one answer.
"""

from collections.abc import Iterable

from liuxin.desk.cases.words import Aspect, PromiseTerm, Subject, Terms, Weighed

Rank = tuple[int, ...]


def fails(terms: Terms, matter: Subject) -> tuple[Aspect, ...]:
    """Give the conditions that a matter does not meet."""
    known: dict[Aspect, object] = {
        Aspect.CUSTOMER: matter.customer,
        Aspect.CUSTOMER_KIND: matter.customer_kind,
        Aspect.KIND: matter.kind,
        Aspect.STAGE: matter.service_stage,
        Aspect.PRIORITY: matter.priority,
    }
    return tuple(
        condition
        for condition, value in terms.conditions.items()
        if (value not in matter.sites if condition is Aspect.SITE else value != known[condition])
    )


def rank(terms: Terms, matter: Subject) -> Rank:
    """Give how much a promise says about a matter: to be compared place by place, in the order of the conditions."""
    return tuple(_weight(condition, terms, matter) for condition in Aspect)


def choose(promises: Iterable[PromiseTerm], matter: Subject) -> PromiseTerm | None:
    """Give the promise that binds a matter; None where none does."""
    fitting = [promise for promise in promises if not fails(promise.terms, matter)]
    return max(fitting, key=lambda promise: rank(promise.terms, matter), default=None)


def weigh(promises: Iterable[PromiseTerm], matter: Subject) -> tuple[Weighed, ...]:
    """Hold every promise against a matter: the winner first, then those that fit by rank, then those that do not."""
    known = list(promises)
    winner = choose(known, matter)
    weighed = [_weighed(promise, winner, matter) for promise in known]
    return tuple(
        sorted(weighed, key=lambda each: (bool(each.fails), tuple(-part for part in rank(each.promise.terms, matter))))
    )


def _weighed(promise: PromiseTerm, winner: PromiseTerm | None, matter: Subject) -> Weighed:
    failing = fails(promise.terms, matter)
    is_winner = winner is not None and promise.id == winner.id
    if failing or is_winner or winner is None:
        return Weighed(promise, failing, applies=is_winner)
    pairs = zip(Aspect, rank(winner.terms, matter), rank(promise.terms, matter), strict=True)
    return Weighed(promise, (), applies=False, decided_by=next((each for each, ours, its in pairs if ours > its), None))


def _weight(condition: Aspect, terms: Terms, matter: Subject) -> int:
    if condition is not Aspect.SITE:
        return int(condition in terms.conditions)
    return len(matter.sites) - matter.sites.index(terms.site) if terms.site in matter.sites else 0
