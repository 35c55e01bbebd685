"""S5 at every instant: whatever is done, in whatever order, by however many at once."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from threading import Barrier, Event, Thread
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from liuxin.desk.cases import actions
from liuxin.desk.cases.words import Act, HandOverReason, Outcome, Seen, Step, StepKind
from liuxin.desk.cases.words.answering import After, Next, Reply, Talk
from liuxin.desk.communication.words import Medium
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import ConflictError, LiuxinError
from tests.factories.cases import IMPORTER, NINE, Case, Desk, HandOver, history, make_desk, record, step, violations
from tests.factories.organisation import SYSTEM, make_calendar
from tests.factories.talking import arrive, make_entrance

PEOPLE = ("agent", "colleague", "lead", "manager", "director", "auditor", "other_agent", "other_lead", "hr")
MOVES = (*Act, "receive", "arrive", "talk")


def possibilities(desk: Desk, seen: Seen, by: Actor, minutes: int, luck: Random) -> dict[str, Callable[[], object]]:
    """Give everything that somebody may try with a case as it was seen; what is not possible raises."""
    at = NINE + timedelta(minutes=minutes)
    due = luck.choice([None, at - timedelta(minutes=5), at + timedelta(minutes=30), at + timedelta(hours=5)])
    plan: dict[str, Any] = {"next_action": luck.choice(["", "call"]), "next_due": due}
    common: dict[str, Any] = {"case": seen, "by": by, "at": at}
    plain: dict[str, Any] = {"case": seen.code, "by": by, "at": at}
    team = luck.choice([desk.team, desk.other_team])
    holder = luck.choice([None, desk.agent, desk.colleague, desk.other_agent, desk.hr])
    hands: dict[str, Any] = {"team": team, "holder": holder, "reason": luck.choice(list(HandOverReason)), "remark": "x"}
    outcome: dict[str, Any] = {"outcome": luck.choice(list(Outcome)), "outcome_text": luck.choice(["", "done"])}
    then = Next(
        luck.choice(list(After)),
        next_action="call",
        due=due,
        done="done",
        told="told",
        outcome=luck.choice(list(Outcome)),
    )
    talk = Talk(luck.choice([Medium.PHONE, Medium.COUNTER]), luck.random() < 0.5, "x", "x")
    help_out = luck.choice([actions.add_helper, actions.end_help])
    return {
        "receive": lambda: desk.receive(by=by.person_id, at=at, take=luck.random() < 0.5, team=team),
        "arrive": lambda: arrive(desk, at=at, case=luck.choice(["", seen.code])),
        "talk": lambda: actions.write_down(**plain, talk=talk),
        Act.REPLY: lambda: actions.send_answer(**common, reply=Reply("x", luck.choice([0, 10**9])), then=then),
        Act.TAKE: lambda: actions.take(**common),
        Act.TRANSFER: lambda: actions.transfer(**common, **hands),
        Act.HELP: lambda: help_out(**plain, person=holder or desk.colleague),
        Act.WAIT: lambda: actions.wait_on_customer(**common, **plan),
        Act.RESUME: lambda: actions.resume(**common, **plan),
        Act.PLAN: lambda: actions.plan_next(**common, **plan),
        Act.RESOLVE: lambda: actions.resolve(**common, **outcome, confirm_by=due),
        Act.CLOSE: lambda: actions.close(**common, **outcome, heard=luck.random() < 0.5),
        Act.REOPEN: lambda: actions.reopen(**common, **plan),
        Act.CLASSIFY: lambda: actions.classify(**common, priority=luck.randint(0, 5), category="x"),
        Act.NOTE: lambda: actions.note(**plain, text="x"),
    }


class DeskMachine(RuleBasedStateMachine):
    """Does anything to a desk, by anyone, with pages that may be stale and clocks that may run back."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet = transaction.atomic()
        self.sheet.__enter__()
        self.desk = make_desk()
        make_entrance(self.desk)
        actions.set_promise(kind=None, priority=2, minutes=90, calendar=make_calendar(), by=SYSTEM, at=NINE)
        self.minutes = 0

    @rule(
        move=st.sampled_from(MOVES),
        who=st.sampled_from(PEOPLE),
        passed=st.integers(-2, 200),
        stale=st.integers(0, 5).map(lambda draw: draw == 0),
        luck=st.randoms(use_true_random=False),
    )
    def anybody_does_something(self, move: str, who: str, passed: int, stale: bool, luck: Random) -> None:  # noqa: FBT001
        self.minutes += max(passed, 0)
        by = Actor.person(getattr(self.desk, who))
        rows = list(Case.objects.order_by("pk").values_list("code", "version"))
        code, version = luck.choice(rows) if rows else ("C-000001", 1)
        before = self.rows()
        try:
            seen = Seen(code, version - stale)
            possibilities(self.desk, seen, by, self.minutes + min(passed, 0), luck)[move]()
        except LiuxinError:
            assert self.rows() == before

    @rule(kinds=st.lists(st.sampled_from(StepKind), max_size=6), gaps=st.randoms(use_true_random=False))
    def a_history_comes_in(self, kinds: list[StepKind], gaps: Random) -> None:
        steps: list[Step] = [step(StepKind.OPENED, 0, accountable=self.desk.lead, team=self.desk.team)]
        minutes = 0
        for kind in kinds:
            minutes += gaps.randint(-1, 50)
            steps.append(step(kind, minutes, holder=gaps.choice([None, self.desk.agent]), team=self.desk.team))
        outcome = gaps.choice([None, Outcome.AS_RECORDED])
        record(history(self.desk, *steps, code=f"INC{gaps.randint(1, 3)}", outcome=outcome))

    @staticmethod
    def rows() -> list[tuple[object, ...]]:
        """Give all that an action could leave half done."""
        return [*Case.objects.order_by("pk").values_list(), *HandOver.objects.order_by("pk").values_list()]

    @invariant()
    def nothing_lies_without_owner_or_outcome(self) -> None:
        assert violations() == []

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.sheet.__exit__(None, None, None)


