"""What insight needs of the matrix: a cycle in which everybody's department takes part."""

from tests.factories import plan
from tests.interfaces.web.roles.rooms import Ground


def cycle_of(ground: Ground) -> int:
    """Give the cycle of the matrix, opened once, in which both departments take part."""
    if "cycle" not in ground.shared:
        ground.shared["cycle"] = plan.open_cycle([ground.near, ground.far])
    cycle: int = ground.shared["cycle"]
    return cycle


def things(ground: Ground, person: int, relation: str) -> dict[str, object]:
    """Give a cycle, which is nobody's in particular, and the one in which everybody has a result."""
    del person, relation
    return {"insight:one-cycle cycle": cycle_of(ground), "insight:came-about cycle": ground.shared["evaluation"]}
