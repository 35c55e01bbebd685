"""Every code that an import says without raising it has a sentence, and every count and note a name."""

import re
from pathlib import Path

from liuxin.interfaces import imports
from liuxin.interfaces.cli import commands
from liuxin.interfaces.imports.loading.counts import NOTES
from liuxin.interfaces.wording.catalogue import has_sentence

PLACES = [Path(imports.__file__).parent, Path(commands.__file__).parent.parent]
CODE = re.compile(r'"((?:import|cli\.import|cli\.demo)\.[a-z_]+(?:\.[a-z_]+)*)"')


def codes() -> set[str]:
    return {code for place in PLACES for file in place.rglob("*.py") for code in CODE.findall(file.read_text())}


def test_every_code_of_imports_has_a_sentence() -> None:
    assert len(codes()) > 100
    assert {code for code in codes() if not has_sentence(code)} - {"import.found."} == set()


def test_every_note_has_a_sentence_of_its_own_and_one_for_the_summary() -> None:
    assert [note for note in NOTES if not has_sentence(note.replace("import.", "import.found."))] == []
    assert [note for note in NOTES if not has_sentence(note)] == []
