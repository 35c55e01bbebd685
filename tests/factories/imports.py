"""What an import left behind, as plain values: the record as the desk and the history hold it."""

from liuxin.desk.cases.models import Case, HandOver
from liuxin.desk.cases.words import HAPPENINGS
from liuxin.desk.customers.models import Customer
from liuxin.desk.history.models import Event
from liuxin.desk.history.queries import timeline
from liuxin.desk.organisation.models import Calendar, Person, Team


def case(code: str) -> Case:
    """Give a case."""
    return Case.objects.get(code=code)


def customer(code: str) -> str:
    """Give the label of the customer of a case, empty where it has none."""
    found = case(code).customer
    return found.source_label if found else ""


def accountable(code: str) -> tuple[str, bool]:
    """Give who answers for a case: the name, and whether it stands for nobody."""
    found = case(code).accountable
    return (found.name_zh, found.is_placeholder) if found else ("", False)


def accountables(code: str) -> list[str]:
    """Give who answered for a case, by label, in order."""
    rows = HandOver.objects.filter(case__code=code).order_by("seq")
    return list(rows.values_list("accountable__source_label", flat=True))


def position(label: str) -> str:
    """Give the code of a person's position."""
    return str(Person.objects.filter(source_label=label).values_list("position__code", flat=True).get())


def case_codes() -> list[str]:
    """Give the codes of all cases."""
    return sorted(Case.objects.values_list("code", flat=True))


def hands(code: str) -> list[tuple[int, str, str]]:
    """Give who held a case, by label: (seq, holder, team)."""
    rows = HandOver.objects.filter(case__code=code).order_by("seq").select_related("holder", "team")
    return [
        (row.seq, row.holder.source_label if row.holder else "", row.team.source_label if row.team else "")
        for row in rows
    ]


def events(code: str) -> list[tuple[str, str]]:
    """Give the events of a case: code, and day and minute."""
    return [(each.code.removeprefix("case."), f"{each.at:%d %H:%M}") for each in timeline("case", code)]


def opening(code: str) -> dict[str, object]:
    """Give what the record tells of the opening of a case."""
    return dict(timeline("case", code)[0].payload or {})


def person(label: str) -> int:
    """Give the key of a person by the source's label."""
    return int(Person.objects.values_list("pk", flat=True).get(source_label=label))


def payloads(code: str) -> list[tuple[str, str, dict[str, object]]]:
    """Give what happened around a case beside its steps: code, minute, and what is told."""
    told = [each for each in timeline("case", code) if each.code in HAPPENINGS]
    return [(each.code, f"{each.at:%M}", dict(each.payload or {})) for each in told]


def states(code: str) -> list[str]:
    """Give the source's own word for the state at each event of a case."""
    return [str(each.payload.get("state", "")) for each in timeline("case", code) if each.payload]


def actors(code: str) -> list[tuple[str, str]]:
    """Give who the record says did each event of a case."""
    return [(each.actor.kind.value, each.actor.id) for each in timeline("case", code)]


def everything() -> dict[str, int]:
    """Count all that an import may write."""
    return {
        "cases": Case.objects.count(),
        "hands": HandOver.objects.count(),
        "events": Event.objects.count(),
        "people": Person.objects.count(),
        "teams": Team.objects.count(),
        "customers": Customer.objects.count(),
        "calendars": Calendar.objects.count(),
    }


def people() -> list[tuple[str, bool, bool]]:
    """Give the people: label, placeholder, system."""
    return sorted(Person.objects.values_list("source_label", "is_placeholder", "is_system"))
