"""Who may do what with rules, consequences, improvement plans and the review."""

from collections.abc import Collection

from liuxin.desk.organisation.words import Role, Standing
from liuxin.performance.outcomes.words import PlanView, RuleSetView


def may_read(standing: Standing) -> bool:
    """Open the library of rules, published rules and the review to all who work here."""
    return not standing.is_anonymous


def may_write_rules(standing: Standing, department: int | None) -> bool:
    """Rules are written by the director, by HR of the whole, and by HR of the department that they are for."""
    if standing.person_id is None:
        return False
    everywhere = standing.hr_everywhere or standing.has(Role.DIRECTOR)
    return everywhere or (department is not None and department in standing.hr_departments)


def may_begin_rules(standing: Standing) -> bool:
    """Tell whether there is any department for which one could write a rule."""
    return may_write_rules(standing, next(iter(standing.hr_departments), None))


def may_see_rule(standing: Standing, rule: RuleSetView) -> bool:
    """Open what was published to all; a draft to those who may write it, to the auditor and to its approvers."""
    if rule.published_at is not None:
        return may_read(standing)
    return may_see_trial(standing, rule)


def may_see_trial(standing: Standing, rule: RuleSetView) -> bool:
    """Open a trial, which names amounts, to those who write the rule, to its approvers, and to the auditor."""
    if standing.is_system or standing.sees_everything or may_write_rules(standing, rule.department):
        return True
    return standing.person_id is not None and standing.person_id in rule.approvers


def may_see_case(standing: Standing, rule: RuleSetView, department: int) -> bool:
    """Open the cases of a department that the rule leaves to people to its head too."""
    return may_see_trial(standing, rule) or department in standing.departments_led


def may_decide(standing: Standing, rule: RuleSetView, department: int) -> bool:
    """Let the open cases be decided by those who write the rule, and by the head of the department."""
    return may_write_rules(standing, rule.department) or (
        standing.person_id is not None and department in standing.departments_led
    )


def may_see_person(standing: Standing, person: int, opened: Collection[int]) -> bool:
    """Open what came of a result to the person, and to those to whom the person's scores are."""
    return person in opened or (standing.person_id is not None and standing.person_id == person)


def may_open_plan(standing: Standing, person: int, department: int) -> bool:
    """Let a plan be opened by the line above, by the head or the HR of the department, and by the director."""
    if standing.person_id is None or standing.person_id == person:
        return False
    inside = department in standing.departments_led | standing.hr_departments
    return inside or person in standing.reports or standing.hr_everywhere or standing.has(Role.DIRECTOR)


def may_write_plan(standing: Standing, plan: PlanView) -> bool:
    """Let a plan be written with the person: by the one who supports it, by the person, and by who opened it."""
    return standing.person_id is not None and standing.person_id in {
        plan.line.person,
        plan.supporter,
        plan.opened_by,
    }


def may_check_plan(standing: Standing, plan: PlanView) -> bool:
    """Let checks be made, and the plan be ended, by the one who supports it and by who opened it."""
    return standing.person_id is not None and standing.person_id in {plan.supporter, plan.opened_by}


def may_review(standing: Standing) -> bool:
    """Let the system be reviewed by HR of the whole and by the director."""
    return standing.person_id is not None and (standing.hr_everywhere or standing.has(Role.DIRECTOR))


def may_finish(standing: Standing, department: int) -> bool:
    """Let the last phase of a department be completed by HR, its head, or the director."""
    if standing.is_system or standing.hr_everywhere or standing.has(Role.DIRECTOR):
        return True
    return department in standing.departments_led | standing.hr_departments
