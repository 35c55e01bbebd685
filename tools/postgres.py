"""A PostgreSQL of its own for tests: started in a folder that is thrown away, stopped when the command ends.

python -m tools.postgres [SETTING=VALUE ...] -- COMMAND ...    runs the command with LIUXIN_DATABASE_URL set
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import takewhile
from pathlib import Path

from tools.places import fail, say

OPTIONS = "-c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def binaries() -> Path:
    """Find the newest server of this machine."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("pg_ctl")
    if not found and not on_path:
        fail("There is no PostgreSQL server here. On Debian 12:  apt-get install postgresql-15")
    return found[-1].parent if found else Path(str(on_path)).resolve().parent


def as_user() -> list[str]:
    """PostgreSQL refuses to run as root: then it runs as the user that its package made."""
    return ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


def free_port() -> int:
    """Ask the system for a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def server(*settings: str) -> Iterator[str]:
    """Start a server with settings (`name=value`), give the address of an empty database, stop the server."""
    folder = Path(tempfile.mkdtemp(prefix="liuxin-postgres-"))
    data, port, bin_ = folder / "data", free_port(), binaries()
    if as_user():
        shutil.chown(folder, "postgres")
    try:
        _do(bin_ / "initdb", "-D", data, "-U", "liuxin", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        options = " ".join((OPTIONS, *(f"-c {each}" for each in settings), f"-p {port} -k {folder}"))
        _do(bin_ / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start")
        try:
            _do(bin_ / "createdb", "-h", "127.0.0.1", "-p", port, "-U", "liuxin", "liuxin")
            yield f"postgresql://liuxin@127.0.0.1:{port}/liuxin"
        finally:
            _do(bin_ / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _do(*words: object) -> None:
    command = [*as_user(), *(str(word) for word in words)]
    # The server inherits what pg_ctl has open: a pipe would wait for the server's end.
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, cwd="/")


def main(words: list[str]) -> int:
    """Run a command beside a server."""
    settings = list(takewhile(lambda word: word != "--", words))
    command = words[len(settings) + 1 :]
    if not command or not all("=" in each for each in settings):
        fail("python -m tools.postgres [SETTING=VALUE ...] -- COMMAND ...")
    with server(*settings) as url:
        say(f"PostgreSQL on {url.rpartition('@')[2]}")
        return subprocess.run(command, env={**os.environ, "LIUXIN_DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
