from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from django.db import IntegrityError, transaction

from liuxin.desk.cases import actions, queries
from liuxin.desk.cases.rules import surveying as rules
from liuxin.desk.cases.words import Letter, Outcome, SurveyState, SurveyTallies, SurveyTerms, SurveyWay, Tally
from liuxin.desk.cases.words.surveying import HEARTS
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotAllowedError, NotFoundError, RuleBrokenError
from tests.factories.cases import NINE, Case, Desk, events_with_codes, fresh, seen
from tests.factories.organisation import SYSTEM, standing_of
from tests.factories.surveying import (
    ASKED_AT,
    KEY,
    RESOLVED_AT,
    Asking,
    Contact,
    Message,
    Post,
    address,
    answer,
    ask,
    asking_desk,
    token,
)
from tests.factories.together import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.spec("S7")]
SHANGHAI = "Asia/Shanghai"


@pytest.fixture
def desk() -> Desk:
    return asking_desk()


def reopen(desk: Desk, case: Case, at: datetime) -> None:
    by = Actor.person(desk.agent)
    actions.reopen(case=seen(case), next_action="再看", next_due=at + timedelta(hours=1), by=by, at=at)


def close(desk: Desk, case: Case, at: datetime, outcome: Outcome = Outcome.DONE_AND_TOLD) -> None:
    by = Actor.person(desk.agent)
    actions.close(case=seen(case), outcome=outcome, outcome_text="已修好并告知业主。", by=by, at=at)


def tallies(reader: int) -> SurveyTallies:
    until = ASKED_AT + timedelta(days=60)
    return queries.survey_tallies(standing_of(reader), since=NINE, until=until, zone=SHANGHAI)


def test_a_customer_is_asked_by_letter_a_day_after_the_resolution(desk):
    case = desk.closed()
    assert ask(RESOLVED_AT + timedelta(hours=23)) == []
    assert len(ask()) == 1
    assert events_with_codes(case, "survey.asked") == [{"resolution": 1, "reminder": False}]
    letter = Post.objects.get()
    assert (letter.to, letter.state, letter.automatic) == ("owner@example.org", "waiting", True)
    assert not fresh(case).threads.exists()
    row = Asking.objects.get()
    assert (row.way, row.resolver_id, row.team_id) == ("email", desk.agent, desk.team)


def test_chatwoot_4526_and_10628_each_resolution_is_asked_about_anew_and_none_twice():
    desk = asking_desk(rest_days=0)
    case = desk.closed()
    first = ask()
    assert ask() == []
    answer(first[0], overall=2)
    reopen(desk, case, ASKED_AT + timedelta(hours=1))
    close(desk, case, ASKED_AT + timedelta(hours=2))
    second = ask(ASKED_AT + timedelta(days=2))
    assert len(second) == 1
    answer(second[0], overall=5, at=ASKED_AT + timedelta(days=2))
    assert list(Asking.objects.order_by("resolution").values_list("resolution", "overall")) == [(1, 2), (2, 5)]


def test_a_customer_asked_lately_is_left_in_peace(desk):
    desk.closed()
    other = desk.closed(at=NINE + timedelta(hours=3))
    assert len(ask(ASKED_AT + timedelta(hours=6))) == 1
    assert ask(ASKED_AT + timedelta(days=2)) == []
    assert not Asking.objects.filter(case=other).exists()


@pytest.mark.parametrize("outcome", [Outcome.DUPLICATE, Outcome.WITHDRAWN])
def test_nobody_is_asked_about_what_was_no_service(desk, outcome):
    close(desk, desk.receive(), RESOLVED_AT, outcome)
    assert ask() == []


def test_what_was_resolved_before_asking_began_is_not_asked_about():
    desk = asking_desk()
    actions.set_survey_terms(terms=SurveyTerms(enabled=False), by=SYSTEM, at=NINE)
    desk.closed()
    assert ask() == []
    actions.set_survey_terms(terms=SurveyTerms(enabled=True), by=SYSTEM, at=RESOLVED_AT + timedelta(minutes=1))
    assert ask() == []


def test_a_case_taken_up_again_before_it_was_asked_about_is_not_asked_about(desk):
    case = desk.closed()
    due = queries.surveys_due(ASKED_AT)
    reopen(desk, case, ASKED_AT)
    assert queries.surveys_due(ASKED_AT) == ()

    assert not actions.ask_customer(due=due[0], token=token(due[0]), letter=Letter("", "x"), by=SYSTEM, at=ASKED_AT)
    assert (Asking.objects.count(), Post.objects.count()) == (0, 0)


