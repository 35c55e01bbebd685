"""Reads the source for the codes of the errors that it raises."""

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import liuxin
from liuxin.kernel import errors

SOURCE = Path(liuxin.__file__).parent
ERRORS = frozenset(
    name for name, thing in vars(errors).items() if isinstance(thing, type) and issubclass(thing, errors.LiuxinError)
)


def raised_codes() -> dict[str, list[str]]:
    """Give each code with the places that raise it."""
    found: dict[str, list[str]] = defaultdict(list)
    for place, code in _first_arguments():
        for text in _texts(code):
            found[text].append(place)
    return dict(found)


def indirect_raises() -> list[str]:
    """Give the places whose code cannot be read there, nor at the calls of the helper that raises it."""
    return [place for place, code in _first_arguments() if not _texts(code)]


@cache
def _first_arguments() -> tuple[tuple[str, ast.expr | None], ...]:
    """Give what each error is made with; where a helper takes the code, what the helper is called with."""
    return tuple(_walk())


def _walk() -> Iterator[tuple[str, ast.expr | None]]:
    for file in sorted(SOURCE.rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        if not any(name in text for name in ERRORS):
            continue
        tree = ast.parse(text)
        helpers = _helpers(tree)
        for call in _calls(tree):
            place = f"{file.relative_to(SOURCE)}:{call.lineno}"
            if _name(call.func) in helpers:
                yield place, _argument(call, *helpers[_name(call.func)])
            elif _name(call.func) in ERRORS and not _is_passed_on(call, helpers):
                yield place, _argument(call, 0, "code")


def _helpers(tree: ast.Module) -> dict[str, tuple[int, str]]:
    """Functions of a module that take the code as a parameter: name to place and name of that parameter."""
    found = {}
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        parameters = [each.arg for each in (*function.args.posonlyargs, *function.args.args)]
        for call in _calls(function):
            code = _argument(call, 0, "code") if _name(call.func) in ERRORS else None
            if isinstance(code, ast.Name) and code.id in parameters:
                found[function.name] = (parameters.index(code.id), code.id)
    return found


def _is_passed_on(call: ast.Call, helpers: Mapping[str, tuple[int, str]]) -> bool:
    code = _argument(call, 0, "code")
    return isinstance(code, ast.Name) and code.id in {name for _, name in helpers.values()}


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _argument(call: ast.Call, place: int, name: str) -> ast.expr | None:
    if len(call.args) > place:
        return call.args[place]
    return next((each.value for each in call.keywords if each.arg == name), None)


def _name(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _texts(code: ast.expr | None) -> set[str]:
    """A text, or a choice between two texts."""
    match code:
        case ast.Constant(value=str(text)):
            return {text}
        case ast.IfExp(body=ast.Constant(value=str(one)), orelse=ast.Constant(value=str(other))):
            return {one, other}
        case _:
            return set()
