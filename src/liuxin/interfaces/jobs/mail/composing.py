"""From a letter of the outbox to the bytes that leave: in the customer's language, under the organisation's name."""

import re
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape

from django.conf import settings

from liuxin.desk.communication import queries
from liuxin.desk.communication.rules import mailboxes
from liuxin.desk.communication.words import Correspondence, Letter, MailboxView
from liuxin.desk.files import queries as files
from liuxin.interfaces.jobs.mail import links
from liuxin.interfaces.wording.catalogue import sentence

CHINESE = re.compile(r"[\u3400-\u9fff]")
MOST_REFERENCES = 20
LONGEST_QUOTE = 4000
WIRE = policy.SMTP.clone(cte_type="7bit")


def compose(letter: Letter, box: MailboxView, at: datetime) -> EmailMessage:
    """Compose a letter; the same one always bears the same name."""
    message = EmailMessage(policy=WIRE)
    before = queries.correspondence(letter.thread, letter.message) if letter.thread else Correspondence()
    _address(message, letter, box, at)
    _thread(message, letter, box, before)
    _mark(message, letter)
    text, html = _body(letter, box, before)
    message.set_content(text, cte="base64")
    if html:
        message.add_alternative(html, subtype="html", cte="base64")
    for each in queries.attachments_of(letter.message) if letter.message else ():
        if each.file is not None:
            main, _, sub = each.media_type.partition("/")
            content = files.content(files.files([each.file])[each.file])
            if main == "text":
                main, sub = "application", "octet-stream"
            message.add_attachment(content, maintype=main, subtype=sub or "octet-stream", filename=each.name)
    return message


def language_of(text: str) -> str:
    """Tell the language to write in: Chinese where the text has Chinese signs, else English."""
    return "zh-hans" if CHINESE.search(text) else "en"


def _address(message: EmailMessage, letter: Letter, box: MailboxView, at: datetime) -> None:
    plan = box.plan
    message["From"] = _named(plan.name, plan.address)
    message["To"] = _named(letter.to_name, letter.to)
    if letter.reply_key:
        answer = mailboxes.reply_address(plan.address, letter.reply_key, settings.MAIL_KEY)
        message["Reply-To"] = _named(plan.name, answer)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(at)


def _named(name: str, address: str) -> Address:
    return Address(display_name=name, addr_spec=address)


def _thread(message: EmailMessage, letter: Letter, box: MailboxView, before: Correspondence) -> None:
    domain = box.plan.address.rpartition("@")[2]
    message["Message-ID"] = f"<{letter.world_id}@{domain}>"
    names = [name if "@" in name else f"{name}@{domain}" for name in before.names][-MOST_REFERENCES:]
    safe = [name for name in names if name.isascii() and name.isprintable() and not set(name) & set("<> ")]
    if safe:
        message["In-Reply-To"] = f"<{safe[-1]}>"
        message["References"] = " ".join(f"<{name}>" for name in safe)


def _mark(message: EmailMessage, letter: Letter) -> None:
    """Say what no machine should answer, and mark all that is ours, so that it is known when it comes round."""
    message["X-Liuxin"] = letter.world_id
    if letter.automatic:
        message["Auto-Submitted"] = "auto-generated"
        message["X-Auto-Response-Suppress"] = "All"
        message["Precedence"] = "bulk"


def _body(letter: Letter, box: MailboxView, before: Correspondence) -> tuple[str, str]:
    """Give text and HTML: what was written, the name below, the link to follow it, what it answers."""
    if letter.message is None:
        return letter.text, letter.html
    language = language_of(before.text or letter.text)
    lines = [box.plan.name]
    link = links.follow(letter)
    if link:
        lines.append(sentence("mail.follow", language, link=link))
    quote = "\n".join(f"> {line}" for line in before.text[:LONGEST_QUOTE].split("\n")) if before.text else ""
    wrote = sentence("mail.wrote", language, name=before.sender) if quote else ""
    text = "\n\n".join(filter(None, (letter.text, "-- \n" + "\n".join(lines), f"{wrote}\n{quote}".strip())))
    if not letter.html:
        return text, ""
    quoted = f"<p>{escape(wrote)}</p><blockquote>{_as_html(before.text[:LONGEST_QUOTE])}</blockquote>" if quote else ""
    return text, f"{letter.html}<p>-- <br>{'<br>'.join(map(escape, lines))}</p>{quoted}"


def _as_html(text: str) -> str:
    return escape(text).replace("\n", "<br>")