def test_a_customer_without_an_address_is_asked_in_the_portal_only(desk):
    Contact.objects.all().delete()
    case = desk.closed()
    assert len(ask()) == 1
    assert Asking.objects.get().way == SurveyWay.PORTAL
    assert Post.objects.count() == 0
    assert len(events_with_codes(case, "survey.asked")) == 1


def test_whoever_prefers_the_phone_gets_no_letter(desk):
    Contact.objects.all().delete()
    address(desk, prefers="phone")
    desk.closed()
    assert [one.way for one in queries.surveys_due(ASKED_AT)] == [SurveyWay.PORTAL]


@pytest.mark.parametrize(("hour", "due"), [(8, False), (9, True), (19, True), (20, False), (23, False)])
def test_nobody_is_asked_at_night(hour, due):
    at = datetime.fromisoformat(f"2016-06-03T{hour:02}:30:00+08:00").astimezone(UTC)
    assert rules.is_daytime(at, SurveyTerms(), SHANGHAI) is due


def test_the_delay_ends_in_daytime():
    late = datetime.fromisoformat("2016-06-01T21:00:00+08:00").astimezone(UTC)
    early = datetime.fromisoformat("2016-06-01T05:00:00+08:00").astimezone(UTC)
    terms = SurveyTerms(delay_hours=2)
    assert rules.asked_not_before(late, terms, SHANGHAI).isoformat() == "2016-06-02T09:00:00+08:00"
    assert rules.asked_not_before(early, terms, SHANGHAI).isoformat() == "2016-06-01T09:00:00+08:00"


def test_chatwoot_12865_a_customer_who_is_silent_is_reminded_once_by_the_same_link(desk):
    case = desk.closed()
    link = ask()[0]

    at = ASKED_AT + timedelta(days=3)
    assert queries.reminders_due(at - timedelta(hours=1)) == ()
    due = queries.reminders_due(at)
    assert [token(one) for one in due] == [link]
    assert actions.remind_customer(due=due[0], letter=Letter("再问一次", "x"), by=SYSTEM, at=at)
    assert not actions.remind_customer(due=due[0], letter=Letter("再问一次", "x"), by=SYSTEM, at=at)
    assert queries.reminders_due(at + timedelta(days=1)) == ()
    assert [one["reminder"] for one in events_with_codes(case, "survey.asked")] == [False, True]
    assert answer(link, at=at) == case.code


def test_whoever_answered_is_not_reminded(desk):
    desk.closed()
    answer(ask()[0])
    assert queries.reminders_due(ASKED_AT + timedelta(days=3)) == ()


def test_an_answer_is_told_to_the_record_with_its_hearts_and_no_word_of_the_comment(desk):
    case = desk.closed()
    link = ask()[0]
    first, second = Asking.objects.get().hearts.split()
    answer(link, overall=4, resolved=3, comment="师傅很耐心", hearts={first: 5, second: None})
    told = events_with_codes(case, "survey.answered")
    assert told == [{"overall": 4, "resolved": 3, "resolution": 1, first: 5}]
    found = queries.surveys_of_case(standing_of(desk.agent), case.code)[0]
    assert (found.overall, found.resolved, found.comment, found.hearts) == (4, 3, "师傅很耐心", {first: 5})
    assert found.resolver is not None
    assert found.resolver.id == desk.agent


def test_freescout_1346_and_1743_a_mail_scanner_that_opens_the_link_writes_nothing(desk):
    case = desk.closed()
    link = ask()[0]
    before = Asking.objects.values().get()
    for _ in range(3):
        assert queries.survey_page(link, ASKED_AT).state is SurveyState.OPEN
    assert Asking.objects.values().get() == before
    assert events_with_codes(case, "survey.answered") == []
    answer(link, overall=5)
    assert Asking.objects.get().overall == 5


def test_a_link_is_used_once(desk):
    desk.closed()
    link = ask()[0]
    answer(link, overall=5)
    with pytest.raises(RuleBrokenError, match=r"surveys\.link_used"):
        answer(link, overall=1)
    assert (Asking.objects.get().overall, queries.survey_page(link, ASKED_AT).state) == (5, SurveyState.USED)


