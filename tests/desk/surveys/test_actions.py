from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from liuxin.desk.history import queries as history
from liuxin.desk.history.words import EventFilter, RecordedEvent
from liuxin.desk.organisation.words import Role
from liuxin.desk.surveys import actions, queries
from liuxin.desk.surveys.words import LinkState, NewAnswer, NewSheet, Seen, SheetState, respondent
from liuxin.interfaces.jobs import rounds
from liuxin.kernel.actor import Actor, ActorKind
from liuxin.kernel.errors import BadInputError, ConflictError, NotAllowedError, NotFoundError, RuleBrokenError
from liuxin.kernel.text import Bilingual
from tests.factories.history import KEY
from tests.factories.organisation import NOW, SYSTEM, make_person
from tests.factories.readings import Event
from tests.factories.surveys import (
    ABOUT,
    CUSTOMER,
    PURPOSE,
    Answer,
    Link,
    Sheet,
    answered,
    issue,
    levels,
    open_sheet,
    six_hearts,
)

pytestmark = pytest.mark.django_db
MIDNIGHT, DAY = datetime(2016, 6, 1, tzinfo=UTC), timedelta(days=1)


def events(code: str) -> tuple[RecordedEvent, ...]:
    return history.search(roles=("auditor",), wanted=EventFilter(code=code)).events


def save(sheet: int, answers: dict[str, NewAnswer], *, submit: bool = False, who: str = "r1") -> None:
    actions.save_answers(sheet_id=sheet, answers=answers, submit=submit, by=respondent(who), at=NOW)


def begin(token: str, *, at: datetime = NOW) -> str:
    return actions.begin_by_link(token=token, by=CUSTOMER, at=at)


def answer(token: str, secret: str, answers: dict[str, NewAnswer], *, submit: bool = False, at: datetime = NOW) -> None:
    actions.answer_by_link(token=token, secret=secret, answers=answers, submit=submit, by=CUSTOMER, at=at)


def test_the_same_words_are_the_same_version_and_others_the_next():
    first = six_hearts()
    assert six_hearts() == first
    name, questions, _ = queries.shipped("six_hearts")
    changed = [replace(questions[0], text=Bilingual("改了", "changed")), *questions[1:]]
    second = actions.publish_questionnaire(code="six_hearts", name=name, questions=changed, by=SYSTEM, at=NOW)
    assert (queries.questionnaire(first).version, queries.questionnaire(second).version) == (1, 2)
    assert queries.questionnaire(first).questions[0].text.en.startswith("Does {name} stand")


@pytest.mark.spec("P4.3")
def test_the_six_hearts_are_six_questions_with_five_anchors_in_two_languages():
    view = queries.questionnaire(six_hearts())
    assert [one.name.zh for one in view.questions] == ["关心", "爱心", "诚心", "细心", "用心", "恒心"]
    assert all(sorted(one.anchors) == [1, 2, 3, 4, 5] for one in view.questions)
    texts = [text for one in view.questions for text in (one.text, *one.anchors.values())]
    assert len({text.zh for text in texts}) == len({text.en for text in texts}) == 36


def test_only_whoever_leads_or_looks_after_people_opens_sheets():
    questionnaire = six_hearts()
    for role, allowed in ((Role.AGENT, False), (Role.AUDITOR, False), (Role.HR, True)):
        by = Actor.person(make_person(roles=(role,)))
        wanted = [NewSheet("5", "peer", role.value, ABOUT)]
        if allowed:
            assert actions.open_sheets(questionnaire_id=questionnaire, purpose="p", wanted=wanted, by=by, at=NOW)
        else:
            with pytest.raises(NotAllowedError, match=r"surveys\.may_not_run"):
                actions.open_sheets(questionnaire_id=questionnaire, purpose="p", wanted=wanted, by=by, at=NOW)


@pytest.mark.parametrize("count", [1, 3])
def test_opening_sheets_takes_the_same_number_of_queries_for_one_and_three(count, django_assert_num_queries):
    questionnaire = six_hearts()
    wanted = [NewSheet("5", "peer", f"r{n}", ABOUT) for n in range(count)]
    with django_assert_num_queries(7):
        made = actions.open_sheets(questionnaire_id=questionnaire, purpose="p", wanted=wanted, by=SYSTEM, at=NOW)
    assert [queries.sheet(key).respondent for key in made] == [new.respondent for new in wanted]


def test_a_sheet_is_open_once():
    open_sheet("r1")
    with pytest.raises(ConflictError, match=r"surveys\.sheet_open"):
        open_sheet("r1")


