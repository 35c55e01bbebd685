"""`liuxin audit`."""

from datetime import datetime
from pathlib import Path

import click

from liuxin.desk.history.words import ChainHead, Problem, VerifyReport
from liuxin.interfaces.cli import terminal
from liuxin.interfaces.wording import formats
from liuxin.kernel.actor import Actor


@click.group()
def command() -> None:
    """Examine the record, keep its roots outside the database.

    \b
    Examples:
      liuxin audit verify                              examine every event
      liuxin audit verify --root /media/usb/root.json  hold it against a root kept elsewhere
      liuxin audit export-root --to root.json          give an auditor the root of this moment
      liuxin audit status                              what waits, when it was last examined
    """  # noqa: D301 - \b is click's mark
    terminal.ready()


@command.command(short_help="Examine every event.")
@click.option(
    "--root",
    "others",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A root kept elsewhere; may be given several times. Those in LIUXIN_HOME/roots are always used.",
)
def verify(others: tuple[Path, ...]) -> None:
    """Examine the whole record: content, order, both ends, erasures, guards, roots. Exit code 1 where it is not intact.

    \b
    Examples:
      liuxin audit verify
      liuxin audit verify --root /media/usb/2026-11-23.json
    """  # noqa: D301 - as above
    from django.utils import timezone

    from liuxin.desk.history.queries import head
    from liuxin.interfaces.jobs import examinations

    now = timezone.now()
    with terminal.progress("cli.audit.verifying", head().seq) as done:
        report = examinations.run(by=Actor.system("audit", via="cli"), at=now, others=others, progress=done)
    _tell(report, now)
    if not report.ok:
        raise SystemExit(1)


def _tell(report: VerifyReport, now: datetime) -> None:
    found = len(report.problems) + report.more
    if report.ok:
        terminal.say("cli.audit.intact", checked=report.checked, seq=report.head.seq, style="green")
    else:
        terminal.say("cli.audit.broken", problems=found, checked=report.checked, style="red")
        _list(report.problems)
        if report.more:
            terminal.say("cli.audit.more", more=report.more)
    if report.erasures:
        rows = sum(erasure.rows for erasure in report.erasures)
        terminal.say("cli.audit.erased", rows=rows, erasures=len(report.erasures))
    _tell_unsealed(report.head, now)


def _list(problems: tuple[Problem, ...]) -> None:
    names = ("place", "event", "what", "code", "subject", "time")
    terminal.table(*(f"cli.audit.column_{name}" for name in names), rows=[_row(problem) for problem in problems])


def _row(problem: Problem) -> tuple[str, ...]:
    return (
        str(problem.seq or formats.ABSENT),
        str(problem.event_id or formats.ABSENT),
        terminal.sentence(problem.what.value, detail=problem.detail),
        problem.code or formats.ABSENT,
        f"{problem.subject_kind} {problem.subject}".strip() or formats.ABSENT,
        formats.date_time(problem.at),
    )


def _tell_unsealed(head: ChainHead, now: datetime) -> None:
    if not head.oldest_unsealed_at:
        terminal.say("cli.audit.none_unsealed")
        return
    age = formats.duration((now - head.oldest_unsealed_at).total_seconds(), terminal.language())
    terminal.say("cli.audit.unsealed", unsealed=head.unsealed, age=age)


def _tell_facts(head: ChainHead) -> None:
    from liuxin.interfaces.jobs import failures
    from liuxin.interfaces.jobs.rounds import facts_reach

    terminal.say("cli.audit.facts", reach=max(facts_reach(), 0), seq=head.seq)
    if failure := failures.last("facts"):
        terminal.say("cli.audit.facts_failed", at=failure.at, reason=failure.reason, style="red")


@command.command("export-root", short_help="Write the root of this moment to a file.")
@click.option("--to", type=click.Path(path_type=Path), help="The file.  [default: root-<place>.json]")
def export_root(to: Path | None) -> None:
    """Write where the chain ends now to a file, for somebody who keeps it elsewhere.

    \b
    Example:
      liuxin audit export-root --to /media/usb/root.json
    """  # noqa: D301 - as above
    from django.utils import timezone

    from liuxin.desk.history.queries import head
    from liuxin.interfaces.jobs import roots

    end = head()
    if end.seq == 0:
        raise terminal.Refused(terminal.sentence("cli.audit.nothing_sealed"))
    file = to or Path(f"root-{end.seq}.json")
    if not file.parent.is_dir():
        raise terminal.Refused(terminal.sentence("cli.audit.no_folder", folder=str(file.parent)))
    path = roots.write(file, end, timezone.now())
    terminal.say("cli.audit.root_written", file=str(path), seq=end.seq, hash=end.hash)


@command.command(short_help="Tell what waits and what was found last.")
def status() -> None:
    """Tell where the chain ends, what waits, how far the facts are and what the last examination found."""
    from django.utils import timezone

    from liuxin.desk.history.queries import head
    from liuxin.interfaces.jobs import examinations

    end, last = head(), examinations.last()
    terminal.say("cli.audit.head", seq=end.seq, hash=end.hash)
    if end.sealed_at:
        terminal.say("cli.audit.sealed_at", at=end.sealed_at)
    _tell_unsealed(end, timezone.now())
    _tell_facts(end)
    if last is None:
        terminal.say("cli.audit.never")
        return
    verdict = "cli.audit.was_intact" if last.ok else "cli.audit.was_broken"
    problems = len(last.problems) + last.more
    terminal.say("cli.audit.last", at=last.at, verdict=terminal.sentence(verdict, problems=problems))
