"""What a machine sent, what came back, and what would go round in a circle."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from liuxin.desk.communication.rules import mailboxes
from liuxin.desk.communication.words import HeldWhy
from liuxin.interfaces.jobs.mail.reading import Letter

BULK = frozenset({"bulk", "junk", "list"})
POSTMASTERS = re.compile(r"(mailer-daemon|postmaster|mail-daemon)@", re.IGNORECASE)
ANSWERS = re.compile(
    r"(out of (the )?office|auto(matic)?[- ]?(reply|response)|自动回复|自動回覆|自动答复)", re.IGNORECASE
)
FAILED = re.compile(r"^action:\s*failed", re.IGNORECASE | re.MULTILINE)
DELAYED = re.compile(r"^action:\s*(delayed|relayed|expanded)", re.IGNORECASE | re.MULTILINE)
DIAGNOSIS = re.compile(r"^(?:diagnostic-code|status):\s*(.+)$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Bounce:
    """A letter of ours that came back, or is late: the names it may have and why."""

    failed: bool
    names: tuple[str, ...]
    reason: str


def bounce(letter: Letter) -> Bounce | None:
    """Recognise a report of delivery."""
    reports = "\n".join(letter.reports)
    if reports:
        found = DIAGNOSIS.findall(reports)
        reason = max(found, key=len, default="")
        names = tuple(letter.returned) or letter.answers
        return Bounce(bool(FAILED.search(reports)) and not _only_late(reports), names, reason.strip()[:200])
    if POSTMASTERS.match(letter.sender) and (letter.returned or letter.answers):
        return Bounce(failed=True, names=(*letter.returned, *letter.answers), reason=letter.subject[:200])
    return None


def _only_late(reports: str) -> bool:
    return bool(DELAYED.search(reports)) and not FAILED.search(reports)


def automatic(letter: Letter) -> HeldWhy | None:
    """Tell what shows that no person wrote this: an answering machine, a mailing list, a loop."""
    headers = letter.headers
    submitted = headers["auto-submitted"].partition(";")[0].strip().lower()
    precedence = headers["precedence"].strip().lower()
    if headers["list-id"] or precedence in BULK:
        return HeldWhy.BULK
    if submitted and submitted != "no":
        return HeldWhy.AUTOMATIC
    if precedence == "auto_reply" or (letter.return_path is not None and letter.return_path.strip("<> ") == ""):
        return HeldWhy.AUTOMATIC
    if headers["x-loop"] or ANSWERS.match(letter.subject) or POSTMASTERS.match(letter.sender):
        return HeldWhy.AUTOMATIC
    return None


def circle(letter: Letter, own: Collection[str]) -> HeldWhy | None:
    """Tell whether a letter is one of ours that came round: held whatever it answers."""
    if letter.headers["x-liuxin"]:
        return HeldWhy.LOOP
    if letter.sender and mailboxes.plain(letter.sender) in own:
        return HeldWhy.OWN_ADDRESS
    return None
