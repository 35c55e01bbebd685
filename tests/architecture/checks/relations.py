"""Keys between tables, and migrations, follow the floors."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.migrations import Migration
from django.db.models import PROTECT, Field, Model

from tests.architecture.checks.house import heights, room_of


@dataclass(frozen=True, slots=True)
class Relation:
    """A key or a many-to-many from one model to another; a room is None where the table is not ours."""

    name: str
    source: str | None
    target: str | None
    related_name: str | None
    protects: bool
    many: bool
    explicit_through: bool


def relations(models: Iterable[type[Model]]) -> Iterator[Relation]:
    """Give the forward relations that our models declare themselves."""
    for model in models:
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
            if field.is_relation and field.related_model is not None and not model._meta.auto_created:
                yield _relation(model, field)


def _relation(model: type[Model], field: "Field[object, object]") -> Relation:
    remote = field.remote_field
    assert remote is not None
    through = getattr(remote, "through", None)
    target = field.related_model
    assert isinstance(target, type)
    return Relation(
        name=f"{model._meta.label}.{field.name}",
        source=room_of(model.__module__),
        target=room_of(target.__module__),
        related_name=remote.related_name,
        protects=getattr(remote, "on_delete", None) is PROTECT,
        many=bool(field.many_to_many),
        explicit_through=through is not None and not through._meta.auto_created,
    )


def falling_keys(found: Iterable[Relation]) -> list[str]:
    """Name relations that point upward, or cross rooms without "+", PROTECT and an explicit through."""
    complaints = []
    for relation in found:
        if relation.source is None or relation.target is None or relation.source == relation.target:
            continue
        if heights()[relation.target] > heights()[relation.source]:
            complaints.append(f"{relation.name} points up, into {relation.target}")
        if relation.related_name != "+" and not str(relation.related_name).endswith("+"):
            complaints.append(f'{relation.name} crosses rooms without related_name="+"')
        if relation.many and not relation.explicit_through:
            complaints.append(f"{relation.name} crosses rooms without an explicit through")
        if not relation.many and not relation.protects:
            complaints.append(f"{relation.name} crosses rooms without PROTECT")
    return complaints


def falling_migrations(migrations: Iterable[Migration], rooms: dict[str, str]) -> list[str]:
    """Name migrations that depend on a room above their own; `rooms` says which app label lies in which room."""
    complaints = []
    for migration in migrations:
        own = rooms.get(migration.app_label)
        for label, name in migration.dependencies:
            other = rooms.get(label)
            if own and other and heights()[other] > heights()[own]:
                complaints.append(f"{migration.app_label}.{migration.name} depends on {label}.{name}, above it")
    return complaints
