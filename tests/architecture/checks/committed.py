"""What must not be in a file that everybody gets."""

import re
import subprocess
from collections.abc import Iterable

from tests.architecture.checks.house import ROOT, Source

# Put together from parts, so that this file does not complain about itself.
PRIVATE = re.compile("|".join(("/" + "work/", "/" + "root/", "/" + "tmp/", "/" + "opt/", "/" + "home/[a-z]")))
REGISTRY = re.compile(
    "|".join(
        (
            r"registry\." + "npm",
            "files." + r"pythonhosted\.",
            r"pypi\.org" + "/simple",
            "--" + "index-url",
        )
    )
)
BINARY = (".woff2", ".png", ".gz", ".zst", ".parquet", ".xlsx", ".ico", ".mo", ".pdf")


def tracked() -> list[Source]:
    """Read the text files that git knows."""
    # A checkout may belong to another user than the one who tests it.
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    names = [name for name in listed.split("\0") if name and not name.endswith(BINARY)]
    there = [ROOT / name for name in names]
    return [
        Source(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8", errors="replace"))
        for path in there
        if path.is_file()
    ]


def private_words(sources: Iterable[Source]) -> list[str]:
    """Name lines with a path of somebody's machine or the address of a registry."""
    complaints = []
    for source in sources:
        for number, line in enumerate(source.text.splitlines(), start=1):
            if PRIVATE.search(line):
                complaints.append(f"{source}:{number} names a path of a machine")
            if REGISTRY.search(line):
                complaints.append(f"{source}:{number} names a registry")
    return complaints


def locked(text: str) -> dict[str, str]:
    """Read names and versions of a lock."""
    return dict(re.findall(r"^([a-zA-Z0-9._-]+)==(\S+)", text, re.MULTILINE))
