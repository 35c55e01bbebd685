"""Pages of evaluators: who rates whom, courses, practice, accuracy in words, conflicts of interest."""

from collections.abc import Iterator
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Role
from liuxin.performance.evaluators import queries
from liuxin.performance.evaluators.words import Kind
from tests.factories import evaluators as made
from tests.factories.customers import make_customer
from tests.factories.evaluators import AT, Assignment
from tests.factories.history import KEY
from tests.factories.organisation import make_account, make_person
from tests.factories.plan import MadeCycle

pytestmark = pytest.mark.django_db
HOME = "/evaluators"
CASE = "leak_night"


@pytest.fixture(autouse=True)
def _then(settings: Settings) -> Iterator[None]:
    settings.SEAL_KEY = KEY.decode()
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def cycle() -> MadeCycle:
    return made.in_phase_three(4)


def browser(person: int | None = None, *roles: Role, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(make_account(person=person, roles=roles, language=language))
    client.get("/account")
    return client


def text(client: Client, url: str) -> str:
    return unescape(client.get(url).content.decode())


def sent(client: Client, url: str, **fields: object) -> tuple[int, str]:
    response = client.post(url, fields, follow=True)
    return response.status_code, unescape(response.content.decode())


def name(person: int) -> str:
    return organisation.names([person])[person].en


def place(cycle: MadeCycle, act: str = "") -> str:
    return f"{HOME}/{cycle.id}/{cycle.department}{act and '/'}{act}"


@pytest.mark.spec("P3.1")
def test_everybody_sees_whom_one_rates_and_what_is_missing_and_not_who_rates_oneself(cycle: MadeCycle):
    one, two, three, _ = cycle.place.people
    made.assigned(cycle, one, Kind.PEER, rater=two)
    made.assigned(cycle, two, Kind.PEER, rater=three)

    client = browser(two)
    page = text(client, HOME)

    assert name(one) in page
    assert name(three) not in page
    assert "Before rating, declare whether you have a conflict of interest." in page
    assert "Declare conflicts of interest" in page
    made.declared(cycle.id, two)
    made.qualified(two)
    assert "conflict of interest." not in text(client, HOME).partition("Before you rate")[0]


def test_without_a_cycle_the_page_says_what_comes():
    assert "No cycle yet" in text(browser(make_person()), HOME)
    assert "还没有绩效周期" in text(browser(make_person(), language="zh-hans"), HOME)


@pytest.mark.spec("P3.1")
def test_hr_proposes_and_confirms_and_each_reason_follows_the_record(cycle: MadeCycle):
    one, two, *_ = cycle.place.people
    made.worked((one, two), (one, two), customer=make_customer("云栖").pk)
    hr = browser(cycle.hr)
    assert "Nobody is proposed yet." in text(hr, place(cycle))

    _, page = sent(hr, place(cycle, "propose"))
    assert "worked on 2 cases together" in page
    assert "same manager; the record cannot tell who worked together" in page
    assert "served in 2 cases" in page
    assert "云栖" in page
    made.worked((one, two))
    assert "worked on 3 cases together" in sent(hr, place(cycle, "propose"))[1]

    status, page = sent(hr, place(cycle, "confirm"), id=[row.id for row in made.every(cycle.id)])
    assert status == 200
    assert not Assignment.objects.filter(state="proposed").exists()
    assert "has not declared yet" in page


def test_the_same_page_in_chinese(cycle: MadeCycle):
    made.worked((cycle.place.people[0], cycle.place.people[1]))
    made.proposed(cycle)
    page = text(browser(cycle.hr, language="zh-hans"), place(cycle))

    assert "一起办过 1 件工单" in page
    assert "同一上级；记录说明不了谁和谁一起做过事" in page
    assert "确认所有勾选的安排" in page


def test_nothing_ticked_confirms_nothing(cycle: MadeCycle):
    made.proposed(cycle)
    assert "Nothing was ticked" in sent(browser(cycle.hr), place(cycle, "confirm"))[1]
    assert Assignment.objects.filter(state="proposed").count() == len(made.every(cycle.id))


def test_one_s_own_raters_stay_hidden_on_the_page_of_the_department(cycle: MadeCycle):
    lead, head = cycle.place.lead, cycle.place.head
    made.confirmed(cycle)
    expert = make_person(name_en="Secret Expert")
    made.assigned(cycle, head, Kind.EXPERT, rater=expert)

    page = text(browser(head), place(cycle))
    assert "This is you: who else rates you is not shown to you" in page
    assert "Secret Expert" not in page
    assert "Secret Expert" in text(browser(cycle.hr), place(cycle))
    assert "Secret Expert" not in text(browser(lead), place(cycle))


def test_somebody_is_added_by_staff_number_and_what_is_wrong_stands_beside_the_field(cycle: MadeCycle):
    one = cycle.place.people[0]
    url = f"{HOME}/{cycle.id}/people/{one}/add"
    make_person(staff_number="X77", name_en="New Rater")
    hr = browser(cycle.hr)

    status, page = sent(hr, url, kind="peer", rater="nobody", reason="knows the counter")
    assert (status, "There is no colleague with staff number “nobody”." in page) == (409, True)
    assert "knows the counter" in page
    status, page = sent(hr, url, kind="peer", rater="X77", reason="")
    assert (status, "Give a reason" in page) == (409, True)
    status, page = sent(hr, url, kind="peer", rater="X77", reason="knows the counter")
    assert status == 200
    assert "New Rater" in page
    assert "added by hand" in page


def test_a_rater_is_dropped_with_a_reason_that_stays(cycle: MadeCycle):
    row = next(row for row in made.proposed(cycle) if row.kind is Kind.PEER)
    hr, url = browser(cycle.hr), f"{HOME}/assignments/{row.id}/drop"

    assert "Drop a rater?" in text(hr, url)
    assert sent(hr, url)[0] == 409
    assert "on leave" in sent(hr, url, reason="on leave")[1]


def test_the_phase_is_finished_once_everybody_is_ready(cycle: MadeCycle):
    hr = browser(cycle.hr)
    made.confirmed(cycle)
    status, page = sent(hr, place(cycle, "finish"))
    assert (status, "may not rate yet" in page) == (409, True)
    assert name(cycle.place.lead) in page
    made.ready(cycle)
    assert "Everybody has raters, and all of them may rate." in text(hr, place(cycle, "finish"))
    assert "Phase 3 is finished" in sent(hr, place(cycle, "finish"))[1]


@pytest.mark.spec("P3.2")
def test_a_course_is_read_and_its_quiz_answered(cycle: MadeCycle):
    client, url = browser(make_person()), f"{HOME}/courses/ethics"
    page = text(client, url)
    assert "Why ethics comes first" in page
    assert "The decision belongs to someone entitled to make it" not in page  # the reason of the first answer

    answers = {f"item-{each.item}": each.option for each in made.right("ethics")}
    status, page = sent(client, url, **dict(list(answers.items())[:7]))
    assert (status, "1 questions are not answered yet" in page) == (409, True)
    assert page.count(" checked>") == 7
    failed = {f"item-{each.item}": each.option for each in made.right("ethics", wrong=3)}
    page = sent(client, url, **failed)[1]
    assert "5 of 8 right." in page
    assert "Not enough yet." in page
    assert "The decision belongs to someone entitled to make it" not in page
    page = sent(client, url, **answers)[1]
    assert "Passed: 8 of 8 right." in page
    assert "The decision belongs to someone entitled to make it" in page
    assert sent(client, url, **answers)[0] == 409


def test_a_course_in_chinese():
    assert "为什么先讲道德" in text(browser(make_person(), language="zh-hans"), f"{HOME}/courses/ethics")


def test_a_course_that_is_not_there_is_not_found():
    assert browser(make_person()).get(f"{HOME}/courses/nowhere").status_code == 404
    assert browser(make_person()).get(f"{HOME}/practice/nowhere").status_code == 404


@pytest.mark.spec("P3.3")
def test_the_reference_is_shown_only_after_rating_and_then_the_ratings_stay():
    client, url = browser(make_person()), f"{HOME}/practice/{CASE}"
    why = queries.practice().cases[0].reference["care"].why.en
    assert why not in text(client, url)

    fields = {f"level-{code}": level for code, level in made.levels(CASE).items()}
    status, page = sent(client, url, **dict(list(fields.items())[:5]))
    assert (status, "3 items are not rated yet" in page, why in page) == (409, True, False)
    status, page = sent(client, url, **fields)
    assert (status, why in page) == (200, True)
    assert sent(client, url, **fields)[0] == 409
    assert "People and companies are invented" in page
    assert "have at least three of your own reviewers rate independently" in page


@pytest.mark.parametrize("level", ["6", "0", "-1", "x", ""])
def test_a_level_off_the_scale_is_refused(level: str):
    fields: dict[str, object] = {f"level-{code}": each for code, each in made.levels(CASE).items()}
    status, page = sent(browser(make_person()), f"{HOME}/practice/{CASE}", **(fields | {"level-care": level}))
    assert (status, "A rating lies between 1 and 5." in page) == (409, True)


@pytest.mark.spec("P3.3")
def test_accuracy_is_told_in_words_that_follow_the_ratings():
    mild, exact = make_person(), make_person()
    for person, off in ((mild, 1), (exact, 0)):
        made.passed_courses(person)
        made.practised(person, off=off)
        made.finished(person)

    page = text(browser(mild), f"{HOME}/accuracy")
    assert "One step short: on average you rate about 0.8 too high" in page
    assert "Start at three" in page
    assert "8 cases × 8 criteria = 64 ratings" in page
    assert "Somebody exactly as accurate as you were would pass less than once in 100 on 8 cases." in page
    page = text(browser(exact), f"{HOME}/accuracy")
    assert "Qualified: your ratings are close enough to the reference" in page
    assert "Start at three" not in page
    assert "Qualified until" in page
    assert "Somebody exactly as accurate as you were would pass nearly every time on 8 cases." in page
    assert "Somebody whose errors are a quarter beyond every limit would pass about 8 times in 100 on these 8" in page
    page = text(browser_of(mild, "zh-hans"), f"{HOME}/accuracy")
    assert "您平均评高了约 0.8 分" in page
    assert "误差与您这次完全一样的人，再评 8 个案例，100 次里通过不到一次。" in page


def browser_of(person: int, language: str) -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(made.account_of(person))
    client.cookies["django_language"] = language
    return client


def test_what_was_not_practised_cannot_be_told():
    person = make_person()
    made.practised(person, 3)
    assert "Not to be told yet" in text(browser(person), f"{HOME}/accuracy")


def test_accuracy_asks_for_eight_cases_and_the_courses():
    person = make_person()
    made.practised(person, 3)
    client = browser(person)
    assert "5 more until your accuracy can be told" in text(client, f"{HOME}/practice")
    status, page = sent(client, f"{HOME}/practice")
    assert (status, "Pass the courses" in page) == (409, True)


def test_a_later_round_says_that_the_references_are_known():
    person = make_person()
    made.qualified(person)
    assert "You have seen the reference ratings of these cases" in text(browser(person), f"{HOME}/practice")


@pytest.mark.spec("P3.2")
def test_a_conflict_is_declared_and_decided_and_read_by_hr_alone(cycle: MadeCycle):
    one, two, *_ = cycle.place.people
    made.assigned(cycle, one, Kind.PEER, rater=two)
    url, words = f"{HOME}/{cycle.id}/declare", "her brother in law"
    client = browser(two)
    status, page = sent(client, url)
    assert (status, "Choose first" in page) == (409, True)
    status, page = sent(client, url, word="conflict", about=one, text="")
    assert (status, "Say what the relation or interest is" in page) == (409, True)
    assert words in sent(client, url, word="conflict", about=one, text=words)[1]

    hr = browser(cycle.hr)
    [found] = queries.declarations(organisation.standing(made.person(cycle.hr), AT))
    assert words in text(hr, f"{HOME}/conflicts")
    for person in (one, cycle.place.lead, cycle.place.head, cycle.director):
        other = browser(person)
        for path in (HOME, place(cycle), f"{HOME}/conflicts", f"{HOME}/conflicts/{found.id}"):
            assert words not in text(other, path)
    assert sent(hr, f"{HOME}/conflicts/{found.id}")[0] == 409
    assert "stands aside" in sent(hr, f"{HOME}/conflicts/{found.id}", decision="stands_aside")[1]
    assert name(one) not in text(client, HOME).partition("Who sees what")[0].partition("You rate")[2]


def test_a_declared_conflict_is_no_secret_told_by_the_list(cycle: MadeCycle):
    one, two, *_ = cycle.place.people
    made.assigned(cycle, one, Kind.PEER, rater=two)
    made.conflicted(cycle.id, two, one)

    page = text(browser(cycle.place.lead), place(cycle))
    assert "not ready yet" in page
    assert "conflict" not in page.partition("<main")[2]


@pytest.mark.parametrize("people", [1, 4])
def test_pages_take_a_constant_number_of_statements(people: int):
    cycle = made.in_phase_three(people)
    made.worked((cycle.place.people[0], cycle.place.lead))
    made.confirmed(cycle)
    hr = browser(cycle.hr)
    counts = []
    for url in (HOME, place(cycle)):
        hr.get(url)
        with CaptureQueriesContext(connection) as caught:
            assert hr.get(url).status_code == 200
        counts.append(len(caught))
    assert counts == [12, 16]
