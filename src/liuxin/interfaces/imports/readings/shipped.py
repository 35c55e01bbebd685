"""Examples of external measures, shipped as data: none is defined before somebody does so."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from liuxin.engines.measurement.external import ExternalKind
from liuxin.engines.measurement.words import Direction, Unit
from liuxin.kernel.text import Bilingual
from liuxin.performance.indicators.words import NewExternal

EXAMPLES = Path(__file__).with_name("examples.yaml")


@cache
def shipped(language: str) -> Mapping[str, NewExternal]:
    """Give the examples by code, for everybody; the source, which is one text, in the language asked for."""
    content: dict[str, dict[str, Any]] = yaml.safe_load(EXAMPLES.read_text(encoding="utf-8"))
    return {code: _example(code, entry, language) for code, entry in content.items()}


def _example(code: str, entry: Mapping[str, Any], language: str) -> NewExternal:
    return NewExternal(
        code=code,
        name=Bilingual(**entry["name"]),
        definition=Bilingual(**entry["definition"]),
        source=Bilingual(**entry["source"]).in_language(language),
        unit=Unit(entry["unit"]),
        direction=Direction(entry["direction"]),
        kind=ExternalKind(entry["kind"]),
        places=entry["places"],
    )
