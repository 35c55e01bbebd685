"""Who, when, and where it is written: actions take both by name, only actions write, only doors read the clock."""

import ast
from collections.abc import Iterable, Iterator
from functools import cache

from tests.architecture.checks.house import DOORS, Source

ROOMS = ("desk", "performance")
WRITES = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "update", "delete"}
CLOCKS = {"now", "utcnow", "today", "localdate", "localtime"}
OUR_SIGNALS = ("django.db.models.signals", "django.dispatch")


def nameless_deeds(sources: Iterable[Source]) -> list[str]:
    """Name the actions that do not take `by: Actor` and `at: datetime` by keyword.

    In `actions.py` every public function is one, in a folder `actions/` what its `__all__` lists.
    The record itself takes only `at`: to seal is nobody's deed.
    """
    found = list(sources)
    listed = exports(found, "actions")
    complaints = []
    for source in found:
        if not _is_in(source, "actions"):
            continue
        public = listed.get(source.parts[:3])
        wanted = {"at": "datetime"} if source.parts[1] == "history" else {"by": "Actor", "at": "datetime"}
        for node in source.tree.body:
            if isinstance(node, ast.FunctionDef) and _is_public(node.name, public):
                given = {arg.arg: ast.unparse(arg.annotation or ast.Constant("")) for arg in node.args.kwonlyargs}
                missing = [f"{name}: {kind}" for name, kind in wanted.items() if given.get(name) != kind]
                complaints += [f"{source}:{node.lineno} {node.name} lacks keyword-only {word}" for word in missing]
    return complaints


def _is_in(source: Source, *furniture: str) -> bool:
    """Tell whether a file belongs to this furniture of a room of daily work or of performance."""
    return source.parts[0] in ROOMS and len(source.parts) > 2 and source.parts[2] in furniture


def _is_public(name: str, listed: set[str] | None) -> bool:
    return not name.startswith("_") if listed is None else name in listed


def exports(sources: Iterable[Source], furniture: str) -> dict[tuple[str, ...], set[str]]:
    """Give, for each room whose furniture is a folder, the names that its `__all__` lists."""
    found = {}
    for source in sources:
        if _is_in(source, furniture) and source.parts[3:] == ("__init__",):
            lists = (node for node in source.tree.body if isinstance(node, ast.Assign))
            named = {ast.unparse(node.targets[0]): node.value for node in lists}
            found[source.parts[:3]] = set(ast.literal_eval(named.get("__all__", ast.List([]))))
    return found


def private_rooms(sources: Iterable[Source]) -> list[str]:
    """Name imports that reach behind the door of another room's folder `actions/` or `queries/`."""
    found = list(sources)
    doors = exports(found, "actions") | exports(found, "queries")
    complaints = []
    for source in found:
        for name, line in imports(source):
            path = tuple(name.split(".")[1:])
            listed = doors.get(path[:3]) if name.startswith("liuxin.") and path[:2] != source.parts[:2] else None
            if listed is not None and len(path) > 3 and path[3] not in listed:
                complaints.append(f"{source}:{line} reaches behind the door: {name}")
    return complaints


def writes_past_actions(sources: Iterable[Source]) -> list[str]:
    """Name the writes in a room's queries, permissions, rules and words: only its actions write."""
    complaints = []
    for source in sources:
        if not _is_in(source, "queries", "permissions", "rules", "words"):
            continue
        complaints += [
            f"{source}:{node.lineno} writes with {node.func.attr}()"
            for node in _calls(source)
            if isinstance(node.func, ast.Attribute) and node.func.attr in WRITES and _on_rows(node.func.value)
        ]
    return complaints


def _on_rows(receiver: ast.expr) -> bool:
    """Tell whether a call stands on a manager or a query set, as far as the text shows."""
    return "objects" in {node.attr for node in ast.walk(receiver) if isinstance(node, ast.Attribute)}


def clocks(sources: Iterable[Source]) -> list[str]:
    """Name where the clock is read outside the doors: by a call, or by a field or database default that calls it."""
    complaints = []
    for source in sources:
        if source.parts[0] in DOORS:
            continue
        complaints += [f"{source}:{node.lineno} reads the clock" for node in _calls(source) if _reads_clock(node)]
    return complaints


def _reads_clock(node: ast.Call) -> bool:
    if any(keyword.arg in {"auto_now", "auto_now_add"} for keyword in node.keywords):
        return True
    called = ast.unparse(node.func)
    if called in {"Now", "functions.Now", "time.time"}:
        return True
    owner, _, name = called.rpartition(".")
    return name in CLOCKS and owner.split(".")[-1] in {"timezone", "datetime", "date"}


def signals(sources: Iterable[Source]) -> list[str]:
    """Name imports of Django's signals outside config, whose security log listens to third-party apps."""
    complaints = []
    for source in sources:
        if source.parts[0] == "config":
            continue
        for name, line in imports(source):
            if name.startswith(OUR_SIGNALS):
                complaints.append(f"{source}:{line} listens to a signal: call it by name")
    return complaints


def climbing_doors(sources: Iterable[Source]) -> list[str]:
    """Name doors that reach for models by another way than an import of them."""
    ways = ("django.db.models", "django.contrib.admin", "django.contrib.auth.get_user_model", "django.apps.apps")
    complaints = []
    for source in sources:
        if source.parts[0] != "interfaces":
            continue
        for name, line in imports(source):
            if name.startswith(ways) or name.split(".")[-1] in {"ModelForm", "modelform_factory"}:
                complaints.append(f"{source}:{line} reaches for models: {name}")
    return complaints


def tests_at_models(sources: Iterable[Source]) -> list[str]:
    """Name tests that import models elsewhere than in tests/factories, and tests that mock."""
    complaints = []
    for source in sources:
        for name, line in imports(source):
            is_model = name.startswith("liuxin.") and ".models" in name
            if is_model and not source.path.startswith("tests/factories/"):
                complaints.append(f"{source}:{line} imports {name}: use tests/factories")
            if "mock" in name.split(".") or name.startswith("pytest_mock"):
                complaints.append(f"{source}:{line} mocks")
    return complaints


def imports(source: Source) -> tuple[tuple[str, int], ...]:
    """Give each imported dotted name with its line; `from a import b` gives `a.b`."""
    return _imports(source.text)


@cache
def _imports(text: str) -> tuple[tuple[str, int], ...]:
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found += [(f"{node.module}.{alias.name}", node.lineno) for alias in node.names]
    return tuple(found)


def _calls(source: Source) -> Iterator[ast.Call]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            yield node
