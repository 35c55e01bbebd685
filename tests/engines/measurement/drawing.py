"""Fact tables of whole organisations, drawn at random: every table, every reason why a row may not count.

The rows of a case fit together where measures read them together (holdings follow one another, credits of a case add up
to one, a case is resolved after it was opened); all else is drawn freely, nulls included.
"""

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from liuxin.engines.measurement.schemas import HEARTS, MILLION, WHOLE

DAY = 86_400
START = 1_456_704_000  # 2016-02-29 00:00 UTC
BOT = 3
PEOPLE = (None, 1, 2, BOT, 4, 5, 6)
TEAMS = (1, 2, 3)
CUSTOMERS = range(1, 20)

Row = dict[str, Any]
Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def random_rows(seed: int, cases: int = 300) -> Rows:
    """Draw an organisation of six people, one of them a bot, in three teams over half a year."""
    drawn = _Drawn(random.Random(seed), random.Random(-seed - 1))
    for number in range(cases):
        drawn.case(f"C{number}")
    drawn.customers()
    drawn.rates()
    drawn.other_duties(cases)
    return drawn.tables


class _Drawn:
    """What was drawn so far."""

    def __init__(self, dice: random.Random, more: random.Random) -> None:
        self.dice = dice
        self.more = more
        self.tables: defaultdict[str, list[Row]] = defaultdict(list)

    def maybe(self, share: float, value: Any) -> Any:
        """Give a value with this probability, else nothing."""
        return value if self.dice.random() < share else None

    def later(self, since: int, days: float) -> int:
        """Give a moment within so many days."""
        return since + self.dice.randrange(int(days * DAY) + 1)

    def hands(self) -> Row:
        """Draw whose hands."""
        return {"person": self.dice.choice(PEOPLE), "team": self.dice.choice(TEAMS)}

    def case(self, code: str) -> None:
        """Draw a case and all that is told of it."""
        opened = self.later(START, 180)
        about = {
            "case": code,
            "customer": self.maybe(0.8, self.dice.choice(CUSTOMERS)),
            "kind": self.dice.choice(["request", "complaint", "report"]),
            "stage": self.dice.choice(["presale", "insale", "aftersale"]),
            "channel": self.dice.choice(["phone", "email"]),
            "priority": self.dice.randrange(1, 5),
            "category": self.dice.choice(["leak", "lift", "", None]),
            "site": self.maybe(0.5, self.dice.randrange(3)),
            "product": self.dice.choice(["app", "lock", None]),
            "opened_at": opened,
        }
        resolved = self._resolutions(about)
        promise = self._promise(about, resolved)
        holdings = self._holdings(about, resolved, promise)
        self._case_row(about, resolved, promise, holdings)
        self._spells(about, resolved, holdings)
        self._answers(about)
        self._responses(about)

    def _resolutions(self, about: Row) -> int | None:
        at, count = about["opened_at"], self.dice.randrange(4)
        stands = self.dice.random() < 0.9
        for n in range(1, count + 1):
            at = self.later(at, 12)
            again = self.later(at, 30) if n < count or not stands else None
            self.tables["resolutions"].append(
                about
                | self.hands()
                | {
                    "n": n,
                    "at": at,
                    "calendar_seconds": at - about["opened_at"],
                    "business_seconds": self.maybe(0.9, self.dice.randrange(at - about["opened_at"] + 1)),
                    "waiting_seconds": self.more.choice([None, 0, 0, self.more.randrange(DAY)]),
                    "recategorised": self.more.choice([None, 0, 0, 1]),
                    "transfers": self.dice.choice([0, 0, 1, 4]),
                    "reopened_at": again,
                    "last": n == count,
                    "confirmed": self.dice.choice([None, 0, 1]),
                }
            )
            if again is None:
                return at
            at = again
        return None

    def _promise(self, about: Row, resolved: int | None) -> Row:
        due = self.maybe(0.7, self.later(about["opened_at"], 30))
        limits = [moment for moment in (due, resolved) if moment is not None]
        kept = self.maybe(0.6, self.dice.randrange(2)) if limits else None
        return {"due": due, "promise": kept, "promise_at": min(limits, default=None), "resolved_at": resolved}

    def _holdings(self, about: Row, resolved: int | None, promise: Row) -> list[Row]:
        count = self.dice.randrange(1, 6)
        starts = sorted([about["opened_at"], *(self.later(about["opened_at"], 10) for _ in range(count - 1))])
        hands = [about | promise | self.hands() | {"seq": seq, "start": at} for seq, at in enumerate(starts, 1)]
        for row, end in zip(hands, [*starts[1:], None], strict=True):
            row["end"] = end
            row["accountable"] = self.dice.choice(PEOPLE)
            row["kept"] = promise["promise"]
            row["business_seconds"] = self.maybe(0.9, self.dice.randrange(DAY))
            row["escalated"] = int(self.dice.random() < 0.3)
            row["required"] = row["escalated"] * self.dice.randrange(2)
            ranked = row["person"] not in {None, BOT}
            over = end is not None or resolved is not None
            row["gap_seconds"] = self.maybe(0.9, self.dice.randrange(DAY)) if over and not ranked else None
            row["answered_at"] = self.maybe(0.6, self.later(row["start"], 3)) if ranked else None
            row["answer_seconds"] = self.maybe(0.9, self.dice.randrange(DAY)) if row["answered_at"] else None
        self._credit(hands)
        self._firsts(hands)
        self._passing(hands)
        self.tables["participation"] += hands
        return hands

    def _credit(self, hands: list[Row]) -> None:
        cuts = sorted(self.dice.randrange(WHOLE + 1) for _ in hands[1:])
        parts = [above - below for below, above in pairwise([0, *cuts, WHOLE])]
        shares: defaultdict[tuple[Any, Any], int] = defaultdict(int)
        for row, part in zip(hands, parts, strict=True):
            shares[row["person"], row["team"]] += part
        for row in hands:
            part = shares.pop((row["person"], row["team"]), 0)
            row["units"] = part if row["promise_at"] is not None else None

    def _firsts(self, hands: list[Row]) -> None:
        seen: set[int | None] = set()
        for row in hands:
            row["first_of_person"] = row["person"] not in seen
            whole = row["first_of_person"] and row["person"] not in {None, BOT} and row["resolved_at"] is not None
            row["handling_seconds"] = self.maybe(0.95, self.dice.randrange(3 * DAY)) if whole else None
            seen.add(row["person"])

    def _passing(self, hands: list[Row]) -> None:
        for row in hands:
            row["from_person"] = row["to_person"] = None
        people = [row for row in hands if row["person"] not in {None, BOT}]
        for one, other in pairwise(people):
            if one["person"] != other["person"]:
                one["to_person"], other["from_person"] = other["person"], one["person"]

    def _case_row(self, about: Row, resolved: int | None, promise: Row, hands: list[Row]) -> None:
        people = [row for row in hands if row["person"] not in {None, BOT}]
        first = {"first_holder": people[0]["person"], "first_team": people[0]["team"]} if people else {}
        for row in self.tables["resolutions"]:
            if row["case"] == about["case"]:
                row.update(first)
        closed = resolved is not None and self.dice.random() < 0.7
        answered = self.maybe(0.7, self.later(about["opened_at"], 3))
        self.tables["cases"].append(
            about
            | promise
            | first
            | {
                "closed_at": self.later(resolved or 0, 3) if closed else None,
                "outcome_recorded": self.dice.random() < 0.8 if closed else False,
                "closer": self.dice.choice(PEOPLE) if closed else None,
                "closer_team": self.dice.choice(TEAMS) if closed else None,
                "answered_at": answered,
                "answer_seconds": self.maybe(0.9, self.dice.randrange(DAY)) if answered is not None else None,
            }
        )

    def _spells(self, about: Row, resolved: int | None, hands: list[Row]) -> None:
        for row in hands:
            end = row["end"] if resolved is None or (row["end"] is not None and row["end"] < resolved) else resolved
            if end is None or end > row["start"]:
                spell = {name: row[name] for name in ("person", "team", "accountable", "start")}
                self.tables["spells"].append(about | spell | {"end": end})

    def _answers(self, about: Row) -> None:
        for row in [row for row in self.tables["resolutions"] if row["case"] == about["case"]]:
            hands = {"person": row["person"], "team": row["team"]}
            scores = {name: self.maybe(0.8, self.dice.randrange(1, 6)) for name in ("overall", *HEARTS)}
            asked, answered = self.later(row["at"], 1), self.dice.random() < 0.5
            told = scores if answered else dict.fromkeys(scores)
            when = {"asked_at": asked, "answered_at": self.later(asked, 5) if answered else None}
            self.tables["surveys"].append(about | hands | told | when)
            if self.dice.random() < 0.5:
                marks = {name: self.maybe(0.8, self.dice.randrange(1, 6)) for name in HEARTS}
                drawn = {"random": self.dice.choice([True, True, False])}
                self.tables["reviews"].append(about | hands | marks | drawn | {"at": self.later(row["at"], 9)})
            at = row["at"] if row["reopened_at"] is None else None
            if self.dice.random() < 0.6:
                count = self.dice.randrange(1, 6)
                self.tables["replies"].append(about | self.hands() | {"at": at, "replies": count})
        if self.dice.random() < 0.3:
            self.tables["complaints"].append(about | self.hands() | {"at": self.later(about["opened_at"], 20)})
        for _ in range(self.dice.randrange(3)):
            self.tables["duties"].append(about | self._duty("next_step"))

    def _responses(self, about: Row) -> None:
        """Draw promises of replies, each shared by one or two."""
        for _ in range(self.more.randrange(3)):
            since = about["opened_at"] + self.more.randrange(10 * DAY)
            due = since + self.more.randrange(3 * DAY)
            ended = self.more.choice([None, since + self.more.randrange(5 * DAY), due])
            limit = due if ended is None else min(due, ended)
            told = {"target": self.more.choice(["first", "next"]), "since": since, "due": due, "ended_at": ended}
            part = self.more.choice([WHOLE, self.more.randrange(1, WHOLE)])
            for units in {part, WHOLE - part} - {0}:
                hands = {"person": self.more.choice(PEOPLE), "team": self.more.choice(TEAMS)}
                self.tables["responses"].append(about | hands | told | {"at": limit, "units": units})

    def _duty(self, what: str) -> Row:
        raised = self.later(START, 180)
        due = self.later(raised, 10)
        moved = self.dice.random() < 0.2
        ended = None if moved else self.dice.choice([None, due, self.later(raised, 20)])
        return self.hands() | {
            "what": what,
            "raised_at": raised,
            "due": due,
            "ended_at": ended,
            "good": self.dice.choice([None, 0, 1]) if ended is not None else None,
            "moved": moved,
        }

    def other_duties(self, count: int) -> None:
        """Draw duties that are about no case."""
        for number in range(count):
            what = self.dice.choice(["warning", "recovery", "obstacle", "talk"])
            nothing = dict.fromkeys(
                ("customer", "kind", "stage", "channel", "priority", "category", "site", "product", "opened_at")
            )
            self.tables["duties"].append(nothing | {"case": f"{what}-{number}"} | self._duty(what))

    def customers(self) -> None:
        """Draw since when customers are known, and of what kind they are; some are not."""
        for customer in CUSTOMERS:
            kind = self.dice.choice(["external", "internal", "partner"])
            known = {"customer": customer, "customer_kind": kind, "known_since": self.later(START - 600 * DAY, 650)}
            if self.dice.random() < 0.9:
                self.tables["customers"].append(known)

    def rates(self) -> None:
        """Draw hourly rates by the month, of most people in most months, and readings of something else."""
        for person in PEOPLE[1:]:
            for month in range(-1, 8):
                start = START + month * 30 * DAY
                value = {"value": self.dice.randrange(20 * MILLION, 90 * MILLION), "weight": MILLION}
                span = {"start": start, "end": start + 30 * DAY, "at": start + 30 * DAY - 1}
                about = {"measure": "hourly_rate", "case": f"1/{person}-{month}", "person": person, "team": None}
                if self.dice.random() < 0.9:
                    self.tables["readings"].append(about | span | value)
                if self.dice.random() < 0.5:
                    other = {"measure": "attendance", "case": f"2/{person}-{month}", "weight": 3 * MILLION // 2}
                    self.tables["readings"].append(about | span | value | other)
