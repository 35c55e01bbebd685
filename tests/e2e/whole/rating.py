"""Phases 3 and 4: an evaluator qualifies, everybody rates, a customer by a one-time link, HR scores."""

from datetime import UTC, datetime

from playwright.sync_api import Page, expect

from liuxin.kernel.actor import Actor
from liuxin.performance.evaluation import actions
from liuxin.performance.evaluation import queries as evaluation
from liuxin.performance.evaluation.words import FormState
from liuxin.performance.evaluators import queries
from liuxin.performance.evaluators.words import TRAINED, AssignmentView, Kind
from tests.e2e.whole.stage import LOCALES, Stage, catch_up, fill, hold, look, move, press, sit_down
from tests.factories.evaluators import declared, every, practised, qualified, right
from tests.factories.surveys import levels

LEVELS = (4, 3, 4, 4, 3, 4)
WAITING = {FormState.FRESH, FormState.BEGUN}
COURSES = ("ethics", "holding_the_standard")
AFTER_FORMS = datetime(2016, 6, 6, 1, tzinfo=UTC)


def name_raters(stage: Stage) -> None:
    """Let HR have raters proposed from the record, and confirm them."""
    catch_up(stage)
    url = f"/evaluators/{stage.made.id}/{stage.place.department}"
    page = sit_down(stage, "hr", url)
    look(stage)
    press(page, f"form[action='{url}/propose'] button")
    look(stage)
    press(page, f"form[action='{url}/confirm'] button.bt-1")
    kinds = {each.kind for each in every(stage.made.id) if each.ratee == stage.agent}
    assert kinds >= {Kind.SELF, Kind.SUPERVISOR, Kind.PEER, Kind.RECIPIENT}, kinds


def qualify(stage: Stage) -> None:
    """Let the lead pass two courses, practise and see how accurate that was; the others did so before."""
    page = sit_down(stage, "lead", "/evaluators/training")
    look(stage, phone=True)
    for course in COURSES:
        page.goto(f"/evaluators/courses/{course}")
        for answer in right(course):
            page.locator(f"input[name$='{answer.item}'][value='{answer.option}']").check()
        press(page)
    look(stage, phone=True)
    case = queries.practice().cases[0]
    page.goto(f"/evaluators/practice/{case.code}")
    look(stage, phone=True)
    for code, each in queries.practice().reference[case.code].items():
        page.locator(f"main input[name$='{code}'][value='{each}']").check()
    press(page)
    look(stage)
    practised(stage.place.lead, 7, first=1)
    page.goto("/evaluators/practice")
    press(page)
    look(stage, phone=True)
    assert stage.place.lead in queries.qualified_until([stage.place.lead])


def declare(stage: Stage) -> None:
    """Let the lead declare to have no conflict; the others qualify and declare; HR ends the phase."""
    page = sit_down(stage, "lead", f"/evaluators/{stage.made.id}/declare")
    look(stage, phone=True)
    page.locator("input[name=word][value=none]").check()
    press(page)
    found = every(stage.made.id)
    trained = {each.rater for each in found if each.kind in TRAINED and each.rater is not None}
    qualified(*sorted(trained - {stage.place.lead}))
    declared(stage.made.id, *sorted({each.rater for each in found if each.rater} - {stage.place.lead}))
    sit_down(stage, "hr", f"/evaluators/{stage.made.id}/{stage.place.department}/finish")
    look(stage)
    press(page)
    assert stage.phase == 4


def open_forms(stage: Stage) -> None:
    """Let HR open the forms until the fifth of June."""
    page = sit_down(stage, "hr", f"/evaluation/{stage.made.id}/{stage.place.department}/open")
    look(stage)
    fill(page, expires_at="2016-06-05")
    press(page)


def about_agent(stage: Stage) -> list[AssignmentView]:
    """Give who rates the agent."""
    return [each for each in every(stage.made.id) if each.ratee == stage.agent]


def answer(page: Page) -> None:
    """Answer the six questions, one after the other, look them through, and hand in."""
    onward = page.locator("button.bt-1")
    for level in LEVELS:
        page.locator(f"label:has(input[name=answer][value='{level}'])").click()
        expect(page.locator("#saved")).not_to_be_empty()
        with page.expect_navigation():
            onward.click()
    with page.expect_navigation():
        onward.click()


def rate(stage: Stage) -> None:
    """Let the agent, a peer and the lead rate the agent on their pages; everybody else rates by actions."""
    seats = {stage.agent: "agent", stage.others[0]: "peer", stage.place.lead: "lead"}
    mine = {each.rater: each.id for each in about_agent(stage) if each.rater in seats}
    assert len(mine) == len(seats)
    for rater, name in seats.items():
        page = sit_down(stage, name, f"/evaluation/forms/{mine[rater]}")
        look(stage, phone=True)
        # Whatever else the house puts into its bars, whom one rates stands in a line or two.
        assert page.locator(".ph-top").evaluate("bar => bar.offsetHeight") < 120
        answer(page)


def rate_others(stage: Stage) -> None:
    """Let everybody who has not handed in a form yet do so, by actions."""
    at = stage.now
    for rater in sorted({each.rater for each in every(stage.made.id) if each.rater is not None}):
        for form in evaluation.my_forms(rater, at):
            if form.state in WAITING:
                actions.answer_form(
                    assignment_id=form.assignment.id,
                    answers=levels(*LEVELS),
                    submit=True,
                    by=Actor.person(rater),
                    at=at,
                )


def ask_customer(stage: Stage) -> None:
    """Let HR make links, and the customer answer on a phone without an account."""
    page = sit_down(stage, "hr", f"/evaluation/{stage.made.id}/{stage.place.department}/links")
    look(stage)
    press(page)
    look(stage)
    key = next(each.id for each in about_agent(stage) if each.kind is Kind.RECIPIENT)
    link = page.locator(f"#l{key}").input_value()
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale=LOCALES[stage.language])
    phone = context.new_page()
    phone.goto(link)
    hold(phone)
    phone.locator("button[value=begin]").click()
    hold(phone)
    answer(phone)
    hold(phone)
    phone.goto(link)
    expect(phone.locator("input[name=answer]")).to_have_count(0)
    context.close()


def score(stage: Stage) -> None:
    """Let HR score the department after the last day, and end the phase."""
    move(stage, AFTER_FORMS)
    catch_up(stage)
    url = f"/evaluation/{stage.made.id}/{stage.place.department}"
    page = sit_down(stage, "hr", f"{url}/score")
    look(stage)
    press(page)
    look(stage)
    sit_down(stage, "agent", f"/people/{stage.agent}/scorecard?period=2016-03")
    look(stage, phone=True)
    sit_down(stage, "hr", f"{url}/finish")
    press(page)
    assert stage.phase == 5
