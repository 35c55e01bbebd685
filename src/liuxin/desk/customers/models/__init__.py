"""Tables of customers."""

from liuxin.desk.customers.models.needs import Need, Offer, Solution
from liuxin.desk.customers.models.people import Contact, Customer, CustomerNote, Merge, Moved, NotTheSame, Numbering
from liuxin.desk.customers.models.segments import Segment
from liuxin.desk.customers.models.sites import Residence, Site
from liuxin.desk.customers.models.stages import LifeCycleMove, LifeCycleStage

__all__ = [
    "Contact",
    "Customer",
    "CustomerNote",
    "LifeCycleMove",
    "LifeCycleStage",
    "Merge",
    "Moved",
    "Need",
    "NotTheSame",
    "Numbering",
    "Offer",
    "Residence",
    "Segment",
    "Site",
    "Solution",
]
