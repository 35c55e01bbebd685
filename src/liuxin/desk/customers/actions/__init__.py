"""The only writes to customers."""

from liuxin.desk.customers.actions.adding import add_customer, add_customers, add_sites, create_from_address
from liuxin.desk.customers.actions.contacts import add_contact, add_note, change_contact, remove_contact
from liuxin.desk.customers.actions.cycle import add_stage, move_stage, order_stages, rename_stage, retire_stage
from liuxin.desk.customers.actions.erasing import erase_customer

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
    "move_stage",
    "order_stages",
    "remove_contact",
    "rename_stage",
    "retire_stage",
]
