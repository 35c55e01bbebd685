"""A step of the set-up is done when its stamp still tells the truth: the same inputs, and all that it made is there."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from tools.places import ROOT


def digest(files: Iterable[Path], *words: str) -> str:
    """Hash names and contents of files, and words beside them."""
    total = hashlib.sha256()
    for word in words:
        total.update(f"{word}\0".encode())
    for path in sorted(files):
        name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
        total.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\0".encode())
    return total.hexdigest()


def made(paths: Iterable[Path]) -> dict[str, int]:
    """List what a step made: each path with its size (a folder counts as 0)."""
    return {str(path): 0 if path.is_dir() else path.stat().st_size for path in sorted(paths)}


def holds(stamp: Path, inputs: str) -> bool:
    """Tell whether the step ran with these inputs and nothing that it made was lost or changed in size."""
    try:
        kept = json.loads(stamp.read_text(encoding="utf-8"))
        listed: dict[str, int] = kept["made"]
        return bool(kept["inputs"] == inputs and made(Path(name) for name in listed) == listed)
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return False


def keep(stamp: Path, inputs: str, paths: Iterable[Path]) -> None:
    """Write the stamp of a step that has ended well."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    fresh = stamp.with_suffix(".new")
    fresh.write_text(json.dumps({"inputs": inputs, "made": made(paths)}, indent=1), encoding="utf-8")
    fresh.replace(stamp)
