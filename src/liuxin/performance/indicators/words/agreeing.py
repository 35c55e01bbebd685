"""Words of how a set comes to be agreed: what is put to the vote, and where the vote stands."""

from dataclasses import dataclass
from datetime import datetime

from liuxin.kernel.quantities import Percent


@dataclass(frozen=True, slots=True)
class Vote:
    """Where the vote on a set stands: of those whom it binds, how many signed, and how many are against.

    `is_over` tells that the time limit is past or everyone has answered; `needed` is how many signatures suffice.
    """

    agreement: int
    required: int
    signed: int
    objections: int
    needed: int
    share: Percent | None
    deadline: datetime | None
    is_over: bool
    is_settled: bool

    @property
    def suffices(self) -> bool:
        """Tell whether as many have signed as must."""
        return self.signed >= self.needed
