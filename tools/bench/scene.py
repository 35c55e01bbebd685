"""One scene in a process and a data folder of its own: python -m tools.bench.scene NAME RESULT.json."""

import json
import os
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

import django
from django.core.management import call_command

from tools.bench import desk, ratings

DATABASE = ("log", "pages")
SCENES = (*DATABASE, *desk.SCENES, *ratings.SCENES)
SCALE = ("scale.made", "scale.building", "scale.reading", "scale.writing", "scale.beside", "scale.arriving")
"""The scenes at scale, in this order: each goes on from what the one before left in the folder that they share."""


def main(name: str, result: str) -> None:
    """Play the scene and write its figures."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "liuxin.config.settings"
    django.setup()
    if name in {*DATABASE, *desk.SCENES, "scale.writing"}:
        call_command("migrate", interactive=False, verbosity=0)
    # Only now may the rooms be imported.
    figures = import_module(f"tools.bench.{name}").scene()
    Path(result).write_text(json.dumps([asdict(figure) for figure in figures]), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
