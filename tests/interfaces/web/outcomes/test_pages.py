"""The pages of outcomes: rules, trials, letters, plans, review; in both languages."""

import re
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from liuxin.performance.outcomes.words import RuleState
from tests.factories import agreement
from tests.factories import outcomes as made
from tests.factories.organisation import make_account, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.spec("P6.1")]
ABOVE, MIDDLE, BORDER, UNDER = (90.0, 3.0), (75.0, 2.0), (61.0, 5.0), (40.0, 4.0)
CHINESE, ENGLISH = "zh-hans", "en"


def browser(person: int, language: str = ENGLISH) -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(make_account(person=person, language=language))
    return client


def text(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    return plain(response.content)


def plain(content: bytes) -> str:
    return re.sub(r"\s+", " ", unescape(content.decode()))


def send(client: Client, url: str, **fields: object) -> tuple[int, str]:
    response = client.post(url, fields)
    return response.status_code, plain(response.content)


def rule_url(rule: int, more: str = "") -> str:
    return f"/outcomes/rules/{rule}{more}"


def form_of(place: made.Made, **changes: object) -> dict[str, object]:
    fields: dict[str, object] = {
        "name_zh": "三月奖金",
        "department": place.department,
        "pool": "10,000",
        "floor": "60",
        f"base_{place.position}": "1",
    }
    return fields | changes


def test_the_list_says_what_to_do_while_there_is_no_rule():
    place = made.ready(ABOVE)
    hr = browser(place.hr)
    assert "No rule is published for this cycle" in text(hr, "/outcomes")
    assert "New rule" in text(hr, "/outcomes")
    agent = text(browser(place.people[0]), "/outcomes")
    assert "New rule" not in agent
    assert "None yet. A letter is written when a rule is applied" in agent
    assert "还没有公布规则" in text(browser(place.lead, CHINESE), "/outcomes")


def test_the_library_shows_what_to_beware_of_and_what_is_refused():
    page = text(browser(make_person()), "/outcomes/library")
    assert "Treat differences below the error as ties." in page
    assert "Bottom per cent dismissed" in page
    assert "Rank is not failure to meet a standard." in page
    chinese = text(browser(make_person(), CHINESE), "/outcomes/library")
    assert "末位淘汰" in chinese
    assert "会减少互相帮助：Drago" in chinese
    assert "lowers helping" not in chinese


def test_a_rule_is_written_in_a_form_that_keeps_what_was_typed():
    place = made.ready(ABOVE)
    hr, url = browser(place.hr), f"/outcomes/cycles/{place.cycle}/rules/new"
    assert "Base factor by position" in text(hr, url)
    status, page = send(hr, url, **form_of(place, pool="-5"))
    assert status == 400
    assert "The pool must be more than 0" in page
    assert 'value="-5"' in page
    status, page = send(hr, url, **form_of(place, pool="ten"))
    assert (status, "“ten” is no number." in page) == (200, True)
    assert send(hr, url, **form_of(place))[0] == 302
    assert made.RuleSet.objects.get().pool_fen == 1_000_000


def test_a_trial_says_cost_winners_groups_and_who_is_left_to_people():
    place = made.ready(ABOVE, MIDDLE, BORDER, UNDER, None)
    rule, hr = made.drafted(place), browser(place.hr)
    assert "Not tried yet" in text(hr, rule_url(rule))
    assert send(hr, rule_url(rule), do="try")[0] == 302
    page = text(hr, rule_url(rule))
    assert "¥\xa010,000.00" in unescape(hr.get(rule_url(rule)).content.decode())
    assert "2 get more" in page
    assert "0 of 2 decided" in page
    assert "the interval holds the floor" in page
    assert "the same pool shared by base and presence alone" in page
    assert "Is it fair to groups" in page
    assert "There is only one group, so there is nothing to hold it against." in page
    chinese = text(browser(place.director, CHINESE), rule_url(rule))
    assert "谁多谁少" in chinese
    assert "0 / 2 已决定" in chinese


def test_a_flat_rule_is_warned_of_with_the_figure_and_a_steep_one_is_not():
    flat = made.ready((90.0, 9.0), (89.0, 9.0))
    assert "Too flat to matter." in text(browser(flat.hr), rule_url(made.tried(flat)))
    steep = made.ready(ABOVE, MIDDLE)
    assert "Too flat to matter." not in text(browser(steep.hr), rule_url(made.tried(steep)))


def test_a_case_is_decided_on_the_page_and_what_was_refused_keeps_the_reason():
    place = made.ready(ABOVE, BORDER)
    rule, hr = made.tried(place), browser(place.hr)
    fields = {"do": "decide", "person": place.people[1], "takes_part": "yes"}
    status, page = send(hr, rule_url(rule), **fields, reason="ok")
    assert status == 400
    assert "Give a reason of at least 4 characters" in page
    assert 'value="ok"' in page
    assert send(hr, rule_url(rule), **fields, reason="first month in the team")[0] == 302
    page = text(hr, rule_url(rule))
    assert "1 of 1 decided" in page
    assert "first month in the team" in page


def test_approval_and_application_go_by_the_page_and_happen_once():
    place = made.ready(ABOVE)
    rule, hr = made.tried(place), browser(place.hr)
    status, page = send(hr, rule_url(rule), do="ask", first=place.director, second=place.director)
    assert (status, "The approval of 2 different people is needed." in page) == (400, True)
    assert send(hr, rule_url(rule), do="ask", first=place.director, second=place.second)[0] == 302
    asked = made.view(place, rule).agreement or 0
    assert "waits for two approvals" in text(browser(place.director), rule_url(rule))
    for person in (place.director, place.second):
        agreement.answer(asked, person, at=made.LATER)
    assert "Apply this rule, once?" in text(hr, rule_url(rule, "/apply"))
    assert send(hr, rule_url(rule, "/apply"), reason="as approved")[0] == 302
    status, page = send(hr, rule_url(rule, "/apply"), reason="as approved")
    assert (status, "This rule was applied once" in page) == (409, True)
    assert made.view(place, rule).state is RuleState.APPLIED
    assert "Applied once." in text(hr, rule_url(rule))


def test_the_author_cannot_be_chosen_to_approve_and_is_refused_when_sent():
    place = made.ready(ABOVE)
    rule, hr = made.tried(place), browser(place.hr)
    assert f'<option value="{place.hr}">' not in text(hr, rule_url(rule))
    assert send(hr, rule_url(rule), do="ask", first=place.hr, second=place.director)[0] == 403


def test_a_rule_published_late_says_by_how_much():
    place = made.ready(ABOVE)
    rule, hr = made.drafted(place), browser(place.hr)
    assert "after the period began" not in text(hr, rule_url(rule))
    send(hr, rule_url(rule), do="publish")
    assert "after the period began: until then nobody could know this rule." in text(hr, rule_url(rule))


def test_others_read_the_published_rule_and_no_amounts():
    place = made.ready(ABOVE, BORDER)
    rule = made.tried(place)
    agent = browser(place.people[0])
    text(agent, rule_url(rule), 404)
    send(browser(place.hr), rule_url(rule), do="publish")
    page = text(agent, rule_url(rule))
    assert "points above" in page
    assert "Who gets more, who gets less" not in page
    assert "Left to people" not in page
    assert send(agent, rule_url(rule), do="try")[0] == 403


def test_a_letter_says_the_amount_the_reason_and_its_hash_and_is_made_for_paper():
    place = made.ready(ABOVE, UNDER)
    rule = made.tried(place)
    made.decide(place, rule, {place.people[1]: False})
    made.applied(place, rule)
    keys = dict(made.Consequence.objects.values_list("person", "pk"))
    me = browser(place.people[0])
    page = text(me, f"/outcomes/letters/{keys[place.people[0]]}")
    assert "Your bonus: ¥ 10,000.00" in page
    assert "按批准的规则发放" in page
    assert re.search(r"sha256 [0-9a-f]{64}", page)
    assert page.count("Signature, day") == 2
    text(me, f"/outcomes/letters/{keys[place.people[1]]}", 404)
    other = text(browser(place.people[1]), f"/outcomes/letters/{keys[place.people[1]]}")
    assert "No bonus this time, and an improvement plan with support" in other
    assert "To the plan" in other
    mute = text(browser(place.lead), f"/outcomes/letters/{keys[place.lead]}")
    assert "The rule could not be run for you" in mute
    chinese = text(browser(place.hr, CHINESE), f"/outcomes/letters/{keys[place.people[0]]}")
    assert "您的奖金：¥ 10,000.00" in chinese


@pytest.mark.spec("D7")
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_consequences_are_handed_out_for_pay_to_whom_they_are_open(form: str):
    place = made.ready(ABOVE, MIDDLE)
    made.applied(place, made.tried(place))
    url = f"/outcomes/cycles/{place.cycle}/consequences/export?form={form}"
    response = browser(place.hr).get(url)
    content = b"".join(response)
    assert response.status_code == 200
    if form == "csv":
        assert len(content.decode("utf-8-sig").splitlines()) == 5
        own = b"".join(browser(place.people[0]).get(url))
        assert len(own.decode("utf-8-sig").splitlines()) == 2


@pytest.mark.spec("P6.2")
def test_a_plan_is_opened_written_signed_and_checked_by_its_pages():
    place = made.ready(ABOVE, UNDER)
    lead = browser(place.lead)
    assert "No plan that you may see" in text(lead, "/outcomes/plans")
    url = f"/outcomes/cycles/{place.cycle}/plans/new"
    status, page = send(lead, url, person=place.people[0], pattern="skill", reason="回访慢了")
    assert (status, "the gap is not sure" in page) == (409, True)
    assert send(lead, url, person=place.people[1], pattern="skill", reason="回访慢了")[0] == 302
    key = made.ImprovementPlan.objects.get().pk
    assert "Nothing is written yet" in text(lead, f"/outcomes/plans/{key}")
    fields = plan_form(place, key)
    status, page = send(lead, f"/outcomes/plans/{key}/edit", **(fields | {"support1": "每周带教", "owner1": ""}))
    assert "This field is required." in page or "Say who gives it." in page
    assert send(lead, f"/outcomes/plans/{key}/edit", **fields)[0] == 302
    page = text(lead, f"/outcomes/plans/{key}")
    assert "waits for both signatures" in page
    assert "call back the same day" in page
    asked = made.ImprovementPlan.objects.get().agreement_id or 0
    for person in (place.people[1], place.lead):
        agreement.answer(asked, person, at=made.LATER)
    her = browser(place.people[1], CHINESE)
    page = text(her, f"/outcomes/plans/{key}")
    assert "进行中" in page
    assert "尚不能断言" in page
    for day, is_late in (("2016-07-10", False), ("2016-07-13", True)):
        with time_machine.travel(f"{day}T04:00Z", tick=False):
            assert ("已逾期" in text(her, f"/outcomes/plans/{key}")) is is_late
            assert ("st-bad" in text(lead, "/outcomes/plans")) is is_late
    check = made.PlanCheck.objects.order_by("number").first()
    status, page = send(lead, f"/outcomes/plans/{key}", do="check", check=check.pk, progress="partly", note="三件")  # type: ignore[union-attr]  # there is one
    assert status == 302
    assert "partly" in text(lead, f"/outcomes/plans/{key}")
    text(browser(place.people[0]), f"/outcomes/plans/{key}", 404)


def plan_form(place: made.Made, key: int) -> dict[str, object]:
    return {
        "pattern": "skill",
        "measure": "promises_kept",
        "starts_on": "2016-06-27",
        "ends_on": "2016-07-27",
        "expect": made.ImprovementPlan.objects.get(pk=key).changed_at.isoformat(),
        "goal1": "call back the same day",
        "standard1": "promise of the front desk",
        "support1": "a mentor each week",
        "owner1": place.lead,
        "due1": "2016-07-01",
        "check1": "2016-07-11",
        "check2": "2016-07-27",
    }


@pytest.mark.spec("P6.2")
@pytest.mark.parametrize(
    ("changes", "at", "said"),
    [
        ({"check2": "2016-07-04"}, "check2", "Checks go from early to late"),
        ({"check2": "", "check3": "2016-08-01"}, "check3", "Checks go from early to late"),
        ({"support3": "a second mentor", "owner3": None, "due3": "2016-08-01"}, "due3", "before the plan ends"),
        ({"goal3": "answer in one day", "standard3": ""}, "standard3", "Every goal and its standard"),
    ],
)
def test_what_is_wrong_with_a_plan_is_said_beside_its_own_field(changes: dict[str, object], at: str, said: str):
    place = made.ready(ABOVE, UNDER)
    lead = browser(place.lead)
    send(lead, f"/outcomes/cycles/{place.cycle}/plans/new", person=place.people[1], pattern="skill", reason="回访慢了")
    key = made.ImprovementPlan.objects.get().pk
    fields = plan_form(place, key)
    given = fields | {name: place.lead if value is None else value for name, value in changes.items()}
    response = lead.post(f"/outcomes/plans/{key}/edit", {name: str(value) for name, value in given.items()})
    errors = {name: " ".join(map(str, told)) for name, told in response.context["form"].errors.items()}
    assert response.status_code in {400, 409}
    assert list(errors) == [at]
    assert said in errors[at]
    assert "Line" not in errors[at]


@pytest.mark.spec("P4.6", "P6.3")
def test_a_cycle_is_finished_reviewed_and_followed_by_its_pages():
    place = made.ready(ABOVE)
    hr = browser(place.hr)
    finish = f"/outcomes/cycles/{place.cycle}/finish"
    assert "To some results no rule was applied yet." in text(hr, finish)
    status, page = send(hr, finish, department=place.department, reason="")
    assert (status, "Give a reason" in page) == (400, True)
    assert send(hr, finish, department=place.department, reason="no pool this time")[0] == 302
    review = f"/outcomes/cycles/{place.cycle}/review"
    page = text(browser(place.people[0]), review)
    assert "Talks that were held" in page
    assert "No task was due." in page
    assert "Write it down" not in page
    assert "How far departments are" not in page
    assert "How far departments are" in text(hr, review)
    assert send(hr, review, do="decide", figure="talks_held", text="talks a week earlier")[0] == 302
    assert send(hr, review, do="close")[0] == 302
    following = f"/outcomes/cycles/{place.cycle}/next"
    assert "talks a week earlier" in text(hr, following)
    assert "Open the next cycle…" in text(hr, review)
    dues = {f"due{number}": f"2016-0{number + 1}-20" for number in range(1, 7)}
    fields = {"code": "2016-04", "name_en": "April", "first": "2016-04-01", "last": "2016-04-30"}
    status, _page = send(hr, following, **fields, **dues, departments=place.department)
    assert status == 302
    assert "四月" not in text(hr, following)
    page = text(hr, review)
    assert ("What April took over" in page, "Open the next cycle…" in page) == (True, False)


def test_a_page_of_a_trial_asks_the_same_for_one_and_for_three_people():
    counts = []
    for people in (1, 3):
        place = made.ready(*[ABOVE] * people)
        rule, hr = made.tried(place), browser(place.hr)
        hr.get(rule_url(rule))
        with CaptureQueriesContext(connection) as caught:
            hr.get(rule_url(rule))
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_nobody_reads_anything_without_signing_in():
    place = made.ready(ABOVE)
    for url in ("/outcomes", "/outcomes/plans", f"/outcomes/cycles/{place.cycle}/review"):
        assert Client().get(url).status_code == 302
