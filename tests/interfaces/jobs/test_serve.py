"""`liuxin serve` as it really runs: processes, signals, what is left when it ends."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("serve")
LIUXIN = str(Path(sys.executable).with_name("liuxin"))
ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 40.0


def environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LIUXIN_")}
    path = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    settings = "tests.interfaces.jobs.served_settings"
    return {**kept, "LIUXIN_HOME": str(home), "DJANGO_SETTINGS_MODULE": settings, "PYTHONPATH": path, "LANG": "C"}


def liuxin(home: Path, *words: str) -> str:
    return subprocess.run(
        [LIUXIN, *words], env=environment(home), cwd=home, check=True, capture_output=True, text=True
    ).stdout


def children(pid: int) -> set[int]:
    found = set()
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found.add(int(entry.parent.name))
    return found


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def until(what: Callable[[], object], patience: float = PATIENCE) -> None:
    end = time.monotonic() + patience
    while not what():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.1)


class Served:
    """A server in a process group of its own, with a port of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.log = (home / f"{self.port}.log").open("w+")
        command = [LIUXIN, "serve", "--bind", f"127.0.0.1:{self.port}", "--workers", "2", "--threads", "2"]
        self.process = subprocess.Popen(
            command, env=environment(home), cwd=home, stdout=self.log, stderr=self.log, start_new_session=True
        )
        try:
            until(lambda: self.answers() or self.process.poll() is not None)
            assert self.process.poll() is None, self.said()
        except BaseException:
            # A server that never came up must not go on behind the tests after this one.
            self.end()
            raise

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=20) as page:
                return bool(page.status == 200)
        except OSError:
            return False

    def port_is_free(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) != 0

    def said(self) -> str:
        self.log.flush()
        return Path(self.log.name).read_text()

    def sealed(self) -> int:
        database = sqlite3.connect(self.home / "liuxin.sqlite3", timeout=10)
        try:
            return int(database.execute("SELECT COUNT(*) FROM history_seal").fetchone()[0])
        finally:
            database.close()

    def end(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.log.close()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Path:
    """Give a data folder with a person in it."""
    place = tmp_path_factory.mktemp("served")
    shutil.copytree(migrated, place, dirs_exist_ok=True)
    liuxin(place, "accounts", "open", "zhang.min", "--staff-number", "1", "--name-zh", "张敏")
    return place


@pytest.fixture
def served(home: Path) -> Iterator[Served]:
    server = Served(home)
    yield server
    server.end()


@pytest.mark.parametrize(
    "how",
    [
        signal.SIGTERM,
        pytest.param(signal.SIGINT, marks=pytest.mark.long),
        pytest.param(signal.SIGHUP, marks=pytest.mark.long),
    ],
)
def test_it_serves_and_ends_without_leaving_anything_behind(served: Served, how: signal.Signals):
    assert served.answers()
    assert f"Liuxin is at http://127.0.0.1:{served.port}/" in served.said()
    until(lambda: len(children(served.process.pid)) == 3)
    workers = children(served.process.pid)
    served.process.send_signal(how)
    assert served.process.wait(timeout=PATIENCE) == 0
    assert [pid for pid in workers if alive(pid)] == []
    assert served.port_is_free()
    assert "Traceback" not in served.said()


@pytest.mark.long
def test_a_killed_worker_is_started_again_and_sealing_goes_on(served: Served):
    until(lambda: len(children(served.process.pid)) == 3 and served.sealed() > 0)
    killed = children(served.process.pid)
    before = served.sealed()
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    liuxin(served.home, "accounts", "password", "zhang.min")
    until(lambda: served.sealed() > before)
    until(lambda: len(children(served.process.pid)) == 3)
    assert not children(served.process.pid) & killed
    assert served.answers()
    assert "Intact" in liuxin(served.home, "audit", "verify")


@pytest.mark.long
def test_when_the_parent_is_killed_its_workers_end_by_themselves(served: Served):
    until(lambda: len(children(served.process.pid)) == 3)
    workers = children(served.process.pid)
    served.process.kill()
    served.process.wait()
    until(lambda: not any(alive(pid) for pid in workers))
    assert served.port_is_free()


@pytest.mark.long
def test_a_second_server_on_the_same_port_is_refused_in_a_sentence(served: Served):
    second = subprocess.run(
        [LIUXIN, "serve", "--bind", f"127.0.0.1:{served.port}"],
        env=environment(served.home),
        cwd=served.home,
        check=False,
        capture_output=True,
        text=True,
    )
    assert second.returncode == 1
    assert f"Another program listens on 127.0.0.1:{served.port}." in second.stderr
    assert "Traceback" not in second.stderr
    assert served.answers()
