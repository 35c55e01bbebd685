"""Who may do what with customers. Predicates take a standing and plain facts."""

from liuxin.desk.organisation.words import Role, Standing


def may_see_all_customers(standing: Standing) -> bool:
    """Director and auditor see every customer."""
    return standing.sees_everything


def may_see_customer(standing: Standing, *, through_a_case: bool) -> bool:
    """Others see the customers of the cases that they may see."""
    return may_see_all_customers(standing) or through_a_case


def may_look_up(standing: Standing) -> bool:
    """Who receives cases has to find the customer who calls, known to them or not."""
    return standing.is_system or standing.has(Role.AGENT, Role.MANAGER, Role.DIRECTOR)


def may_change_customer(standing: Standing) -> bool:
    """Let the desk keep customers: agents, managers and the director."""
    return may_look_up(standing)


def may_shape_life_cycle(standing: Standing) -> bool:
    """Let the system administrator and the director shape the life cycle."""
    return standing.is_system or standing.has(Role.SYSTEM_ADMIN, Role.DIRECTOR)


def may_erase_customer(standing: Standing) -> bool:
    """Erasure is an act of the security administrator."""
    return standing.is_system or standing.has(Role.SECURITY_ADMIN)


def may_rebuild_index(standing: Standing) -> bool:
    """Let only the system rebuild what customers are found by."""
    return standing.is_system


def may_keep_solutions(standing: Standing) -> bool:
    """Let managers and the director say what can be offered."""
    return standing.is_system or standing.has(Role.MANAGER, Role.DIRECTOR)


def may_keep_segments(standing: Standing) -> bool:
    """Let managers and the director save rules by which customers are told apart."""
    return may_keep_solutions(standing)


def may_merge(standing: Standing) -> bool:
    """Let managers and the director join two records into one, and undo it."""
    return may_keep_solutions(standing)


def may_link_department(standing: Standing) -> bool:
    """Let managers and the director say whose customer a department is: its people then read all of its cases."""
    return may_keep_solutions(standing)


def may_export_person(standing: Standing) -> bool:
    """Let the security administrator, managers and the director hand a person all that is held of them."""
    return may_erase_customer(standing) or standing.has(Role.MANAGER, Role.DIRECTOR)
