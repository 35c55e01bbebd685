"""Real mail servers on free ports: Dovecot for what comes in, aiosmtpd for what goes out."""

import asyncio
import grp
import os
import pwd
import shutil
import socket
import subprocess
import threading
import time
from asyncio import Transport
from dataclasses import dataclass, field
from imaplib import IMAP4
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from liuxin.desk.communication.words import Route, Security

PASSWORD = "geheim"
PATIENCE = 20.0
HANGS_UP = "hangs up"
CONFIG = """
base_dir = {place}/run
state_dir = {place}/state
log_path = {place}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {login}
first_valid_uid = 0
first_valid_gid = 0
mail_location = maildir:{place}/mail/%u
mail_fsync = never
service imap-login {{
  chroot = {login_root}
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot = {anvil_root}
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={mail_uid} gid={mail_gid} home={place}/mail/%u
}}
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def dovecot() -> str | None:
    return shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def _who(place: Path) -> dict[str, object]:
    """Name the users it runs as: those of its package where we are root, else ourselves."""
    uid, gid = os.getuid(), os.getgid()
    (place / "mail").mkdir()
    if uid:
        me = {"user": pwd.getpwuid(uid).pw_name, "group": grp.getgrgid(gid).gr_name}
        return {**me, "login": me["user"], "login_root": "", "anvil_root": "", "mail_uid": uid, "mail_gid": gid}
    mail = pwd.getpwnam("nobody")
    place.chmod(0o755)
    os.chown(place / "mail", mail.pw_uid, mail.pw_gid)
    them = {"user": "dovecot", "group": "dovecot", "login": "dovenull", "login_root": "login", "anvil_root": "empty"}
    return {**them, "mail_uid": mail.pw_uid, "mail_gid": mail.pw_gid}


class Dovecot:
    """A server of its own: each user is a mailbox that begins empty."""

    def __init__(self, place: Path) -> None:
        self.place, self.port = place, free_port()
        self.config = place / "dovecot.conf"
        self.config.write_text(CONFIG.format(place=place, port=self.port, password=PASSWORD, **_who(place)))
        self.process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        program = dovecot()
        assert program is not None
        self.process = subprocess.Popen(
            [program, "-F", "-c", str(self.config)],
            cwd=self.place,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + PATIENCE
        while True:
            try:
                IMAP4("127.0.0.1", self.port, timeout=5).logout()
            except (OSError, IMAP4.error):
                if time.monotonic() > end:
                    self.stop()
                    raise AssertionError((self.place / "dovecot.log").read_text()) from None
                time.sleep(0.05)
            else:
                return

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=PATIENCE)
            self.process = None

    def route(self, user: str, password: str = PASSWORD) -> Route:
        return Route("127.0.0.1", self.port, Security.NONE, user, password)

    def session(self, user: str) -> IMAP4:
        client = IMAP4("127.0.0.1", self.port, timeout=PATIENCE)
        client.login(user, PASSWORD)
        client.select()
        return client

    def deliver(self, user: str, *letters: bytes, flags: str = "") -> None:
        client = self.session(user)
        for raw in letters:
            client.append("INBOX", flags, "", raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
        client.logout()

    def unseen(self, user: str) -> int:
        client = self.session(user)
        found = client.search(None, "UNSEEN")[1][0].split()
        client.logout()
        return len(found)

    def number_anew(self, user: str) -> None:
        """Give the mailbox another validity, as a restored server does."""
        for name in ("dovecot-uidlist", "dovecot.index", "dovecot.index.log", "dovecot.index.cache"):
            (self.place / "mail" / user / name).unlink(missing_ok=True)


@dataclass
class Post:
    """An SMTP server that keeps what it takes; `answer` says what it replies to the last dot."""

    port: int = field(default_factory=free_port)
    letters: list[Envelope] = field(default_factory=list)
    answer: str = "250 OK"
    recipient: str = "250 OK"
    hangs_at: int = 0
    hung: threading.Event = field(default_factory=threading.Event)
    controller: Controller | None = None

    async def handle_RCPT(  # noqa: N802 - the name that aiosmtpd asks for
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        del server, session, options
        if self.recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.recipient

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        del session
        answer = self.answer
        if len(self.letters) + 1 == self.hangs_at:
            self.hung.set()
            await asyncio.sleep(PATIENCE)
        if answer == HANGS_UP:
            assert isinstance(server.transport, Transport)
            server.transport.abort()
            self.letters.append(envelope)
            return "250 OK"
        if answer.startswith("250"):
            self.letters.append(envelope)
        return answer

    def start(self) -> None:
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def stop(self) -> None:
        if self.controller is not None:
            self.controller.stop()
            self.controller = None

    @property
    def route(self) -> Route:
        return Route("127.0.0.1", self.port, Security.NONE)
