"""Simulations of the rater statistics with known truth and fixed seeds, and their speed.

Every module here is a scene (`scene()` gives figures) and is played by `make bench`; one whose name begins with an
underscore is only used by others. A figure that must be at least something is told as what is lacking, at most 0, or as
its complement.
"""

import pkgutil

SCENES = tuple(
    f"ratings.{found.name}"
    for found in sorted(pkgutil.iter_modules(__path__), key=lambda found: found.name)
    if not found.name.startswith("_")
)
