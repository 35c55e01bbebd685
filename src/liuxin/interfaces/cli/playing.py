"""What `liuxin demo-cycle` does and prints; imported once Django is set up."""

import time
from collections.abc import Mapping

from django.utils import timezone

from liuxin.interfaces.cli import schema, terminal
from liuxin.interfaces.imports import company
from liuxin.interfaces.jobs import rounds


def run() -> None:
    """Play the cycle and say what came of each step."""
    schema.bring_up_to_date()
    now = timezone.now()
    if company.is_filled() or company.is_strange(now):
        raise terminal.Refused(terminal.sentence("cli.demo.other_cases"))
    started = time.monotonic()

    def tell(step: str, told: Mapping[str, object]) -> None:
        seconds = round(time.monotonic() - started)
        terminal.say("cli.play.step", seconds=seconds, said=terminal.sentence(f"cli.play.{step}", **told))

    company.one.play(at=now, catch_up=lambda: rounds.catch_up(timezone.now()), tell=tell)
    terminal.say("cli.play.done", style="green", seconds=round(time.monotonic() - started))