@pytest.mark.spec("S5")
@pytest.mark.django_db
def test_random_sequences_of_actions_never_break_s5():
    run_state_machine_as_test(
        DeskMachine,
        settings=settings(
            max_examples=40, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


class Crowd:
    """Many hands on few cases at once, and a watcher that looks at the database all the while."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.over = Event()
        self.broken: list[tuple[str, str]] = []
        self.looks = 0
        self.conflicts = 0
        self.done = 0
        self.failures: list[BaseException] = []

    def run(self, hands: int, moves: int) -> None:
        """Let so many hands do so many things each."""
        watcher = Thread(target=self.watch)
        workers = [Thread(target=self.work, args=(seed, moves)) for seed in range(hands)]
        for thread in (watcher, *workers):
            thread.start()
        for worker in workers:
            worker.join()
        self.over.set()
        watcher.join()

    def watch(self) -> None:
        """Look until all is over, and once more."""
        try:
            while not self.over.is_set():
                self.broken += violations()
                self.looks += 1
            self.broken += violations()
        except BaseException as error:  # noqa: BLE001 - whatever it is, the test has to see it
            self.failures.append(error)
        finally:
            connection.close()

    def work(self, seed: int, moves: int) -> None:
        """Do things to cases as they were a moment ago."""
        luck = Random(seed)
        try:
            for minutes in range(1, moves + 1):
                self.once(luck, minutes)
        except BaseException as error:  # noqa: BLE001 - whatever it is, the test has to see it
            self.failures.append(error)
        finally:
            connection.close()

    def once(self, luck: Random, minutes: int) -> None:
        rows = list(Case.objects.order_by("pk").values_list("code", "version"))
        by = Actor.person(getattr(self.desk, luck.choice(PEOPLE)))
        try:
            seen = Seen(*luck.choice(rows))
            possibilities(self.desk, seen, by, 10 * minutes, luck)[luck.choice(MOVES)]()
        except ConflictError:
            self.conflicts += 1
        except LiuxinError:
            return
        else:
            self.done += 1


def crowd_holds_s5() -> None:
    desk = make_desk()
    make_entrance(desk)
    for _ in range(3):
        desk.receive(take=False)
    crowd = Crowd(desk)
    crowd.run(hands=4, moves=60)
    assert crowd.failures == []
    assert crowd.broken == []
    assert crowd.looks > 5
    assert crowd.done > 20
    assert violations() == []


def two_close_at_once() -> None:
    desk = make_desk()
    for turn in range(5):
        case = desk.receive(at=NINE + timedelta(hours=turn))
        seen, start, results = Seen(case.code, case.version), Barrier(2), list[str]()

        def close(who: int, seen: Seen = seen, start: Barrier = start, results: list[str] = results) -> None:
            start.wait()
            try:
                actions.close(
                    case=seen,
                    outcome=Outcome.ANSWERED,
                    outcome_text="已答复。",
                    by=Actor.person(who),
                    at=NINE + timedelta(days=1),
                )
                results.append("closed")
            except (ConflictError, OperationalError) as error:
                results.append(type(error).__name__)
            finally:
                connection.close()

        threads = [Thread(target=close, args=(who,)) for who in (desk.agent, desk.lead)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(results) == ["ConflictError", "closed"]


def two_imports_of_the_same_log_at_once() -> None:
    desk = make_desk()
    steps = (
        step(StepKind.OPENED, 0, accountable=desk.lead, team=desk.team),
        step(StepKind.HANDED_OVER, 5, holder=desk.agent, team=desk.team),
        step(StepKind.CLOSED, 9),
    )
    histories = [history(desk, *steps, code=f"INC{n:05d}") for n in range(700)]
    created: list[int] = []

    def run() -> None:
        try:
            created.append(actions.record_histories(histories, by=IMPORTER, at=NINE).created)
        except ConflictError:
            created.append(0)
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert violations() == []
    assert actions.record_histories(histories, by=IMPORTER, at=NINE).refused == ()
    assert (Case.objects.count(), HandOver.objects.count()) == (700, 1400)


@pytest.mark.spec("S5")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scene", [crowd_holds_s5, two_close_at_once, two_imports_of_the_same_log_at_once])
def test_s5_holds_at_every_instant_while_many_act_at_once(scene):
    scene()


@pytest.mark.spec("S5")
@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scene", [crowd_holds_s5, two_close_at_once, two_imports_of_the_same_log_at_once])
def test_s5_holds_at_every_instant_on_postgresql(scene):
    scene()
