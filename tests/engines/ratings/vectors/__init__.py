import json
from pathlib import Path
from typing import Any


def vectors(topic: str) -> Any:
    """Read published numbers; each entry names its source."""
    return json.loads((Path(__file__).parent / f"{topic}.json").read_text(encoding="utf-8"))
