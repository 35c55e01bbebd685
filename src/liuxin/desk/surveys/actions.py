"""The only writes to surveys."""

import secrets
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, time
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Max, Q

from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent, Plain
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.surveys import permissions, queries, rules
from liuxin.desk.surveys.models import Anchor, Answer, Link, Question, Questionnaire, Sheet, Untold
from liuxin.desk.surveys.words import (
    SIX_HEARTS,
    LinkState,
    NewAnswer,
    NewQuestion,
    NewSheet,
    SheetState,
    respondent,
)
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, ConflictError, NotAllowedError, NotFoundError
from liuxin.kernel.text import Bilingual

BATCH = 500
TOKEN_BYTES = 24
Row = TypeVar("Row")


@transaction.atomic
def publish_questionnaire(
    *,
    code: str,
    name: Bilingual,
    questions: Sequence[NewQuestion],
    note_at_ends: bool = False,
    by: Actor,
    at: datetime,
) -> int:
    """Publish a questionnaire and give its key: the same words give the same version, others the next one."""
    _require(by, at)
    rules.check_questions(questions)
    digest = rules.content_digest(name, questions, note_at_ends=note_at_ends)
    last = Questionnaire.objects.filter(code=code).order_by("-version").first()
    if last is not None and last.digest == digest:
        return last.pk
    row = _next(code=code, name_zh=name.zh, name_en=name.en, note_at_ends=note_at_ends, digest=digest, published_at=at)
    _write_questions(row, questions)
    _tell("questionnaire_published", ("questionnaire", row.pk), {"version": row.version}, by, at)
    return row.pk


def publish_six_hearts(*, by: Actor, at: datetime) -> int:
    """Publish the form of the six hearts that comes with Liuxin, and give its key."""
    return publish_shipped(code=SIX_HEARTS, by=by, at=at)


def publish_shipped(*, code: str, by: Actor, at: datetime) -> int:
    """Publish a questionnaire that comes with Liuxin, and give its key."""
    name, questions, note_at_ends = queries.shipped(code)
    return publish_questionnaire(code=code, name=name, questions=questions, note_at_ends=note_at_ends, by=by, at=at)


@transaction.atomic
def open_sheets(
    *, questionnaire_id: int, purpose: str, wanted: Sequence[NewSheet], by: Actor, at: datetime
) -> list[int]:
    """Open sheets and give their keys in the order asked for; the record keeps how many, never whose.

    Raises `ConflictError("surveys.sheet_open")` where one of them is open already.
    """
    _require(by, at)
    if not Questionnaire.objects.filter(pk=questionnaire_id).exists():
        raise NotFoundError("surveys.no_such_questionnaire")
    _check_asked(questionnaire_id, wanted)
    rows = [_sheet_row(questionnaire_id, purpose, new) for new in wanted]
    try:
        with transaction.atomic():
            Sheet.objects.bulk_create(_mixed(rows), batch_size=BATCH)
    except IntegrityError as error:
        raise ConflictError("surveys.sheet_open") from error
    if rows:
        _tell("sheets_opened", ("survey", purpose), {"sheets": len(rows), "questionnaire": questionnaire_id}, by, at)
    return [row.pk for row in rows]


def save_answers(*, sheet_id: int, answers: Mapping[str, NewAnswer], submit: bool, by: Actor, at: datetime) -> None:
    """Keep answers, and hand the sheet in with `submit`; `by` is `words.respondent(pseudonym)` of the sheet.

    What was answered before and is not among the answers stays. A draft is its respondent's own and is not told to the
    record: only that the sheet was handed in, and of a confidential one the day.
    Raises `NotFoundError("surveys.no_such_sheet")` for anybody else's sheet.
    """
    with transaction.atomic():
        row = _locked(sheet_id)
        if not permissions.may_fill_in(by, row.respondent):
            raise NotFoundError("surveys.no_such_sheet")
        _keep(row, answers, by, at, submit=submit)


@transaction.atomic
def withdraw_sheets(*, sheet_ids: Sequence[int], by: Actor, at: datetime) -> None:
    """Take sheets back, handed in or not: they count no more and their links are revoked; answers stay."""
    _require(by, at)
    _withdraw(sheet_ids, by, at)


def _withdraw(sheet_ids: Sequence[int], by: Actor, at: datetime) -> None:
    living = Sheet.objects.select_for_update().filter(pk__in=sheet_ids).exclude(state=SheetState.WITHDRAWN)
    purposes = list(living.values_list("purpose", flat=True))
    Link.objects.filter(sheet__in=sheet_ids, revoked_on__isnull=True, used_on__isnull=True).update(revoked_on=at.date())
    living.update(state=SheetState.WITHDRAWN)
    for purpose in sorted(set(purposes)):
        _tell("sheets_withdrawn", ("survey", purpose), {"sheets": purposes.count(purpose)}, by, at)


