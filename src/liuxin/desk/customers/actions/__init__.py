"""The only writes to customers."""

from liuxin.desk.customers.actions.adding import add_customer, add_customers, add_sites, create_from_address
from liuxin.desk.customers.actions.contacts import add_contact, add_note, change_contact, remove_contact
from liuxin.desk.customers.actions.cycle import add_stage, move_stage, order_stages, rename_stage, retire_stage
from liuxin.desk.customers.actions.erasing import erase_customer
from liuxin.desk.customers.actions.indexing import index_customers, rebuild_customer_index

__all__ = [
    "add_contact",
    "add_customer",
    "add_customers",
    "add_note",
    "add_sites",
    "add_stage",
    "change_contact",
    "create_from_address",
    "erase_customer",
    "index_customers",
    "move_stage",
    "order_stages",
    "rebuild_customer_index",
    "remove_contact",
    "rename_stage",
    "retire_stage",
]
