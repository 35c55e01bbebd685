"""What the commands say and how: sentences of the catalogue in the terminal's language, tables, progress."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO

import click
import django
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from liuxin.interfaces.wording import catalogue
from liuxin.kernel.errors import LiuxinError

SETTINGS = "liuxin.config.settings"


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


def table(*headings: str, rows: list[tuple[str, ...]]) -> None:
    """Print rows under headings; a heading is a code of the catalogue."""
    shown = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        shown.add_column(sentence(heading), overflow="fold")
    for row in rows:
        shown.add_row(*map(escape, row))
    Console(highlight=False).print(shown)


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
