"""What is done in plan: strategy, jobs, cycles, tasks."""

from liuxin.performance.plan.actions.cycles import close_cycle, complete_phase, open_cycle
from liuxin.performance.plan.actions.examples import load_examples
from liuxin.performance.plan.actions.finishing import finish_planning
from liuxin.performance.plan.actions.goals import draft_goal, drop_goal, link_goal, propose_goal, write_goal
from liuxin.performance.plan.actions.jobs import write_duties, write_job
from liuxin.performance.plan.actions.strategy import (
    add_objective,
    change_objective,
    drop_environment,
    drop_objective,
    link_environment,
    note_environment,
    write_text,
)
from liuxin.performance.plan.actions.taking_part import join_cycle, mark_left
from liuxin.performance.plan.actions.tasks import add_task, change_task, set_task

__all__ = [
    "add_objective",
    "add_task",
    "change_objective",
    "change_task",
    "close_cycle",
    "complete_phase",
    "draft_goal",
    "drop_environment",
    "drop_goal",
    "drop_objective",
    "finish_planning",
    "join_cycle",
    "link_environment",
    "link_goal",
    "load_examples",
    "mark_left",
    "note_environment",
    "open_cycle",
    "propose_goal",
    "set_task",
    "write_duties",
    "write_goal",
    "write_job",
    "write_text",
]
