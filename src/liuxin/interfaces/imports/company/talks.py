"""What was written on the latest cases of the simulated company: made-up texts for messages that the record has."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Final
from zlib import crc32

from liuxin.desk.cases import actions
from liuxin.desk.cases import queries as cases
from liuxin.desk.cases.words import CaseFilter, CaseLine, CaseSort
from liuxin.desk.communication.words import About, Direction, Recorded, Sender
from liuxin.desk.history import queries as history
from liuxin.desk.history.words import RecordedEvent
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.actor import Actor

DAYS: Final = 12
AT_ONCE: Final = 200
CAME, WENT = "message.received", "message.sent"
RECEIPT: Final = (
    "【自动回复】您的来信已收到，编号在标题里。我们会尽快安排人员处理，有进展马上告诉您。",
    "Automatic reply: your message has arrived. Somebody will see to it and tell you how it goes.",
)
FIRST: Final = (
    (
        "您好，情况我了解了，已经安排人员上门，预计今天下午到，到之前会先给您打电话。",
        "给您添麻烦了。我正在核对，下午五点前给您答复。",
    ),
    ("Thank you for telling us. Somebody will come this afternoon and ring you first.",),
)
LATER: Final = (
    (
        "师傅已经看过，需要换一个配件，明天上午到货后马上安装。",
        "处理好了，麻烦您看一下，还有问题随时告诉我。",
        "已和相关同事确认，结果如下，请您过目。",
    ),
    ("It has been looked at; a part is needed and will be fitted tomorrow morning.", "It is done. Please have a look."),
)
MORE: Final = (
    (
        "请问大概什么时候能来？家里有老人，比较着急。",
        "好的，谢谢，我在家等。",
        "已经好了，谢谢你们。",
        "还是不行，麻烦再来看一次。",
    ),
    ("When can I expect somebody?", "Thank you, it works again."),
)
DETAIL: Final = (
    ("昨天晚上开始的，麻烦尽快处理。", "之前也报过一次，希望这次能彻底解决。", "白天家里有人，来之前请打个电话。"),
    ("It began yesterday evening.", "Please ring before you come."),
)


def write(*, by: Actor, at: datetime) -> int:
    """Give the messages of the latest cases their texts; again, it writes nothing twice. Gives how many were told."""
    wanted = CaseFilter(opened_from=at - timedelta(days=DAYS))
    lines = cases.case_rows(Standing(is_system=True), wanted, CaseSort.OLDEST)
    count = 0
    while batch := {line.code: line for line in islice(lines, AT_ONCE)}:
        count += actions.record_talk(messages=list(_messages(batch)), by=by, at=at)
    return count


def _messages(batch: dict[str, CaseLine]) -> Iterator[Recorded]:
    events: defaultdict[str, list[RecordedEvent]] = defaultdict(list)
    for event in history.recorded_of("case", batch, codes=(CAME, WENT)):
        events[event.subject].append(event)
    for code, happened in events.items():
        yield from _talk(batch[code], sorted(happened, key=lambda each: (each.at, each.id)))


def _talk(line: CaseLine, events: Sequence[RecordedEvent]) -> Iterator[Recorded]:
    """Tell of one case: what the customer came with first, the answers in their order."""
    language = 0 if any(letter >= "\u4e00" for letter in line.title) else 1
    said = {CAME: 0, WENT: 0}
    for number, event in enumerate(events):
        person = event.payload.get("person")
        yield Recorded(
            about=About("case", line.code),
            direction=Direction.IN if event.code == CAME else Direction.OUT,
            at=event.at,
            text=_text(line, event, said[event.code], language),
            external=f"simulated-{line.code}-{number}",
            author=person if isinstance(person, int) and not isinstance(person, bool) else None,
            sender=Sender(line.customer.name if line.customer else "") if event.code == CAME else Sender(),
            automatic=bool(event.payload.get("automatic")),
        )
        said[event.code] += not event.payload.get("automatic")


def _text(line: CaseLine, event: RecordedEvent, place: int, language: int) -> str:
    if event.payload.get("automatic"):
        return RECEIPT[language]
    if event.code == CAME:
        stop = ". " if language else "。"
        return _one(MORE[language], event) if place else f"{line.title}{stop}{_one(DETAIL[language], event)}"
    return _one((LATER if place else FIRST)[language], event)


def _one(texts: Sequence[str], event: RecordedEvent) -> str:
    """Choose by the case and the time: the same message always says the same."""
    return texts[crc32(f"{event.subject}{event.at.isoformat()}".encode()) % len(texts)]