def test_answers_are_kept_one_by_one_and_replaced():
    sheet = open_sheet()
    save(sheet, levels(2))
    save(sheet, {"love": NewAnswer(Seen.NOT_SEEN)})
    save(sheet, {"care": NewAnswer(Seen.SEEN, 5, " C-0001 ")})
    view = queries.sheet(sheet)
    assert view.answers == {"care": NewAnswer(Seen.SEEN, 5, "C-0001"), "love": NewAnswer(Seen.NOT_SEEN)}
    assert view.missing == ("sincerity", "attention", "dedication", "perseverance")
    assert view.state is SheetState.DRAFT


def test_a_sheet_is_handed_in_only_complete_and_only_once():
    sheet = open_sheet()
    with pytest.raises(BadInputError) as caught:
        save(sheet, levels(4, 4), submit=True)
    assert (caught.value.code, caught.value.field, caught.value.params) == (
        "surveys.unanswered",
        "sincerity",
        {"count": 4},
    )
    assert queries.sheet(sheet).answers == {}
    save(sheet, levels(4, None, 4, 4, 4, 5), submit=True)
    assert (queries.sheet(sheet).state, queries.sheet(sheet).submitted_on) == (SheetState.SUBMITTED, NOW.date())
    with pytest.raises(RuleBrokenError, match=r"surveys\.already_answered"):
        save(sheet, levels(1))


def test_a_sheet_is_filled_in_by_its_pseudonym_only():
    sheet = open_sheet("r1")
    for by in (respondent("r2"), Actor.person(make_person(roles=(Role.HR,))), SYSTEM):
        with pytest.raises(NotFoundError, match=r"surveys\.no_such_sheet"):
            actions.save_answers(sheet_id=sheet, answers=levels(1), submit=False, by=by, at=NOW)


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"care": NewAnswer(Seen.SEEN)}, "surveys.level_outside"),
        ({"care": NewAnswer(Seen.SEEN, 6)}, "surveys.level_outside"),
        ({"care": NewAnswer(Seen.NOT_SEEN, 3)}, "surveys.level_unseen"),
        ({"care": NewAnswer(Seen.SEEN, 3, "长" * 2001)}, "surveys.note_too_long"),
        ({"patience": NewAnswer(Seen.SEEN, 3)}, "surveys.no_such_question"),
    ],
)
def test_bad_answers_are_refused_by_name(answers, code):
    with pytest.raises(BadInputError) as caught:
        save(open_sheet(), answers)
    assert (caught.value.code, caught.value.field) == (code, next(iter(answers)))


