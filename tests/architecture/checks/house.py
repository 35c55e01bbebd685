"""The house as files: where rooms are, which floor they are on, what they hold."""

import ast
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SOURCE = ROOT / "src" / "liuxin"
TESTS = ROOT / "tests"
DOORS = ("interfaces", "config")


@dataclass(frozen=True, slots=True)
class Source:
    """One Python file: its path below the root, its text."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def parts(self) -> tuple[str, ...]:
        """Give the path below `src/liuxin`, without the ending: ("desk", "cases", "actions")."""
        return Path(self.path).with_suffix("").parts[2:]

    def __str__(self) -> str:
        return self.path


def no_complaints(found: Sequence[object]) -> None:
    """Fail with every complaint on a line of its own."""
    assert not found, "\n" + "\n".join(str(complaint) for complaint in found)


def python(folder: Path = SOURCE, *, migrations: bool = False) -> list[Source]:
    """Read the Python files below a folder."""
    found = (path for path in sorted(folder.rglob("*.py")) if migrations or "migrations" not in path.parts)
    return [Source(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")) for path in found]


def templates() -> list[Source]:
    """Read the templates."""
    found = sorted(SOURCE.glob("**/templates/**/*"))
    return [Source(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")) for path in found if path.is_file()]


@cache
def project() -> dict[str, object]:
    """Read pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def contracts() -> list[dict[str, object]]:
    """Give the import contracts."""
    tool = project()["tool"]
    assert isinstance(tool, dict)
    listed: list[dict[str, object]] = tool["importlinter"]["contracts"]
    return listed


def layers(container: str) -> list[str]:
    """Give the rooms of a container, top to bottom, as the contract lists them; brackets are kept."""
    for contract in contracts():
        if contract.get("containers") == [container]:
            listed = contract["layers"]
            assert isinstance(listed, list)
            return [str(layer) for layer in listed]
    raise LookupError(container)


def rooms(container: str) -> Iterator[tuple[str, bool]]:
    """Give each listed room and whether the contract says that it is still to come."""
    for layer in layers(container):
        for part in layer.split("|"):
            name = part.strip()
            yield name.strip("()"), name.startswith("(")


@cache
def heights() -> dict[str, int]:
    """Give the height of every room, by its dotted name below `liuxin`: a higher room may know a lower one."""
    ordered: list[list[str]] = []
    for floor in reversed(layers("liuxin")):
        if floor in {"desk", "performance"}:
            inner = reversed(layers(f"liuxin.{floor}"))
            ordered += [[f"{floor}.{name.strip().strip('()')}" for name in layer.split("|")] for layer in inner]
        else:
            ordered.append([floor])
    return {name: height for height, names in enumerate(ordered) for name in names}


def room_of(module: str) -> str | None:
    """Give the room that a dotted module belongs to, or None for what is not ours."""
    parts = module.split(".")
    if parts[0] != "liuxin":
        return None
    inner = ".".join(parts[1:3])
    return inner if inner in heights() else parts[1]
