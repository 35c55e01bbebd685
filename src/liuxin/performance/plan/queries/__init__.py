"""Reads of plan: strategy, jobs, environment, cycles, tasks."""

from liuxin.performance.plan.queries.coverage import coverage
from liuxin.performance.plan.queries.cycles import (
    chosen,
    current_cycle,
    cycle,
    cycle_coded,
    cycles,
    lessons,
    may_join,
    participant,
    participants,
    phase_of,
    phases,
    require_phase,
)
from liuxin.performance.plan.queries.goals import goal, goals, goals_of_people, goals_of_person, goals_open
from liuxin.performance.plan.queries.jobs import duties, duties_of, job_analysis, job_lines
from liuxin.performance.plan.queries.progress import phase_progress
from liuxin.performance.plan.queries.strategy import (
    environment,
    environment_line,
    objective,
    objectives,
    strategy,
    texts,
)
from liuxin.performance.plan.queries.tasks import task, task_plan, tasks
from liuxin.performance.plan.queries.waiting import waiting

__all__ = [
    "chosen",
    "coverage",
    "current_cycle",
    "cycle",
    "cycle_coded",
    "cycles",
    "duties",
    "duties_of",
    "environment",
    "environment_line",
    "goal",
    "goals",
    "goals_of_people",
    "goals_of_person",
    "goals_open",
    "job_analysis",
    "job_lines",
    "lessons",
    "may_join",
    "objective",
    "objectives",
    "participant",
    "participants",
    "phase_of",
    "phase_progress",
    "phases",
    "require_phase",
    "strategy",
    "task",
    "task_plan",
    "tasks",
    "texts",
    "waiting",
]
