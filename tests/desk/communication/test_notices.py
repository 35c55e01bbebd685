from datetime import UTC, datetime
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from liuxin.desk.communication import actions, queries
from liuxin.desk.communication.rules import notices as rules
from liuxin.desk.communication.words import NOTICES, NoticeGroup, NoticeKind, NoticePlanView, Way
from liuxin.interfaces.wording.catalogue import has_sentence, sentence
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, ConflictError, NotAllowedError, NotFoundError
from tests.factories.communication import Notice, chosen, told
from tests.factories.organisation import NOW, SYSTEM, make_person, standing_of
from tests.factories.together import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.spec("X")]
SHANGHAI = "Asia/Shanghai"
PLAIN, URGENT = NoticeKind(NoticeGroup.WORK), NoticeKind(NoticeGroup.PROMISES, urgent=True)


def plan(way: Way = Way.AT_ONCE, **more: object) -> NoticePlanView:
    return NoticePlanView(email="li@example.org", ways=dict.fromkeys(NoticeGroup, way), **more)  # type: ignore[arg-type]


def test_what_is_told_stands_unread_with_its_reader_alone():
    li, wang = make_person(), make_person()
    assert told(li) == 1
    page = queries.notices(standing_of(li))
    assert [(one.code, one.subject, one.params, one.read_at) for one in page.notices] == [
        ("case.mentioned", "case:C-000001", {"case": "C-000001"}, None)
    ]
    assert (page.unread, page.before) == (1, None)
    assert queries.notices(standing_of(wang)).notices == ()
    with pytest.raises(NotFoundError, match=r"communication\.no_such_notice"):
        queries.notice(standing_of(wang), page.notices[0].id)


def test_nobody_is_told_the_same_twice_and_of_another_occasion_anew():
    li, wang = make_person(), make_person()
    assert [told(li), told(li), told(li, wang)] == [1, 0, 1]
    assert told(li, case="C-000001", note=7) == 1
    assert queries.unread_notices(standing_of(li)) == 2


def test_one_is_not_told_of_ones_own_doing_and_no_machine_is_told_anything():
    li, machine, nobody = make_person(), make_person(is_system=True), make_person(is_placeholder=True)
    assert told(li, machine, nobody, by=Actor.person(li)) == 0
    assert told(li, 999_999, machine) == 1


def test_a_notice_is_told_in_the_transaction_of_its_caller():
    li = make_person()

    def tell_and_fail() -> None:
        with transaction.atomic():
            told(li)
            raise ConflictError("cases.changed_meanwhile")

    with pytest.raises(ConflictError):
        tell_and_fail()
    assert queries.unread_notices(standing_of(li)) == 0
    assert told(li) == 1


def test_read_one_then_all_that_was_seen_but_not_what_came_meanwhile():
    li = make_person()
    for number in range(3):
        told(li, note=number)
    newest, middle, _ = queries.notices(standing_of(li)).notices
    me = Actor.person(li)
    assert actions.read_notice(notice=newest.id, by=me, at=NOW) == "case:C-000001"
    assert actions.read_notice(notice=newest.id, by=me, at=NOW) == "case:C-000001"
    assert actions.read_all_notices(up_to=middle.id - 1, by=me, at=NOW) == 1
    assert [one.id for one in queries.notices(standing_of(li), only_unread=True).notices] == [middle.id]
    with pytest.raises(NotFoundError, match=r"communication\.no_such_notice"):
        actions.read_notice(notice=middle.id, by=Actor.person(make_person()), at=NOW)
    with pytest.raises(NotAllowedError, match=r"account\.without_person"):
        actions.read_all_notices(up_to=middle.id, by=SYSTEM, at=NOW)


def test_a_long_list_goes_on_where_the_page_ended():
    li = make_person()
    for number in range(5):
        told(li, note=number)
    first = queries.notices(standing_of(li), size=3)
    second = queries.notices(standing_of(li), before=first.before, size=3)
    assert [one.params["note"] for one in (*first.notices, *second.notices)] == [4, 3, 2, 1, 0]
    assert second.before is None