def test_the_database_holds_a_level_to_what_was_seen():
    sheet = Sheet.objects.get(pk=open_sheet())
    question = sheet.questionnaire.questions.all()[0]
    for seen, level in (("seen", None), ("seen", 9), ("not_seen", 3), ("guessed", None)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Answer.objects.create(sheet=sheet, question=question, seen=seen, level=level)


def test_what_was_taken_back_counts_no_more_and_cannot_be_filled_in():
    kept, gone = answered("r1"), answered("r2")
    actions.withdraw_sheets(sheet_ids=[gone], by=SYSTEM, at=NOW)
    assert {row.sheet for row in queries.answers_of(PURPOSE)} == {kept}
    with pytest.raises(RuleBrokenError, match=r"surveys\.withdrawn"):
        save(gone, levels(1), who="r2")


@pytest.mark.parametrize("count", [1, 3])
def test_answers_are_read_in_one_statement(count, django_assert_num_queries):
    for number in range(count):
        answered(f"r{number}", 1, None, 3, 4, 5, 2)
    with django_assert_num_queries(1):
        rows = queries.answers_of(PURPOSE, ["5"])
    assert len(rows) == 6 * count
    assert [(row.question, row.seen, row.level) for row in rows[:2]] == [
        ("care", "seen", 1),
        ("love", "not_seen", None),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_sheets_are_read_in_constant_statements(count, django_assert_num_queries):
    keys = [answered(f"r{number}") for number in range(count)]
    with django_assert_num_queries(5):
        assert len(queries.sheets(keys)) == count


def test_a_draft_is_counted_nowhere():
    save(open_sheet(), levels(1))
    assert queries.answers_of(PURPOSE) == []
    assert queries.lines_of(PURPOSE)[0].state == "draft"


@pytest.mark.spec("P4.3")
def test_the_record_of_a_confidential_sheet_holds_pseudonym_and_day_only():
    sheet = open_sheet("pseudonym-1")
    token = issue(sheet)
    said = levels(1, 1, 1, 1, 1, 1) | {"care": NewAnswer(Seen.SEEN, 1, "李四光看见的")}
    answer(token, begin(token), said, submit=True)
    assert actions.tell_days(by=Actor.system("surveys"), at=NOW + DAY) == 2
    for code in ("surveys.link_begun", "surveys.sheet_submitted"):
        (event,) = events(code)
        assert (event.actor.kind, event.actor.id, event.actor.via) == (ActorKind.RATER, "pseudonym-1", "")
        assert (event.at, event.recorded_at) == (MIDNIGHT, MIDNIGHT + DAY)
        assert dict(event.payload) == {"questionnaire": six_hearts()}
    told = events("surveys.")
    assert {event.actor.id for event in told} == {"tests", "pseudonym-1"}
    assert not any(word in repr(told) for word in ("李四光", token, "看见"))


@pytest.mark.spec("P4.3")
def test_whoever_reads_the_whole_record_cannot_tell_by_its_neighbours_when_a_confidential_sheet_was_handed_in():
    sheets = [open_sheet(f"r{number}") for number in range(8)]
    for number, sheet in enumerate(sheets):
        save(sheet, levels(4, 4, 4, 4, 4, 4), submit=True, who=f"r{number}")
        open_sheet(f"other{number}")  # something else that goes on record at its true time
    assert events("surveys.sheet_submitted") == ()
    assert actions.tell_days(by=Actor.system("surveys"), at=NOW) == 0  # the day is not over
    before = Event.objects.count()
    assert actions.tell_days(by=Actor.system("surveys"), at=NOW + DAY) == 8
    assert actions.tell_days(by=Actor.system("surveys"), at=NOW + DAY) == 0
    told = list(Event.objects.order_by("id").values_list("subject", flat=True))
    assert sorted(told[before:]) == sorted(map(str, sheets))  # one batch after all of that day, nothing between
    assert told[before:] != list(map(str, sheets))  # in the order of arrival once in 40,320


def test_a_round_of_the_worker_tells_what_the_days_that_are_over_still_owe(settings):
    settings.SEAL_KEY = KEY.decode()
    sheet = open_sheet("r1")
    save(sheet, levels(4, 4, 4, 4, 4, 4), submit=True)
    rounds.seal(NOW)
    assert events("surveys.sheet_submitted") == ()
    rounds.seal(NOW + DAY)
    (event,) = events("surveys.sheet_submitted")
    assert (event.subject, event.at) == (str(sheet), MIDNIGHT)


def test_what_was_not_told_to_the_end_is_told_again_and_nothing_twice():
    save(open_sheet("r1"), levels(4, 4, 4, 4, 4, 4), submit=True)

    def stop_half_way() -> None:
        with transaction.atomic():
            actions.tell_days(by=Actor.system("surveys"), at=NOW + DAY)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        stop_half_way()
    assert events("surveys.sheet_submitted") == ()
    assert actions.tell_days(by=Actor.system("surveys"), at=NOW + DAY) == 1
    assert len(events("surveys.sheet_submitted")) == 1


def test_an_open_sheet_names_its_respondent_and_the_time():
    sheet = open_sheet("K-000001", confidential=False)
    by = Actor(ActorKind.CUSTOMER, "K-000001", via="web")
    actions.save_answers(sheet_id=sheet, answers=levels(4, 4, 4, 4, 4, 4), submit=True, by=by, at=NOW)
    (event,) = events("surveys.sheet_submitted")
    assert (event.actor, event.at) == (by, NOW)


def test_keys_of_sheets_do_not_follow_the_list_of_raters():
    questionnaire = six_hearts()
    wanted = [NewSheet("5", "peer", f"r{n}", ABOUT) for n in range(60)]
    made = actions.open_sheets(questionnaire_id=questionnaire, purpose="p", wanted=wanted, by=SYSTEM, at=NOW)
    assert made != sorted(made)


def test_a_link_is_bound_to_the_browser_that_begins():
    sheet = open_sheet()
    token = issue(sheet)
    assert queries.by_link(token, "", NOW).state is LinkState.FRESH
    secret = begin(token)
    assert queries.by_link(token, secret, NOW).state is LinkState.YOURS
    answer(token, secret, levels(3))
    assert queries.sheet(sheet).answers == levels(3)


def test_a_forwarded_link_shows_nothing_and_takes_nothing():
    sheet = open_sheet()
    token = issue(sheet)
    answer(token, begin(token), levels(3))
    for secret in ("", "another browser's"):
        view = queries.by_link(token, secret, NOW)
        assert (view.state, view.sheet) == (LinkState.ELSEWHERE, None)
        with pytest.raises(ConflictError, match=r"surveys\.link_elsewhere"):
            answer(token, secret, levels(1))
    with pytest.raises(ConflictError, match=r"surveys\.link_elsewhere"):
        begin(token)
    assert queries.sheet(sheet).answers == levels(3)


def test_a_reused_link_is_told_that_it_was_answered():
    token = issue(open_sheet())
    secret = begin(token)
    answer(token, secret, levels(3, 3, 3, 3, 3, 3), submit=True)
    assert queries.by_link(token, secret, NOW).state is LinkState.USED
    for deed in (lambda: answer(token, secret, levels(1)), lambda: begin(token)):
        with pytest.raises(RuleBrokenError, match=r"surveys\.link_used"):
            deed()


def test_an_expired_link_takes_nothing():
    token = issue(open_sheet(), days=14)
    secret = begin(token)
    late = NOW + timedelta(days=14)
    assert queries.by_link(token, secret, late - timedelta(seconds=1)).state is LinkState.YOURS
    assert queries.by_link(token, secret, late).state is LinkState.EXPIRED
    with pytest.raises(RuleBrokenError, match=r"surveys\.link_expired"):
        answer(token, secret, levels(1), at=late)
    with pytest.raises(RuleBrokenError, match=r"surveys\.link_expired"):
        begin(issue(open_sheet("r2")), at=late)


def test_a_link_is_revoked_with_its_sheet():
    sheet = open_sheet()
    token = issue(sheet)
    actions.withdraw_sheets(sheet_ids=[sheet], by=SYSTEM, at=NOW)
    assert queries.by_link(token, "", NOW).state is LinkState.REVOKED
    with pytest.raises(RuleBrokenError, match=r"surveys\.link_revoked"):
        begin(token)


def test_an_unknown_link_is_told_so():
    assert queries.by_link("made up", "", NOW).state is LinkState.UNKNOWN
    with pytest.raises(NotFoundError, match=r"surveys\.link_unknown"):
        begin("made up")


def test_a_link_issued_again_replaces_the_one_before():
    sheet = open_sheet()
    first, second = issue(sheet), issue(sheet)
    assert queries.by_link(first, "", NOW).state is LinkState.UNKNOWN
    assert queries.by_link(second, "", NOW).state is LinkState.FRESH


def test_what_somebody_else_began_is_not_shown_by_the_next_link():
    sheet = open_sheet()
    first = issue(sheet)
    answer(first, begin(first), {"care": NewAnswer(Seen.SEEN, 1, "a stranger's line")})
    second = issue(sheet)
    secret = begin(second)
    view = queries.by_link(second, secret, NOW)
    assert view.sheet is not None
    assert view.sheet.answers == {}


def test_what_a_signed_in_rater_began_stays_when_a_first_link_is_issued():
    sheet = open_sheet()
    save(sheet, levels(2))
    issue(sheet)
    assert queries.sheet(sheet).answers == levels(2)


def test_no_link_is_issued_that_is_over_before_it_begins():
    with pytest.raises(BadInputError, match=r"surveys\.expires_in_past"):
        issue(open_sheet(), days=0)


def test_neither_token_nor_secret_is_kept():
    token = issue(open_sheet())
    secret = begin(token)
    kept = list(Link.objects.values_list("digest", "bound_digest").get())
    assert token not in kept
    assert secret not in kept


@pytest.mark.spec("S7")
def test_a_sheet_may_hold_some_of_the_questions_in_an_order_of_its_own():
    form = actions.publish_shipped(code="satisfaction", by=SYSTEM, at=NOW)
    new = NewSheet("C-1", "customer", "r1", Bilingual("", ""), confidential=False, asked=("overall", "love", "care"))
    sheet = actions.open_sheets(questionnaire_id=form, purpose="satisfaction", wanted=[new], by=SYSTEM, at=NOW)[0]
    assert [one.code for one in queries.sheet(sheet).questionnaire.questions] == ["overall", "love", "care"]
    save(sheet, {"care": NewAnswer(Seen.NOT_APPLICABLE)})
    with pytest.raises(BadInputError, match=r"surveys\.no_such_question"):
        save(sheet, {"attention": NewAnswer(Seen.SEEN, 4)})
    with pytest.raises(BadInputError, match=r"surveys\.unanswered"):
        save(sheet, {}, submit=True)
    save(sheet, {"overall": NewAnswer(Seen.SEEN, 4)}, submit=True)
    assert queries.sheet(sheet).state is SheetState.SUBMITTED


@pytest.mark.spec("S7")
def test_a_question_takes_the_levels_that_it_has():
    form = actions.publish_shipped(code="satisfaction", by=SYSTEM, at=NOW)
    new = NewSheet("C-1", "customer", "r1", Bilingual("", ""), confidential=False)
    sheet = actions.open_sheets(questionnaire_id=form, purpose="satisfaction", wanted=[new], by=SYSTEM, at=NOW)[0]
    with pytest.raises(BadInputError, match=r"surveys\.level_outside"):
        save(sheet, {"resolved": NewAnswer(Seen.SEEN, 4)})
    save(sheet, {"resolved": NewAnswer(Seen.SEEN, 3)})
    unknown = NewSheet("C-2", "customer", "r1", Bilingual("", ""), asked=("taste",))
    with pytest.raises(BadInputError, match=r"surveys\.no_such_question"):
        actions.open_sheets(questionnaire_id=form, purpose="satisfaction", wanted=[unknown], by=SYSTEM, at=NOW)
