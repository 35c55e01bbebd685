"""What somebody wrote, and what only repeats the letter before."""

import re

BEGINS = re.compile(
    r"""
    ^\s*(
      On\ .{5,200}\ wrote:
    | .{0,100}(于|在)?.{0,60}写道\s*[：:]
    | -{2,}\s*(Original\ Message|Forwarded\ message|原始邮件|转发邮件|转发的邮件).*
    | (From|发件人|寄件者)\s*[：:]\s*\S.{0,200}
    | 在\s?\d{4}[-年/].{4,60}[，,].{0,120}[：:]
    )\s*$
    """,
    re.VERBOSE,
)


def split(text: str) -> tuple[str, str]:
    """Part a text into what is new and what is quoted; where all of it would be quoted, none of it is."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if BEGINS.match(line) and _goes_on_as_quote(lines, number):
            return _parted(lines, number)
    last = len(lines)
    while last and (lines[last - 1].startswith(">") or not lines[last - 1].strip()):
        last -= 1
    quoted = any(line.startswith(">") for line in lines[last:])
    return _parted(lines, last) if quoted else (text, "")


def _goes_on_as_quote(lines: list[str], number: int) -> bool:
    """Tell whether more follows: a last line that ends with a colon quotes nothing."""
    return any(line.strip() for line in lines[number + 1 :])


def _parted(lines: list[str], number: int) -> tuple[str, str]:
    fresh = "\n".join(lines[:number]).rstrip()
    return (fresh, "\n".join(lines[number:]).strip()) if fresh else ("\n".join(lines), "")
