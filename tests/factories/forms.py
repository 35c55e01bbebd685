"""A department in its fourth phase: sets agreed, raters qualified, forms open, answered and scored as asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from liuxin.desk.surveys import actions as surveys
from liuxin.desk.surveys.words import NewAnswer, Seen
from liuxin.interfaces.jobs import rounds
from liuxin.kernel.actor import Actor, ActorKind
from liuxin.performance.evaluation import actions
from liuxin.performance.evaluation.models import Form, RaterKey
from liuxin.performance.evaluation.words import Opened, Scored
from liuxin.performance.evaluators.words import Kind
from liuxin.performance.plan.queries import participants
from tests.factories.customers import make_customer
from tests.factories.evaluators import assigned, declared, qualified
from tests.factories.indicators import AFTER, agreed
from tests.factories.plan import MadeCycle, advance, make_cycle
from tests.factories.surveys import HEARTS, levels
from tests.factories.work import MARCH, Work, on_record

OPENED = AFTER + timedelta(days=1)
DEADLINE = OPENED + timedelta(days=10)
SCORED = DEADLINE + timedelta(days=1)
HOLDER = Actor(ActorKind.CUSTOMER, "", via="web")
__all__ = ["DEADLINE", "HEARTS", "MARCH", "OPENED", "SCORED", "Form", "Ground", "RaterKey", "levels", "make_ground"]


@dataclass(frozen=True, slots=True)
class Ground:
    """A ratee with raters of several kinds: assignments by rater, customers by key. The others are rated by nobody."""

    made: MadeCycle
    ratee: int
    peers: tuple[int, ...]
    customers: tuple[int, ...]
    assignment: Mapping[int, int] = field(default_factory=dict)
    of_customer: Mapping[int, int] = field(default_factory=dict)

    @property
    def department(self) -> int:
        """The key of the department."""
        return self.made.department

    @property
    def lead(self) -> int:
        """The manager of the ratee, who rates as such."""
        return self.made.place.lead

    def open(self, by: int | None = None) -> Opened:
        """Open the forms as HR."""
        return actions.open_forms(
            cycle_id=self.made.id,
            department=self.department,
            expires_at=DEADLINE,
            by=Actor.person(by or self.made.hr),
            at=OPENED,
        )

    def rate(self, rater: int, *given: int | None, submit: bool = True) -> None:
        """Answer the form of a rater: the six hearts in order, None for not seen; one level is for all six."""
        actions.answer_form(
            assignment_id=self.assignment[rater],
            answers=levels(*(given if len(given) > 1 else given * 6)),
            submit=submit,
            by=Actor.person(rater),
            at=OPENED + timedelta(hours=3, minutes=17),
        )

    def link(self, customer: int) -> str:
        """Issue the link of a customer as HR, and give the token."""
        key = self.of_customer[customer]
        return actions.customer_links(
            cycle_id=self.made.id,
            department=self.department,
            assignment_ids=[key],
            by=Actor.person(self.made.hr),
            at=OPENED,
        )[key]

    def rate_by_link(self, customer: int, level: int) -> None:
        """Let a customer answer by the link."""
        token, at = self.link(customer), OPENED + timedelta(hours=5)
        secret = surveys.begin_by_link(token=token, by=HOLDER, at=at)
        surveys.answer_by_link(token=token, secret=secret, answers=levels(*[level] * 6), submit=True, by=HOLDER, at=at)

    def score(self, *, reason: str = "", by: int | None = None) -> Scored:
        """Bring the facts up to the record and score, as HR, after the last day."""
        rounds.catch_up(SCORED)
        return actions.score(
            cycle_id=self.made.id,
            department=self.department,
            by=Actor.person(by or self.made.hr),
            at=SCORED,
            reason=reason,
        )


def make_ground(peers: int = 3, customers: int = 0, *, work: int = 60, ready: bool = True, led: int = 0) -> Ground:
    """Make a department in its fourth phase with a ratee whom lead, peers, customers and the ratee rate.

    The lead rates so many of the peers too (`led`). All raters are qualified and have declared, unless not `ready`.
    """
    made = make_cycle(peers + 1, phase=2, period=MARCH)
    ratee, *others = made.place.people
    for position in (made.place.position, _leading(made)):
        agreed(made, position_id=position)
    advance(made.id, made.department, 3, at=AFTER)
    clients = tuple(make_customer().pk for _ in range(customers))
    ground = Ground(
        made,
        ratee,
        tuple(others),
        clients,
        {
            made.place.lead: assigned(made, ratee, Kind.SUPERVISOR, rater=made.place.lead),
            ratee: assigned(made, ratee, Kind.SELF, rater=ratee),
            **{peer: assigned(made, ratee, Kind.PEER, rater=peer) for peer in others},
        },
        {client: assigned(made, ratee, Kind.RECIPIENT, customer=client) for client in clients},
    )
    for peer in others[:led]:
        assigned(made, peer, Kind.SUPERVISOR, rater=made.place.lead)
    if ready:
        make_ready(ground, made.place.lead, *others)
    advance(made.id, made.department, 4, at=AFTER)
    on_record(Work(ratee, cases=work, kept=work * 3 // 4))
    return ground


def make_ready(ground: Ground, *raters: int) -> None:
    """Let raters qualify and declare that they have no conflict."""
    qualified(*raters)
    declared(ground.made.id, *raters)


def _leading(made: MadeCycle) -> int:
    held = {each.person: each.position for each in participants(made.id)}
    position = held[made.place.lead]
    assert position is not None
    return position


def answers(**given: int | None) -> dict[str, NewAnswer]:
    """Answer some hearts by name."""
    return {code: NewAnswer(Seen.SEEN, level) if level else NewAnswer(Seen.NOT_SEEN) for code, level in given.items()}


def spread(ground: Ground, values: Sequence[int]) -> None:
    """Let the peers rate in order, each the same level for all hearts."""
    for peer, value in zip(ground.peers, values, strict=True):
        ground.rate(peer, value)
