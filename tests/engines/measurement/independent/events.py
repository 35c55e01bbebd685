"""From raw events to plain rows, nothing of the fold: cases by the retelling of the facts, all else here."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from liuxin.kernel.business_time import BusinessClock
from tests.facts.folding.retelling import retold
from tests.facts.stories import CaseEvent

Row = dict[str, Any]
ABOUT_CASES = (
    *("cases", "resolutions", "participation", "spells", "replies"),
    *("surveys", "reviews", "complaints", "duties", "responses"),
)
_FLAGS = {
    "case.promise_judged": "kept",
    "case.closed": "recorded",
    "case.confirmed": "settled",
    "message.sent": "automatic",
    "case.escalated": "required",
    "review.recorded": "random",
}
_TEXTS = {"case.promise_judged": "basis", "case.closed": "outcome", "case.response_due": "target"}
_DUTIES = {
    "warning.raised": "warning",
    "recovery.opened": "recovery",
    "obstacle.raised": "obstacle",
    "talk.planned": "talk",
}
_ENDS = {
    "warning.answered": "warning",
    "recovery.ended": "recovery",
    "obstacle.cleared": "obstacle",
    "talk.held": "talk",
}
_MILLION = 10**6
_WHERE = ("customer", "kind", "stage", "channel", "priority", "category", "site", "product", "opened_at")


def told_by_hand(
    events: Iterable[Row], clock_of: Callable[[str], BusinessClock], unranked: Collection[int]
) -> dict[str, list[Row]]:
    """Give the rows of every table but who worked where."""
    told = sorted(events, key=lambda event: (event["at"], event["seq"]))
    of_cases = [_case_event(event) for event in told if event["subject_kind"] == "case"]
    tables = {table: retold(of_cases, table, clock_of, unranked) for table in ABOUT_CASES}
    cases = {row["case"]: row for row in tables["cases"]}
    tables["duties"] += list(_duties(told, cases))
    tables["readings"] = list(_readings(told))
    tables["customers"] = list(_customers(told))
    return tables


def _case_event(event: Row) -> CaseEvent:
    code = event["code"]
    hands = code in {"case.opened", "case.handed_over"}
    names = {
        "person": "holder" if hands else "person",
        "place": "seq",
        "flag": _FLAGS.get(code, "flag"),
        "text": _TEXTS.get(code, "text"),
        "start": "since" if code == "case.response_due" else "start",
    }
    own = {"seq", "at", "code", "subject_kind", "subject"}
    payload = {names.get(name, name): cell for name, cell in event.items() if name not in own and cell is not None}
    if event["flag"] is not None:
        payload[names["flag"]] = bool(event["flag"])
    return CaseEvent(event["seq"], code, event["subject"], event["at"], payload)


def _duties(told: Iterable[Row], cases: Mapping[str, Row]) -> Iterator[Row]:
    open_ones: dict[tuple[str, str], Row] = {}
    for event in told:
        what = _DUTIES.get(event["code"]) or _ENDS.get(event["code"])
        running = open_ones.get((what or "", event["subject"]))
        if running is not None:
            again = event["code"] in _DUTIES
            good = None if again or event["flag"] is None else event["flag"]
            moved = again and running["due"] is not None and event["at"] <= running["due"]
            yield running | {"ended_at": event["at"], "good": good, "moved": moved}
            del open_ones[what or "", event["subject"]]
        if event["code"] in _DUTIES:
            about = cases.get(event["ref"] or "", {})
            open_ones[what or "", event["subject"]] = {
                **{name: about.get(name) for name in _WHERE},
                **{name: event[name] for name in ("person", "team", "due")},
                "what": what,
                "case": event["ref"] or event["subject"],
                "raised_at": event["at"],
                "ended_at": None,
                "good": None,
                "moved": False,
            }
    yield from open_ones.values()


def _readings(told: Iterable[Row]) -> Iterator[Row]:
    standing: dict[str, Row] = {}
    for event in told:
        if event["code"] == "reading.withdrawn":
            standing.pop(event["subject"], None)
        if event["code"] == "reading.confirmed":
            standing[event["subject"]] = {
                **{name: event[name] for name in ("person", "team", "start", "end")},
                "measure": event["text"],
                "case": event["subject"],
                "at": event["end"] - 1,
                "value": round(event["value"] * _MILLION),
                "weight": round((1.0 if event["weight"] is None else event["weight"]) * _MILLION),
            }
    yield from standing.values()


def _customers(told: Iterable[Row]) -> Iterator[Row]:
    added: defaultdict[int, list[Row]] = defaultdict(list)
    for event in told:
        if event["code"] == "customers.added":
            added[event["customer"]].append(event)
    for customer, events in added.items():
        yield {"customer": customer, "customer_kind": events[-1]["kind"], "known_since": events[0]["at"]}
