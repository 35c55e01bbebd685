"""Where things lie, and how the set-up talks."""

import os
import sys
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "stamps"
LOCKS = ROOT / "requirements"
SOURCE = ROOT / "src" / "liuxin"
WEB = SOURCE / "interfaces" / "web"
VENDOR = WEB / "kit" / "static" / "vendor"
LOCALE = SOURCE / "interfaces" / "wording" / "locale"
ASSETS = ROOT / "tools" / "assets"

APT_LINE = "apt-get install make git python3-venv"


def home() -> Path:
    """Give the data folder of this installation, as the settings read it."""
    return Path(os.environ.get("LIUXIN_HOME", ROOT / "var")).resolve()


def say(text: str) -> None:
    """Print a progress line at once."""
    print(text, flush=True)


def fail(text: str) -> NoReturn:
    """Stop with a message that says what to do."""
    print(f"\n{text}", file=sys.stderr, flush=True)
    raise SystemExit(1)
