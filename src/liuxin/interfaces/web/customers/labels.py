"""The words of customers as readers see them."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy

from liuxin.desk.customers import queries
from liuxin.desk.customers.words import CustomerKind, MoveReason, StageName

KIND: Mapping[CustomerKind, str | Promise] = {
    CustomerKind.EXTERNAL: pgettext_lazy("customer", "External"),
    CustomerKind.INTERNAL: pgettext_lazy("customer", "Internal"),
    CustomerKind.PARTNER: pgettext_lazy("customer", "Partner"),
}
REASON: Mapping[MoveReason, str | Promise] = {
    MoveReason.FIRST: pgettext_lazy("life cycle", "first stage"),
    MoveReason.PROGRESS: pgettext_lazy("life cycle", "onward"),
    MoveReason.STEP_BACK: pgettext_lazy("life cycle", "a step back"),
    MoveReason.CORRECTION: pgettext_lazy("life cycle", "correction"),
}


def stage(name: StageName | None) -> str:
    """Say a stage in the reader's language."""
    if name is None:
        return ""
    chinese = (get_language() or "zh-hans").startswith("zh")
    return (name.zh or name.en) if chinese else (name.en or name.zh)


def stages() -> list[tuple[str, str]]:
    """Give the stages of the life cycle as choices."""
    return [(name.code, stage(name)) for name in queries.stages()]