@transaction.atomic
def issue_links(
    *, sheet_ids: Sequence[int], expires_at: datetime, given: Mapping[int, str] | None = None, by: Actor, at: datetime
) -> dict[int, str]:
    """Give a one-time token for each sheet. It is shown now and never again: only its digest is kept.

    Issued again, a link replaces the one before, which then is unknown; what was begun by that one is forgotten, for it
    may have been somebody else's. `given` are tokens that the caller can make again, such as signed ones.
    Raises `BadInputError` where it would be over before it began, and as `check_open` does where a sheet is handed in
    or taken back.
    """
    _require(by, at)
    if expires_at <= at:
        raise BadInputError("surveys.expires_in_past", field="expires_at")
    rows = list(Sheet.objects.select_for_update().filter(pk__in=sheet_ids))
    if len(rows) != len(set(sheet_ids)):
        raise NotFoundError("surveys.no_such_sheet")
    for row in rows:
        rules.check_open(row.state)
    tokens = {row.pk: (given or {}).get(row.pk) or secrets.token_urlsafe(TOKEN_BYTES) for row in rows}
    before = Link.objects.filter(sheet__in=rows)
    Answer.objects.filter(sheet__in=before.values("sheet")).delete()
    before.delete()
    Link.objects.bulk_create(
        [Link(sheet=row, digest=rules.digest(tokens[row.pk]), expires_at=expires_at) for row in rows], batch_size=BATCH
    )
    purposes = [row.purpose for row in rows]
    for purpose in sorted(set(purposes)):
        _tell("links_issued", ("survey", purpose), {"links": purposes.count(purpose)}, by, at)
    return tokens


@transaction.atomic
def begin_by_link(*, token: str, by: Actor, at: datetime) -> str:
    """Bind a fresh link to the browser that begins, and give the secret for its cookie.

    `by` says what kind of actor knocks; who it is, only the sheet knows, by the pseudonym.
    Raises `ConflictError("surveys.link_elsewhere")` where another browser began, and an error of its own for each other
    state of the link.
    """
    link = _link(token)
    rules.check_begins(queries.link_state(link, "", at))
    secret = secrets.token_urlsafe(TOKEN_BYTES)
    link.bound_digest = rules.digest(secret)
    link.save(update_fields=["bound_digest"])
    _tell_of(link.sheet, "link_begun", by, at)
    return secret


@transaction.atomic
def answer_by_link(
    *, token: str, secret: str, answers: Mapping[str, NewAnswer], submit: bool, by: Actor, at: datetime
) -> None:
    """Keep answers from the browser that the link is bound to, and hand the sheet in with `submit`; then it is used."""
    link = _link(token)
    rules.check_answerable(queries.link_state(link, secret, at))
    row = _locked(link.sheet_id)
    _keep(row, answers, by, at, submit=submit)
    if submit:
        link.used_on = at.date()
        link.save(update_fields=["used_on"])


@transaction.atomic
def answer_at_once(*, token: str, answers: Mapping[str, NewAnswer], by: Actor, at: datetime) -> None:
    """Begin and hand in with one press, for a sheet of one page; of two presses at once the second finds it used."""
    link = _link(token)
    state = queries.link_state(link, "", at)
    if state is not LinkState.FRESH:
        rules.check_answerable(state)
    link.bound_digest = rules.digest(secrets.token_urlsafe(TOKEN_BYTES))
    link.used_on = at.date()
    link.save(update_fields=["bound_digest", "used_on"])
    _keep(_locked(link.sheet_id), answers, by, at, submit=True)


@transaction.atomic
def erase_words(*, sheet_ids: Sequence[int], by: Actor, at: datetime) -> None:
    """Take out what a respondent wrote in words; levels stay. What was not handed in is taken back with its link.

    The room that knows whose sheets they are has asked the permission.
    """
    Answer.objects.filter(sheet__in=sheet_ids).exclude(note="").update(note="")
    drafts = Sheet.objects.filter(pk__in=sheet_ids, state=SheetState.DRAFT)
    _withdraw(list(drafts.values_list("pk", flat=True)), by, at)


def tell_days(*, by: Actor, at: datetime, sheet_ids: Collection[int] | None = None) -> int:
    """Tell the record what was done with confidential sheets on the days that are over, and give how much that was.

    All of it in one mixed order, each under its pseudonym and its day: what stands before and after it in the record
    tells no time of the day. Of `sheet_ids` today's too, for whoever closes them.
    """
    due = Q(day__lt=at.date()) if sheet_ids is None else Q(sheet__in=sheet_ids)
    if not Untold.objects.filter(due).exists():
        return 0
    with transaction.atomic():
        rows = list(Untold.objects.select_for_update(of=("self",)).filter(due).select_related("sheet"))
        history.record(map(_told_of, _mixed(rows)), by=by, at=rules.day_of(at))
        Untold.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def _told_of(row: Untold) -> NewEvent:
    """Give the pseudonym and the day, and nothing else."""
    day = datetime.combine(row.day, time(), UTC)
    told: dict[str, Plain] = {"questionnaire": row.sheet.questionnaire_id}
    return NewEvent(
        f"surveys.{row.verb}", "survey_sheet", str(row.sheet_id), told, day, by=respondent(row.sheet.respondent)
    )


