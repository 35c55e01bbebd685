"""Templates and macros are kept, changed and put away."""

from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import F

from liuxin.desk.cases import permissions
from liuxin.desk.cases.models import Macro, MacroStep, ReplyTemplate, TemplateVersion
from liuxin.desk.cases.queries.kept import kept_of, usable
from liuxin.desk.cases.rules import checks, macros, templates
from liuxin.desk.cases.words.answering import NewMacro, NewTemplate, Scope
from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotAllowedError, NotFoundError

LONGEST_NAME = 120
KeptRow = TypeVar("KeptRow", ReplyTemplate, Macro)


@transaction.atomic
def keep_template(*, template: int | None, new: NewTemplate, by: Actor, at: datetime) -> int:
    """Keep a template, new or changed, and give its key; every change of its words is a version of its own."""
    standing = organisation.standing(by, at)
    row = _found(ReplyTemplate, standing, template)
    columns = _columns(standing, new.name, new.scope, new.team)
    zh, en = templates.check(new.text_zh, field="text_zh"), templates.check(new.text_en, field="text_en")
    if not zh and not en:
        raise BadInputError("cases.text_missing", field="text_zh")
    if row is None:
        row = ReplyTemplate.objects.create(**columns)
    else:
        ReplyTemplate.objects.filter(pk=row.pk).update(**columns)
    last = row.versions.order_by("-number").first()
    number = last.number if last else 0
    if last is None or (last.text_zh, last.text_en) != (zh, en):
        number += 1
        TemplateVersion.objects.create(
            template=row, number=number, text_zh=zh, text_en=en, at=at, person_id=standing.person_id
        )
    _tell("template_kept", "template", row.pk, {"version": number, "scope": new.scope.value}, by=by, at=at)
    return row.pk


@transaction.atomic
def retire_template(*, template: int, by: Actor, at: datetime) -> None:
    """Put a template away; what was sent with it stays."""
    _found(ReplyTemplate, organisation.standing(by, at), template)
    ReplyTemplate.objects.filter(pk=template).update(retired_at=at)
    _tell("template_retired", "template", template, {}, by=by, at=at)


@transaction.atomic
def keep_macro(*, macro: int | None, new: NewMacro, by: Actor, at: datetime) -> int:
    """Keep a macro, new or changed, and give its key."""
    standing = organisation.standing(by, at)
    row = _found(Macro, standing, macro)
    columns = _columns(standing, new.name, new.scope, new.team)
    macros.check(new.steps)
    known = set(ReplyTemplate.objects.filter(usable(standing)).values_list("pk", flat=True))
    if any(step.template is not None and step.template not in known for step in new.steps):
        raise NotFoundError("cases.no_such_template", field="template")
    if row is None:
        row = Macro.objects.create(**columns)
    else:
        Macro.objects.filter(pk=row.pk).update(**columns)
        row.steps.all().delete()
    MacroStep.objects.bulk_create(
        MacroStep(
            macro=row,
            place=place,
            deed=step.deed.value,
            template_id=step.template,
            team_id=step.team,
            text=step.text,
            hours=step.hours,
            priority=step.priority,
            word=step.word,
        )
        for place, step in enumerate(new.steps, start=1)
    )
    _tell("macro_kept", "macro", row.pk, {"steps": len(new.steps), "scope": new.scope.value}, by=by, at=at)
    return row.pk


@transaction.atomic
def retire_macro(*, macro: int, by: Actor, at: datetime) -> None:
    """Put a macro away."""
    _found(Macro, organisation.standing(by, at), macro)
    Macro.objects.filter(pk=macro).update(retired_at=at)
    _tell("macro_retired", "macro", macro, {}, by=by, at=at)


def count_use(macro: int) -> None:
    """Count that a macro was run."""
    Macro.objects.filter(pk=macro).update(used=F("used") + 1)


def _found(table: type[KeptRow], standing: Standing, key: int | None) -> KeptRow | None:
    """Give the row that may be changed; None for a new one, by whoever may keep any."""
    if not permissions.may_keep_templates(standing):
        raise NotAllowedError("cases.not_allowed", act="keep_template")
    if key is None:
        return None
    row = table.objects.select_for_update(of=("self",)).filter(usable(standing), pk=key).first()
    if row is None:
        raise NotFoundError("cases.no_such_template")
    if not permissions.may_change_kept(standing, kept_of(row)):
        raise NotAllowedError("cases.not_allowed", act="keep_template")
    return row


def _columns(standing: Standing, name: str, scope: Scope, team: int | None) -> dict[str, object]:
    team = team if scope is Scope.TEAM else None
    if scope is Scope.TEAM and team not in standing.teams_led and not permissions.may_keep_for_all(standing):
        raise BadInputError("cases.template_team", field="team")
    if scope is Scope.ALL and not permissions.may_keep_for_all(standing):
        raise BadInputError("cases.template_all", field="scope")
    return {
        "name": checks.text(name, field="name", longest=LONGEST_NAME),
        "scope": scope.value,
        "owner_id": standing.person_id if scope is Scope.OWN else None,
        "team_id": team,
    }


def _tell(verb: str, kind: str, key: int, told: dict[str, int | str], *, by: Actor, at: datetime) -> None:
    history.record([NewEvent(f"cases.{verb}", kind, str(key), dict(told), at)], by=by, at=at)
