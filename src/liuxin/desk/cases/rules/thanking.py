"""What a case was before a letter took it up again: kept as plain values, read back as columns."""

from collections.abc import Mapping
from datetime import datetime

TIMES = ("status_since", "resolved_at", "closed_at", "promise_due")
PLAIN = ("status", "outcome", "outcome_text", "proposed_outcome", "proposed_text", "promise_kept")

KEPT = (*TIMES, *PLAIN)


def keep(columns: Mapping[str, object]) -> dict[str, object]:
    """Give columns of a case as plain values."""
    times = {name: columns[name] for name in TIMES}
    kept = {name: each.isoformat() if isinstance(each, datetime) else None for name, each in times.items()}
    return {**{name: columns[name] for name in PLAIN}, **kept}


def read(kept: Mapping[str, object]) -> dict[str, object]:
    """Give the columns of a case that were kept."""
    times = {name: kept[name] for name in TIMES}
    read_back = {name: datetime.fromisoformat(str(each)) if each else None for name, each in times.items()}
    return {**{name: kept[name] for name in PLAIN}, **read_back}


def fits(status: str, since: datetime, *, taken_up_at: datetime) -> bool:
    """Tell whether a case still is as the letter opened it: it waited for nobody since, and was not resolved anew."""
    return status == "open" and since == taken_up_at