@pytest.mark.parametrize(
    ("code", "subject", "params", "complaint"),
    [
        ("mention", "case:C-1", {}, "communication.notice_code"),
        ("case.mentioned", "C-1", {}, "communication.notice_subject"),
        ("case.mentioned", "case:C-1", {"text": "x" * 65}, "communication.notice_param"),
    ],
)
def test_a_notice_carries_codes_and_ids_and_no_text(code, subject, params, complaint):
    with pytest.raises(BadInputError) as caught:
        actions.notify(people=[make_person()], code=code, subject=subject, params=params, by=SYSTEM, at=NOW)
    assert caught.value.code == complaint


def test_the_database_keeps_a_notice_once():
    li = make_person()
    told(li)
    row = Notice.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
def test_two_who_tell_the_same_at_once_tell_it_once():
    li = make_person()
    tell = partial(told, li)
    assert at_once(tell, tell) == ["done", "done"]
    assert Notice.objects.count() == 1


def test_without_an_address_nothing_goes_out_by_mail():
    li = make_person()
    told(li)
    assert Notice.objects.get().mail_at is None


def test_what_is_told_goes_out_as_its_reader_chose():
    li = make_person()
    chosen(li, quiet_from=0, quiet_to=0, ways={NoticeGroup.MENTIONS: Way.AT_ONCE, NoticeGroup.WORK: Way.OFF})
    told(li)
    told(li, code="case.routed")
    assert dict(Notice.objects.values_list("code", "mail_at")) == {"case.mentioned": NOW, "case.routed": None}


@pytest.mark.parametrize(
    ("way", "told_at", "due"),
    [
        (Way.AT_ONCE, (10, 20), (1, 10, 20)),
        (Way.HOURLY, (10, 20), (1, 11, 0)),
        (Way.DAILY, (7, 20), (1, 8, 0)),
        (Way.DAILY, (10, 20), (2, 8, 0)),
        (Way.AT_ONCE, (22, 20), (2, 8, 0)),
        (Way.AT_ONCE, (3, 20), (1, 8, 0)),
        (Way.HOURLY, (19, 20), (2, 8, 0)),
        (Way.AT_ONCE, (8, 0), (1, 8, 0)),
    ],
)
def test_it_goes_out_when_chosen_and_what_falls_in_quiet_hours_waits_for_the_morning(way, told_at, due):
    day, hour, minute = due
    zoned = datetime.fromisoformat(f"2016-06-01T{told_at[0]:02}:{told_at[1]:02}:00+08:00")
    expected = datetime.fromisoformat(f"2016-06-{day:02}T{hour:02}:{minute:02}:00+08:00")
    assert rules.mail_at(zoned.astimezone(UTC), PLAIN, plan(way), SHANGHAI) == expected


def test_what_may_not_wait_goes_out_at_night_only_where_its_reader_wants_that():
    night = datetime.fromisoformat("2016-06-01T23:00:00+08:00").astimezone(UTC)
    morning = datetime.fromisoformat("2016-06-02T08:00:00+08:00")
    assert rules.mail_at(night, URGENT, plan(), SHANGHAI) == morning
    assert rules.mail_at(night, URGENT, plan(urgent_any_time=True), SHANGHAI) == night
    assert rules.mail_at(night, PLAIN, plan(urgent_any_time=True), SHANGHAI) == morning
    assert rules.mail_at(night, URGENT, plan(Way.OFF, urgent_any_time=True), SHANGHAI) is None


@pytest.mark.parametrize(
    ("given", "field"),
    [({"email": "nobody"}, "email"), ({"quiet_from": 24}, "quiet_from"), ({"digest_hour": -1}, "digest_hour")],
)
def test_a_choice_that_cannot_be_names_its_field(given, field):
    with pytest.raises(BadInputError) as caught:
        chosen(make_person(), **given)
    assert caught.value.field == field


def test_a_choice_is_kept_and_chosen_again_replaces_it():
    li = make_person()
    view = chosen(li, ways={NoticeGroup.WORK: Way.HOURLY}, quiet_from=21)
    assert queries.notice_plan(standing_of(li)) == view
    again = chosen(li, email="", ways={})
    assert queries.notice_plan(standing_of(li)) == again


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_notice_group_and_way_has_its_words(language):
    codes = [*NOTICES, *(f"group.{one}" for one in NoticeGroup), *(f"way.{one}" for one in Way)]
    assert [code for code in codes if not has_sentence(f"notice.{code}")] == []
    assert "C-000001" in sentence("notice.case.mentioned", language, case="C-000001")