def test_a_link_that_is_over_or_taken_back_or_forged_is_told_so(desk):
    desk.closed()
    link = ask()[0]
    late = ASKED_AT + timedelta(days=14)
    assert queries.survey_page(link, late).state is SurveyState.EXPIRED
    with pytest.raises(RuleBrokenError, match=r"surveys\.link_expired"):
        answer(link, at=late)
    assert queries.survey_page(rules.token(b"another key", "C-1", 1), ASKED_AT).state is SurveyState.UNKNOWN
    with pytest.raises(NotFoundError, match=r"surveys\.link_unknown"):
        answer("forged")


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_answer_once():
    desk = asking_desk()
    case = desk.closed()
    link = ask()[0]
    done = at_once(lambda: answer(link, overall=4), lambda: answer(link, overall=2))
    assert sorted(done) == ["done", "surveys.link_used"]
    assert len(events_with_codes(case, "survey.answered")) == 1


def test_half_an_answer_is_refused_and_the_link_stays_open(desk):
    desk.closed()
    link = ask()[0]
    with pytest.raises(BadInputError) as caught:
        actions.answer_survey(token=link, answers={}, by=SYSTEM, at=ASKED_AT)
    assert (caught.value.code, caught.value.field) == ("surveys.unanswered", "overall")
    assert queries.survey_page(link, ASKED_AT).state is SurveyState.OPEN


def test_what_a_killed_worker_left_half_done_is_not_there(desk):
    desk.closed()
    due = queries.surveys_due(ASKED_AT)[0]
    with pytest.raises(BadInputError):  # the letter is written last: without its text all of it is undone
        actions.ask_customer(due=due, token=token(due), letter=Letter("", ""), by=SYSTEM, at=ASKED_AT)
    assert (Asking.objects.count(), Message.objects.count(), Post.objects.count()) == (0, 0, 0)
    assert len(ask()) == 1
    assert ask() == []
    assert (Asking.objects.count(), Post.objects.count()) == (1, 1)


def test_all_six_hearts_come_round():
    chance = Random(7)
    asked: list[str] = []
    for _ in range(3):
        asked += rules.pick_hearts(asked, 2, chance)
    assert sorted(asked) == sorted(HEARTS)
    assert len(rules.pick_hearts([], 6, chance)) == 2
    assert rules.pick_hearts([], 0, chance) == ()


def test_only_the_director_decides_when_customers_are_asked(desk):
    with pytest.raises(NotAllowedError):
        actions.set_survey_terms(terms=SurveyTerms(), by=Actor.person(desk.lead), at=NINE)
    actions.set_survey_terms(terms=SurveyTerms(enabled=True, rest_days=5), by=Actor.person(desk.director), at=NINE)
    kept = queries.survey_terms()
    assert (kept.rest_days, kept.since) == (5, NINE - timedelta(days=1))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"to_hour": 9, "from_hour": 9}, "to_hour"),
        ({"hearts": 3}, "hearts"),
        ({"remind_days": 14, "open_days": 14}, "remind_days"),
        ({"delay_hours": -1}, "delay_hours"),
    ],
)
def test_a_rule_that_no_day_could_follow_names_its_field(change, field):
    with pytest.raises(BadInputError) as caught:
        rules.check_terms(SurveyTerms(**change))
    assert caught.value.field == field


def test_a_comment_is_read_by_whoever_may_see_the_case_and_nobody_else(desk):
    case = desk.closed()
    answer(ask()[0], comment="不要告诉别人")
    since, until = NINE, ASKED_AT + timedelta(days=1)
    said = queries.survey_answers(standing_of(desk.agent), since=since, until=until)
    assert [one.comment for one in said] == ["不要告诉别人"]
    for stranger in (desk.other_agent, desk.hr):
        assert queries.survey_answers(standing_of(stranger), since=since, until=until) == ()
        assert tallies(stranger).whole == Tally(0, 0)
        assert queries.surveys_of_case(standing_of(stranger), case.code) == ()


def test_an_answer_is_looked_at_once(desk):
    desk.closed()
    answer(ask()[0], overall=1)
    low = queries.unseen_answers(ASKED_AT)[0]
    assert (low.overall, low.resolver, low.lead) == (1, desk.agent, desk.lead)
    assert [actions.looked_at_answer(asking=low.asking, by=SYSTEM, at=ASKED_AT) for _ in range(2)] == [True, False]
    assert queries.unseen_answers(ASKED_AT) == ()


