"""What the record tells of the question whether a resolution holds: told from its events, so that it takes no read."""

from collections.abc import Sequence
from dataclasses import replace

from liuxin.desk.cases.words import AskedState, AskedView, NextAction
from liuxin.desk.history.words import RecordedEvent


def asked(events: Sequence[RecordedEvent], next_action: str) -> AskedView | None:
    """Tell how the asking about the latest resolution stands; None where nothing was resolved.

    `next_action` is what the case waits for now: a customer who wrote instead of answering is not reminded.
    """
    view: AskedView | None = None
    for event in events:
        if event.code == "case.resolved":
            view = AskedView(AskedState.NOBODY)
        elif view is not None:
            view = _after(view, event)
    if view and view.state is AskedState.ASKED and next_action == NextAction.READ_AGAIN:
        return replace(view, state=AskedState.WROTE)
    return view


def _after(view: AskedView, event: RecordedEvent) -> AskedView:
    if event.code == "case.asked":
        state = AskedState.REMINDED if view.times else AskedState.ASKED
        return replace(view, state=state, times=(*view.times, event.at))
    if event.code == "case.confirmed":
        state = AskedState.SETTLED if event.payload.get("settled") else AskedState.NOT_SETTLED
        return replace(view, state=state, at=event.at)
    return replace(view, state=AskedState.UNANSWERED, at=event.at) if event.code == "case.unanswered" else view
