"""Kill -9 of the worker in the middle of a batch, as it really happens: processes, a server, a database."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.interfaces.jobs.mail.servers import PATIENCE, Post
from tests.interfaces.jobs.test_serve import LIUXIN, environment, liuxin, until

pytestmark = [pytest.mark.long, pytest.mark.spec("S4"), pytest.mark.xdist_group("serve")]
LETTERS = 5
PREPARE = """
import django
django.setup()
from django.utils import timezone
from liuxin.desk.communication import actions
from liuxin.desk.communication.words import About, MailboxPlan, Route, Security
from liuxin.kernel.actor import Actor
by, at, about = Actor.system("tests"), timezone.now(), About("case", "C-000001")
away = Route("127.0.0.1", {port}, Security.NONE)
plan = MailboxPlan("service", "Desk", "service@desk.example", "mail", Route(), away)
actions.set_mailbox(plan=plan, by=by, at=at)
for number in range({letters}):
    actions.post(to=f"c{{number}}@example.org", subject="x", text="y", about=about, by=by, at=at)
"""


def states(home: Path) -> list[str]:
    database = sqlite3.connect(home / "liuxin.sqlite3", timeout=10)
    try:
        return [row[0] for row in database.execute("SELECT state FROM communication_post ORDER BY id")]
    finally:
        database.close()


def ten_minutes_later(home: Path) -> None:
    database = sqlite3.connect(home / "liuxin.sqlite3", timeout=10)
    database.execute("UPDATE communication_post SET claimed_at = datetime(claimed_at, '-10 minutes')")
    database.commit()
    database.close()


def test_kill_9_in_the_middle_of_a_batch_loses_nothing_and_sends_nothing_twice(
    tmp_path: Path, migrated: Path, smtp: Post
):
    home = tmp_path / "home"
    shutil.copytree(migrated, home)
    script = PREPARE.format(port=smtp.port, letters=LETTERS)
    subprocess.run([sys.executable, "-c", script], env=environment(home), cwd=home, check=True)
    smtp.hangs_at = 3
    worker = subprocess.Popen([LIUXIN, "mail", "send"], env=environment(home), cwd=home)
    assert smtp.hung.wait(PATIENCE * 2)
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    assert states(home) == ["sent", "sent", "begun", "claimed", "claimed"]
    smtp.hangs_at = 0
    liuxin(home, "mail", "send")
    assert states(home) == ["sent", "sent", "begun", "claimed", "claimed"]  # it may still live: nothing is taken over
    ten_minutes_later(home)
    liuxin(home, "mail", "send")
    assert states(home) == ["sent", "sent", "uncertain", "sent", "sent"]
    arrived = [address for envelope in smtp.letters for address in envelope.rcpt_tos]
    assert sorted(set(arrived) - {"c2@example.org"}) == [f"c{number}@example.org" for number in (0, 1, 3, 4)]
    assert len(arrived) == len(set(arrived))
    until(lambda: worker.poll() is not None)
