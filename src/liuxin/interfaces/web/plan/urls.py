"""Addresses of the room."""

from django.urls import URLPattern, path, register_converter

from liuxin.interfaces.web.plan.goals import urls as goals
from liuxin.interfaces.web.plan.views import cycles, environment, jobs, people, strategy, tasks
from liuxin.performance.plan.words import TaskState, TextKind


class TaskStateConverter:
    """What becomes of a task, as the last part of an address."""

    regex = "|".join(state.value for state in TaskState)

    def to_python(self, value: str) -> TaskState:
        """Read the state."""
        return TaskState(value)

    def to_url(self, value: TaskState | str) -> str:
        """Write the state."""
        return TaskState(value).value


class TextKindConverter:
    """A text of the strategy, as the last part of an address."""

    regex = "|".join(kind.value for kind in TextKind)

    def to_python(self, value: str) -> TextKind:
        """Read the kind."""
        return TextKind(value)

    def to_url(self, value: TextKind | str) -> str:
        """Write the kind."""
        return TextKind(value).value


register_converter(TaskStateConverter, "plan_task_state")
register_converter(TextKindConverter, "plan_text_kind")

app_name = "plan"
urlpatterns: list[URLPattern] = [
    path("plan", cycles.home, name="home"),
    path("plan/cycles/new", cycles.new, name="cycle-new"),
    path("plan/cycles/<int:cycle>/close", cycles.close, name="cycle-close"),
    path("plan/cycles/<int:cycle>/people", people.people, name="people"),
    path("plan/cycles/<int:cycle>/people/join", people.join, name="join"),
    path("plan/participants/<int:participant>/leave", people.leave, name="leave"),
    path("plan/cycles/<int:cycle>/tasks/new", tasks.new, name="task-new"),
    path("plan/tasks/<int:task>", tasks.one, name="task"),
    path("plan/tasks/<int:task>/<plan_task_state:state>", tasks.act, name="task-act"),
    path("plan/strategy", strategy.strategy, name="strategy"),
    path("plan/strategy/<plan_text_kind:kind>", strategy.text, name="text"),
    path("plan/objectives/new", strategy.objective_new, name="objective-new"),
    path("plan/objectives/<int:objective>", strategy.objective, name="objective"),
    path("plan/objectives/<int:objective>/drop", strategy.objective_drop, name="objective-drop"),
    path("plan/environment", environment.environment, name="environment"),
    path("plan/environment/<int:line>", environment.line, name="environment-line"),
    path("plan/jobs", jobs.jobs, name="jobs"),
    path("plan/jobs/<int:position>", jobs.job, name="job"),
    path("plan/jobs/<int:position>/edit", jobs.edit, name="job-edit"),
    path("plan/departments/<int:department>/duties", jobs.duties, name="duties"),
    path("plan/departments/<int:department>/duties/edit", jobs.duties_edit, name="duties-edit"),
    *goals.urlpatterns,
]
