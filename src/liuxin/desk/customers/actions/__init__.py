"""The only writes to customers."""

from liuxin.desk.customers.actions.adding import (
    add_customer,
    add_customers,
    add_sites,
    create_from_address,
)
from liuxin.desk.customers.actions.apart import tell_apart, undo_apart
from liuxin.desk.customers.actions.contacts import (
    add_contact,
    add_note,
    change_contact,
    remove_contact,
)
from liuxin.desk.customers.actions.cycle import (
    add_stage,
    move_stage,
    order_stages,
    rename_stage,
    retire_stage,
)
from liuxin.desk.customers.actions.erasing import (
    erase_customer,
)
from liuxin.desk.customers.actions.indexing import index_customers, rebuild_customer_index
from liuxin.desk.customers.actions.linking import link_department
from liuxin.desk.customers.actions.merging import (
    merge,
    undo_merge,
)
from liuxin.desk.customers.actions.needs import (
    accept_offer,
    check_result,
    decline_offer,
    drop_need,
    match_need,
    offer_solution,
    plan_need,
    record_need,
)
from liuxin.desk.customers.actions.sites import (
    add_site,
    close_site,
    leave,
    move_site,
    open_site,
    rename_site,
    settle,
)
from liuxin.desk.customers.actions.solutions import (
    add_solution,
    change_solution,
    checked_rule,
    retire_segment,
    retire_solution,
    save_segment,
)

__all__ = [
    "accept_offer",
    "add_contact",
    "add_customer",
    "add_customers",
    "add_note",
    "add_site",
    "add_sites",
    "add_solution",
    "add_stage",
    "change_contact",
    "change_solution",
    "check_result",
    "checked_rule",
    "close_site",
    "create_from_address",
    "decline_offer",
    "drop_need",
    "erase_customer",
    "index_customers",
    "leave",
    "link_department",
    "match_need",
    "merge",
    "move_site",
    "move_stage",
    "offer_solution",
    "open_site",
    "order_stages",
    "plan_need",
    "rebuild_customer_index",
    "record_need",
    "remove_contact",
    "rename_site",
    "rename_stage",
    "retire_segment",
    "retire_solution",
    "retire_stage",
    "save_segment",
    "settle",
    "tell_apart",
    "undo_apart",
    "undo_merge",
]
