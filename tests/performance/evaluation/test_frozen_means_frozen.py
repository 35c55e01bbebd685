"""Nothing in the house changes or deletes what was frozen."""

import ast
from pathlib import Path

import pytest

from liuxin.kernel import rows
from liuxin.performance import evaluation
from liuxin.performance.evaluation import actions

CHANGING = {
    "save",
    "asave",
    "update",
    "aupdate",
    "delete",
    "adelete",
    "bulk_update",
    "update_or_create",
    "raw",
    "cursor",
}
ROOM = Path(evaluation.__file__).parent


@pytest.mark.spec("P4.2")
def test_no_line_of_the_room_changes_or_deletes_a_row() -> None:
    found = [
        f"{file.relative_to(ROOM)} {node.func.attr}"
        for file in sorted(ROOM.rglob("*.py"))
        if "migrations" not in file.parts
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHANGING
    ]
    assert found == []
    assert rows._statement("evaluation_frozenreading", ("a", "b"), 2) == (
        "INSERT INTO evaluation_frozenreading (a, b) VALUES (%s, %s), (%s, %s)"
    )


def test_nothing_can_be_done_but_to_add() -> None:
    assert actions.__all__ == [
        "acknowledge_tendency",
        "answer_form",
        "correct",
        "customer_links",
        "finalise",
        "finish_evaluation",
        "freeze",
        "freeze_measured",
        "mark_talked",
        "open_forms",
        "score",
    ]
