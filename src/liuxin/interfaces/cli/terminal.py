"""What the commands say and how: sentences of the catalogue in the terminal's language, tables, progress."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO

import click
import django
from rich.cells import cell_len
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from liuxin.interfaces.wording import catalogue
from liuxin.kernel.errors import LiuxinError

SETTINGS = "liuxin.config.settings"
GAP, NARROWEST = 2, 12
"""Between columns, and in one: fewer characters to a line are not read but spelt."""


class Refused(click.ClickException):
    """Something that was asked for is not done, or a problem was found: exit code 1."""

    def show(self, file: IO[str] | None = None) -> None:
        """Print the sentence to the error stream."""
        Console(stderr=True, file=file, soft_wrap=True, highlight=False).print(f"[red]✗[/red] {escape(self.message)}")


def ready() -> None:
    """Set Django up; a setting that cannot be read is told as a sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    try:
        django.setup()
    except RuntimeError as error:
        raise Refused(str(error)) from error


def language() -> str:
    """Give the language of the terminal: Chinese where the locale is, else English."""
    spoken = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "zh-hans" if spoken.lower().startswith("zh") else "en"


def sentence(code: str, /, **params: object) -> str:
    """Give a sentence of the catalogue in the terminal's language."""
    return catalogue.sentence(code, language(), **params)


def sentence_of(error: LiuxinError) -> str:
    """Give an error as a sentence."""
    return catalogue.sentence_of(error, language())


def console() -> Console:
    """Give the terminal that is there now."""
    return Console(soft_wrap=True, highlight=False)


def say(code: str, /, *, style: str = "", **params: object) -> None:
    """Print a sentence of the catalogue."""
    console().print(escape(sentence(code, **params)), style=style or None)


def table(*headings: str, rows: list[tuple[str, ...]], whole: int = 0) -> None:
    """Print rows under headings; a heading is a code of the catalogue.

    The first `whole` columns are never broken across lines: where there is too little room the others are, and where
    even these cannot be read any more lines are longer than the terminal is wide.
    """
    shown = Table(box=None, pad_edge=False, header_style="bold")
    names = [sentence(heading) for heading in headings]
    widths = [max(map(cell_len, cells)) for cells in zip(names, *rows, strict=True)]
    for place, name in enumerate(names):
        kept = place < whole
        shown.add_column(name, overflow="fold", min_width=widths[place] if kept else None, no_wrap=kept)
    for row in rows:
        shown.add_row(*map(escape, row))
    needed = sum(width if place < whole else min(width, NARROWEST) for place, width in enumerate(widths))
    shell = Console(highlight=False)
    shell.print(shown, width=max(shell.width, needed + GAP * (len(widths) - 1)) if whole else None)


@contextmanager
def progress(code: str, /, total: int | None = None, **params: object) -> Iterator[Callable[[int], None]]:
    """Show a bar on the error stream, and give what is told how much is done so far."""
    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task(sentence(code, **params), total=total)
        yield lambda done: bar.update(task, completed=done)
