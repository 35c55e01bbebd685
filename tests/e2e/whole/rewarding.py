"""Phase 6: a rule written, tried, approved by two, applied once; a plan to improve; the review; the next cycle."""

import re
from datetime import date, timedelta

from playwright.sync_api import expect

from liuxin.performance.plan.queries import current_cycle, lessons
from tests.e2e.whole.stage import Stage, fill, look, press, sign, sit_down
from tests.factories.outcomes import Consequence, ImprovementPlan, RuleSet

LEARNED = "夜班备件要在季度初备齐"


def write_rule(stage: Stage) -> None:
    """Let HR write a rule for the bonus, try it, and decide about whom it leaves to people."""
    page = sit_down(stage, "hr", f"/outcomes/cycles/{stage.made.id}/rules/new")
    look(stage)
    fill(page, name_zh="三月奖金", name_en="March bonus", department=stage.place.department, pool="10000", floor="60")
    for each in page.locator("main [name^=base_]").all():
        each.fill("1")
    press(page)
    look(stage)
    press(page, "button[name=do][value=try]")
    look(stage)
    decide(stage, page.locator("details:has(form.decide)").count())


def decide(stage: Stage, count: int) -> None:
    """Decide about each person left, one after the other: who is surely under the floor gets a plan."""
    page = stage.page
    for number in range(count):
        one = page.locator("details:has(form.decide)").nth(number)
        one.locator("summary").click()
        one.locator("[name=reason]").fill("三月承诺履行低于底线")
        no = one.locator("button[value=no]")
        (no if no.count() else one.locator("button[value=yes]")).click()
        expect(page.locator("main")).to_be_visible()


def approve(stage: Stage) -> None:
    """Let HR ask two, and both approve."""
    key = RuleSet.objects.get().pk
    page = sit_down(stage, "hr", f"/outcomes/rules/{key}")
    fill(page, first=stage.director, second=stage.second)
    press(page, "button[name=do][value=ask]")
    for name in ("director", "second"):
        sit_down(stage, name, f"/outcomes/rules/{key}")
        look(stage)
        sign(page)


def apply(stage: Stage) -> None:
    """Let HR apply the rule, once; the agent reads the letter."""
    key = RuleSet.objects.get().pk
    page = sit_down(stage, "hr", f"/outcomes/rules/{key}/apply")
    look(stage)
    fill(page, reason="按批准的规则发放")
    press(page)
    letter = Consequence.objects.get(person=stage.agent)
    assert letter.amount_fen > 0
    sit_down(stage, "agent", f"/outcomes/letters/{letter.pk}")
    look(stage, phone=True)


def improve(stage: Stage) -> None:
    """Let the lead write the plan that the rule opened, and both sign it."""
    plan = ImprovementPlan.objects.get(person=stage.others[-1])
    url, first = f"/outcomes/plans/{plan.pk}", stage.now.date() + timedelta(days=3)
    page = sit_down(stage, "lead", f"{url}/edit")
    look(stage)
    fill(page, measure="promises_kept", starts_on=first, ends_on=first + timedelta(days=28))
    fill(page, goal1="当天回访", standard1="前台服务承诺第三条", support1="每周带教一次", owner1=stage.place.lead)
    for each in page.locator("main [name^=check]").all():
        each.fill("")
    fill(page, due1=first + timedelta(days=3), check1=first + timedelta(days=14), check2=first + timedelta(days=28))
    press(page)
    sign(page)
    sit_down(stage, "last", url)
    look(stage, phone=True)
    sign(page)
    look(stage)


def review(stage: Stage) -> None:
    """Let HR end the last phase, write what was learned, and close the review."""
    cycle = stage.made.id
    page = sit_down(stage, "hr", f"/outcomes/cycles/{cycle}/finish")
    look(stage)
    fill(page, department=stage.place.department)
    press(page)
    page.goto(f"/outcomes/cycles/{cycle}/review")
    look(stage)
    fill(page, text=LEARNED)
    press(page)
    press(page, "button[name=do][value=close]")
    look(stage)


def open_next(stage: Stage) -> None:
    """Let HR open the next cycle; what was learned stands on its page."""
    before = stage.made.id
    page = sit_down(stage, "hr", f"/outcomes/cycles/{before}/next")
    look(stage)
    fill(page, code="2016M6", name_zh="六月绩效周期", name_en="June", first="2016-06-01", last="2016-06-30")
    page.locator("[name=departments]").select_option(str(stage.place.department))
    fill(page, **{f"due{number}": (date(2016, 7, 20) + timedelta(days=10 * number)) for number in range(1, 7)})
    press(page)
    now = current_cycle()
    assert now is not None
    assert now.id != before
    assert lessons(now.id)
    page.goto("/plan")
    expect(page.locator("main")).to_contain_text(re.compile(LEARNED))
    look(stage)