def test_the_database_keeps_one_asking_a_resolution_and_an_overall_where_it_was_answered(desk):
    desk.closed()
    ask()
    with pytest.raises(IntegrityError), transaction.atomic():
        Asking.objects.update(answered_at=ASKED_AT)
    row = Asking.objects.get()
    row.pk, row.sheet_id = None, row.sheet_id
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_the_answers_of_three_cost_as_many_statements_as_of_one(django_assert_max_num_queries):
    desk = asking_desk(rest_days=0)
    for number in range(3):
        desk.closed(at=NINE + timedelta(minutes=number))
        answer(ask(ASKED_AT + timedelta(hours=number))[0], at=ASKED_AT + timedelta(hours=number))
    until = ASKED_AT + timedelta(days=3)
    standing = standing_of(desk.agent)
    assert KEY
    with django_assert_max_num_queries(3):
        assert len(queries.survey_answers(standing, since=NINE, until=until)) == 3


def test_a_mean_never_stands_without_who_did_not_answer():
    assert rules.tally([]) == Tally(0, 0)
    assert rules.tally([(None, None)] * 3) == Tally(3, 0)
    assert rules.tally([(4, 5), (None, None)]) == Tally(2, 1, 4.0)
    found = rules.tally([(5, 5), (4, 3), (2, 1), (None, None)])
    assert (found.asked, found.answered, found.share, found.unsettled) == (4, 3, 75.0, 1)
    # Student: 11/3 with a standard deviation of 1.5275, 4.3027 standard errors of 0.8819 each way, within 1 to 5.
    assert (round(found.mean or 0, 4), found.low, found.high) == (3.6667, 1.0, 5.0)
    many = rules.tally([(4, 5), (5, 5)] * 8)
    assert (many.mean, round(many.low or 0, 3), round(many.high or 0, 3)) == (4.5, 4.225, 4.775)


def test_the_results_are_told_by_team_and_by_month_of_the_question():
    desk = asking_desk(rest_days=0)
    desk.closed()
    answer(ask()[0], overall=3)
    desk.closed(at=NINE + timedelta(days=40))
    ask(ASKED_AT + timedelta(days=40))
    found = tallies(desk.lead)
    assert [(team.id if team else None, tally.asked, tally.answered) for team, tally in found.teams] == [
        (desk.team, 2, 1)
    ]
    assert [(month.isoformat(), one.asked, one.mean) for month, one in found.months] == [
        ("2016-06-01", 1, 3.0),
        ("2016-07-01", 1, None),
    ]


def test_words_of_a_survey_are_handed_out_and_of_an_erased_customer_only_levels_stay():
    desk = asking_desk()
    desk.closed()
    answer(ask()[0], overall=2, comment="我是三号楼的王女士")
    handed_out = queries.personal_data(standing_of(desk.director), desk.customer)["remarks"]
    assert [(row["at"], row["text"]) for row in handed_out] == [(ASKED_AT, "我是三号楼的王女士")]
    actions.erase_customer(customer=desk.customer, by=SYSTEM, at=ASKED_AT)
    found = queries.survey_answers(standing_of(desk.lead), since=NINE, until=ASKED_AT + timedelta(days=1))[0]
    assert (found.overall, found.comment) == (2, "")
    letter = Post.objects.get()
    assert (letter.to, letter.to_name, letter.text, letter.state) == ("erased", "", "", "cancelled")


def test_of_an_erased_customer_who_was_asked_nothing_is_open_any_more():
    desk = asking_desk()
    desk.closed()
    link = ask()[0]
    actions.erase_customer(customer=desk.customer, by=SYSTEM, at=ASKED_AT)
    assert queries.survey_page(link, ASKED_AT).state is SurveyState.REVOKED
    assert queries.reminders_due(ASKED_AT + timedelta(days=4)) == ()


def test_a_customer_finds_the_survey_in_the_portal_until_it_is_answered(desk):
    case = desk.closed()
    assert queries.survey_open(case.code, ASKED_AT) is None
    link = ask()[0]
    assert queries.survey_open(case.code, ASKED_AT) == 1
    assert queries.survey_open(case.code, ASKED_AT + timedelta(days=14)) is None
    answer(link)
    assert queries.survey_open(case.code, ASKED_AT) is None
