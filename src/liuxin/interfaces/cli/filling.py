"""What `liuxin demo` does and prints; imported once Django is set up."""

from django.utils import timezone

from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.cli import schema, terminal
from liuxin.interfaces.imports import company, demo
from liuxin.interfaces.imports.loading import Stage
from liuxin.interfaces.jobs import rounds

WHOLE, READING, RECORDING = 100, 10, 75
"""The bar counts in hundredths: reading, recording, and after that organisation, facts and frozen months."""

TO_SEE = ("board", "scorecard", "cases", "record")


def run(name: str, *, if_empty: bool, address: str) -> None:
    """Fill the installation and print accounts and what to look at."""
    schema.bring_up_to_date()
    if name == "company":
        _run_company(if_empty=if_empty, address=address)
        return
    if demo.is_filled() or demo.is_strange(timezone.now()):
        code = "cli.demo.filled" if demo.is_filled() else "cli.demo.other_cases"
        if if_empty:
            terminal.say(code)
            return
        raise terminal.Refused(terminal.sentence(code))
    with terminal.progress("cli.demo.progress", total=WHOLE, name=name) as done:

        def tell(stage: Stage, share: float) -> None:
            done(int(share * READING) if stage is Stage.READING else READING + int(share * (RECORDING - READING)))

        filled = demo.fill(at=timezone.now(), catch_up=lambda: rounds.catch_up(timezone.now()), tell=tell)
        done(WHOLE)
    _print(filled, address)


def _run_company(*, if_empty: bool, address: str) -> None:
    """Fill the installation with the simulated company of today."""
    now = timezone.now()
    if company.is_filled() or company.is_strange(now):
        code = "cli.demo.filled" if company.is_filled() else "cli.demo.other_cases"
        if if_empty:
            terminal.say(code)
            return
        raise terminal.Refused(terminal.sentence(code))
    with terminal.progress("cli.demo.progress", total=WHOLE, name="company") as done:
        made = company.fill(
            at=now, catch_up=lambda: rounds.catch_up(timezone.now()), tell=lambda share: done(int(share * WHOLE))
        )
        done(WHOLE)
    terminal.say("cli.company.done", cases=made.cases)
    names = organisation.names([account.person for account in made.accounts])
    rows: list[tuple[str, ...]] = [
        (
            terminal.sentence(f"cli.company.part.{account.part}"),
            account.username,
            account.password,
            names[account.person].text.in_language(terminal.language()),
        )
        for account in made.accounts
    ]
    terminal.table("cli.demo.part", "cli.demo.username", "cli.demo.password", "cli.demo.person", rows=rows)
    terminal.say("cli.demo.passwords", style="yellow")
    terminal.say("cli.company.look", url=f"http://{address}", style="bold")
    terminal.say("cli.company.simulated", style="dim")


def _print(filled: demo.Filled, address: str) -> None:
    tally = filled.result.tally
    terminal.say("cli.demo.done", cases=tally.bulk.created + tally.bulk.unchanged, rows=tally.rows_recorded)
    names = organisation.names([account.person for account in filled.accounts])
    rows: list[tuple[str, ...]] = [
        (
            terminal.sentence(f"cli.demo.part.{account.username}"),
            account.username,
            account.password,
            names[account.person].text.in_language(terminal.language()),
        )
        for account in filled.accounts
    ]
    terminal.table("cli.demo.part", "cli.demo.username", "cli.demo.password", "cli.demo.person", rows=rows)
    terminal.say("cli.demo.passwords", style="yellow")
    url = f"http://{address}"
    terminal.say("cli.demo.look", url=url, style="bold")
    for page in TO_SEE:
        terminal.say(f"cli.demo.see_{page}", url=url, person=filled.agent, team=filled.teams_led[0])
    terminal.say("cli.demo.attribution", style="dim")