def _keep(row: Sheet, answers: Mapping[str, NewAnswer], by: Actor, at: datetime, *, submit: bool) -> None:
    rules.check_open(row.state)
    questions = _questions_of(row)
    rules.check_answers(answers, questions)
    if answers:
        rules.check_levels(answers, _levels_of(row))
    Answer.objects.bulk_create(
        [
            Answer(sheet=row, question=questions[code], seen=one.seen, level=one.level, note=one.note.strip())
            for code, one in answers.items()
        ],
        update_conflicts=True,
        unique_fields=["sheet", "question"],
        update_fields=["seen", "level", "note"],
    )
    if submit:
        rules.check_all_answered(queries.sheet(row.pk).missing)
        row.state, row.submitted_on = SheetState.SUBMITTED, at.date()
        row.save(update_fields=["state", "submitted_on"])
        _tell_of(row, "sheet_submitted", by, at)


def _questions_of(row: Sheet) -> dict[str, Question]:
    """Give the questions that are on the sheet."""
    found = Question.objects.filter(questionnaire=row.questionnaire_id)
    if row.asked:
        found = found.filter(code__in=row.asked.split())
    return {one.code: one for one in found}


def _levels_of(row: Sheet) -> dict[str, set[int]]:
    levels: defaultdict[str, set[int]] = defaultdict(set)
    known = Anchor.objects.filter(question__questionnaire=row.questionnaire_id)
    for code, level in known.values_list("question__code", "level"):
        levels[code].add(level)
    return levels


def _check_asked(questionnaire_id: int, wanted: Sequence[NewSheet]) -> None:
    asked = [code for new in wanted for code in new.asked]
    if asked:
        codes = Question.objects.filter(questionnaire=questionnaire_id).values_list("code", flat=True)
        rules.check_asked(asked, codes)


def _sheet_row(questionnaire_id: int, purpose: str, new: NewSheet) -> Sheet:
    return Sheet(
        questionnaire_id=questionnaire_id,
        purpose=purpose,
        subject=new.subject,
        group=new.group,
        respondent=new.respondent,
        about_zh=new.about.zh,
        about_en=new.about.en,
        confidential=new.confidential,
        asked=" ".join(new.asked),
    )


def _mixed(rows: Sequence[Row]) -> list[Row]:
    """Mix the rows: keys in the order of a list of raters would tell whose sheet is whose, and when it was done."""
    return secrets.SystemRandom().sample(rows, len(rows))


def _next(code: str, **content: object) -> Questionnaire:
    """Keep the next version. Raises `ConflictError("surveys.published_meanwhile")`."""
    last = Questionnaire.objects.filter(code=code).aggregate(last=Max("version"))["last"] or 0
    try:
        with transaction.atomic():
            return Questionnaire.objects.create(code=code, version=last + 1, **content)
    except IntegrityError as error:
        raise ConflictError("surveys.published_meanwhile") from error


def _write_questions(row: Questionnaire, questions: Sequence[NewQuestion]) -> None:
    made = Question.objects.bulk_create(
        Question(
            questionnaire=row,
            code=one.code,
            group=one.group,
            order=order,
            name_zh=one.name.zh,
            name_en=one.name.en,
            text_zh=one.text.zh,
            text_en=one.text.en,
            must=one.must,
        )
        for order, one in enumerate(questions, start=1)
    )
    Anchor.objects.bulk_create(
        Anchor(question=question, level=level, text_zh=text.zh, text_en=text.en)
        for question, one in zip(made, questions, strict=True)
        for level, text in sorted(one.anchors.items())
    )


def _locked(sheet_id: int) -> Sheet:
    """Lock the row on PostgreSQL; on SQLite the transaction itself has the only pen."""
    row = Sheet.objects.select_for_update().filter(pk=sheet_id).first()
    if row is None:
        raise NotFoundError("surveys.no_such_sheet")
    return row


def _link(token: str) -> Link:
    found = Link.objects.select_for_update(of=("self",)).filter(digest=rules.digest(token)).select_related("sheet")
    link = found.first()
    if link is None:
        rules.check_answerable(LinkState.UNKNOWN)
        raise NotFoundError("surveys.link_unknown")
    return link


def _require(by: Actor, at: datetime) -> None:
    if not permissions.may_run_surveys(organisation.standing(by, at)):
        raise NotAllowedError("surveys.may_not_run")


def _tell_of(row: Sheet, verb: str, by: Actor, at: datetime) -> None:
    """Tell the record what a respondent did; of a confidential sheet only when the day is over, with `tell_days`."""
    if row.confidential:
        Untold.objects.create(sheet=row, verb=verb, day=at.date())
        return
    by = Actor(by.kind, row.respondent, by.via)
    _tell(verb, ("survey_sheet", row.pk), {"questionnaire": row.questionnaire_id}, by, at)


def _tell(verb: str, subject: tuple[str, int | str], payload: dict[str, Plain], by: Actor, at: datetime) -> None:
    kind, key = subject
    history.record([NewEvent(f"surveys.{verb}", kind, str(key), payload, at)], by=by, at=at)
