"""Workers share the tests by modules: what a module makes for all its tests is made once, not once in each worker."""

from collections.abc import Iterable
from itertools import pairwise

from xdist.scheduler import LoadGroupScheduling


class ByModules(LoadGroupScheduling):  # type: ignore[misc]
    """Hand out the tests of a module that stand together, in the order of the collection; groups by their names.

    What takes long comes before what does not need the database, so that both workers come to their end together.
    """

    def schedule(self) -> None:
        """Look where modules begin before the first tests are handed out."""
        if self.collection is None:
            self._stretches = stretches(next(iter(self.registered_collections.values())))
            self.config.option.loadscopereorder = False
        super().schedule()

    def _split_scope(self, nodeid: str) -> str:
        named = super()._split_scope(nodeid)
        return self._stretches[nodeid] if named == nodeid else str(named)


def stretches(nodeids: Iterable[str]) -> dict[str, str]:
    """Name for each test the stretch of its module: those with and those without a database may stand apart."""
    ordered = list(nodeids)
    found, number = {}, 0
    for before, nodeid in pairwise(["", *ordered]):
        number += module(before) != module(nodeid)
        found[nodeid] = f"{number} {module(nodeid)}"
    return found


def module(nodeid: str) -> str:
    """Give the module of a test."""
    return nodeid.partition("::")[0]
