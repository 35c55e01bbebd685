"""The command `liuxin`. Commands are imported when they are called, Django is set up when they ask for it."""

from importlib import import_module
from importlib.util import find_spec

import click
from click.shell_completion import CompletionItem
from django.db import Error as DatabaseError

from liuxin.interfaces.cli import terminal
from liuxin.kernel.errors import LiuxinError

COMMANDS = {
    "serve": "Run web pages, sealer and facts under one parent.",
    "demo": "Fill an empty installation with a simulated company, or with a real record.",
    "demo-cycle": "Play one whole performance cycle, told step by step.",
    "simulate": "Make up a company, here or as files, to try things on.",
    "import": "Read an event log or a case table into the desk.",
    "people": "Say who leads, who is in which team, who has which role.",
    "promises": "List and set what is promised to customers.",
    "search": "Put in anew what search finds by.",
    "measure": "Print measures for people, teams and months.",
    "readings": "Import attendance, sales, inspection, cost; let a second person confirm.",
    "score": "Compute, show and freeze scorecards.",
    "audit": "Examine the record, keep its roots outside.",
    "accounts": "Open an account, set a new password.",
    "mail": "Test mailboxes, read them once, send what waits.",
    "migrate": "Bring the database up to date.",
    "doctor": "Look whether all that Liuxin needs is there.",
}
PLACE = "liuxin.interfaces.cli.commands"


class Commands(click.Group):
    """Knows its commands by name; whatever goes wrong in one of them becomes a sentence and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Name the commands in the order of a first day."""
        return [name for name in COMMANDS if find_spec(_module(name))]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in self.list_commands(ctx):
            return None
        found = import_module(_module(cmd_name)).command
        return found if isinstance(found, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing one."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name]) for name in self.list_commands(ctx)])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete names without importing a command."""
        return [
            CompletionItem(name, help=COMMANDS[name]) for name in self.list_commands(ctx) if name.startswith(incomplete)
        ]

    def invoke(self, ctx: click.Context) -> object:
        """Run, and tell in a sentence what a person can do something about."""
        try:
            return super().invoke(ctx)
        except LiuxinError as error:
            raise terminal.Refused(terminal.sentence_of(error)) from error
        except DatabaseError as error:
            raise terminal.Refused(terminal.sentence("cli.database", reason=_first_line(error))) from error
        except OSError as error:
            raise terminal.Refused(terminal.sentence("cli.system", reason=str(error))) from error


def _module(name: str) -> str:
    # `import` is a word of Python: its file is import_.py.
    return f"{PLACE}.{'import_' if name == 'import' else name.replace('-', '_')}"


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="Data lies in LIUXIN_HOME (default: ./var). LIUXIN_DATABASE_URL=postgresql://... uses a server. "
    "Exit codes: 0 done, 1 refused or a problem found, 2 wrong usage.",
)
@click.version_option(package_name="liuxin", prog_name="liuxin")
def liuxin() -> None:
    """From the case to a score that opens down to its cases.

    \b
    Examples:
      liuxin demo servicenow        fill an empty installation with a real record
      liuxin serve                  open http://127.0.0.1:8000
      liuxin audit verify           examine the whole record
      liuxin doctor                 see what is missing
    """  # noqa: D301 - \b is click's mark


def main() -> None:
    """Run from the shell."""
    liuxin(prog_name="liuxin")
