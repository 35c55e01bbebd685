"""Phases 1 and 2: an objective, the cycle, a goal that both sides write, a set that is voted."""

from datetime import date, timedelta

from playwright.sync_api import expect

from liuxin.performance.indicators.queries import agreed_sets
from tests.e2e.whole.stage import SLOW, Stage, fill, look, press, sign, sit_down
from tests.factories import indicators
from tests.factories.agreement import answer
from tests.factories.goals import bind, goal_of_department, goal_of_person

GOAL = {"result": "投诉当天回复业主", "measure": "当天回复的投诉占全部投诉的比例", "target": "95%"} | {
    "method": "接单后先致电，再派单",
    "support": "夜班加派一人",
}
FIRST_DUE = date(2016, 6, 10)


def write_objective(stage: Stage) -> None:
    """Let the director write an objective."""
    page = sit_down(stage, "director", "/plan/objectives/new")
    look(stage)
    fill(page, code="promise", title_zh="答应的都做到", title_en="Keep what we promise", perspective="customers")
    fill(page, measure="promises_kept", baseline="60", target="80", start="2016-01-01", end="2016-12-31")
    press(page)
    page.goto("/plan/strategy")
    title = "答应的都做到" if stage.language == "zh-hans" else "Keep what we promise"
    expect(page.locator("main")).to_contain_text(title)
    look(stage)


def open_cycle(stage: Stage) -> None:
    """Let HR open a cycle that measures March."""
    page = sit_down(stage, "hr", "/plan/cycles/new")
    look(stage)
    fill(page, code="2016M3", name_zh="三月绩效周期", name_en="March", first="2016-03-01", last="2016-03-31")
    box = page.locator(f"[name=departments][value='{stage.place.department}']")
    box.check()
    dues = {f"due_{number}": (FIRST_DUE + timedelta(days=10 * number)).isoformat() for number in range(1, 7)}
    fill(page, **dues)
    press(page)
    page.goto("/plan")
    expect(page.locator("main")).to_contain_text("三月绩效周期" if stage.language == "zh-hans" else "March")
    look(stage)
    assert stage.phase == 1


def agree_goal(stage: Stage) -> None:
    """Let the lead propose a goal, the agent answer with another version, and both sign that one."""
    department = bind(goal_of_department(stage.made))
    for person in (stage.place.lead, *stage.others):
        bind(goal_of_person(stage.made, person, parent=department))
    page = sit_down(stage, "lead", "/plan/goals/new")
    look(stage)
    page.locator("#place-owner").select_option(str(stage.agent))
    fill(page, parent=department)
    for name, text in GOAL.items():
        page.locator(f"#goal-{name}").fill(text)
    page.locator("#goal-deadline").fill("2016-08-31")
    page.locator("#goal-responsible").select_option(str(stage.agent))
    page.locator("#goal-step0-text").fill("每班次前核对未回复清单")
    page.locator("#goal-step0-due_on").fill("2016-07-01")
    press(page)
    url = page.url
    sit_down(stage, "agent", url)
    look(stage, phone=True)
    page.goto(f"{url.split('?')[0].rstrip('/')}/edit")
    look(stage, phone=True)
    page.locator("#goal-target").fill("90%")
    page.locator("#goal-note").fill("先看三个月")
    press(page)
    expect(page.locator(".agreement ins")).to_have_text("90")
    sign(page)
    sit_down(stage, "lead", url)
    sign(page)
    expect(page.locator(".agreement .seal:not(.seal-v)")).to_have_count(2, timeout=SLOW)
    look(stage)


def finish_planning(stage: Stage) -> None:
    """Let HR complete the first phase."""
    page = sit_down(stage, "hr", f"/plan/cycles/{stage.made.id}/departments/{stage.place.department}/finish")
    look(stage)
    press(page)
    assert stage.phase == 2


def vote(stage: Stage) -> None:
    """Let HR put a set to the vote, everybody whom it binds sign it, and HR put it in force."""
    key = indicators.draft(indicators.line(weight="60"), indicators.rated(), position_id=stage.place.position)
    page = sit_down(stage, "hr", f"/indicators/{key}/propose")
    look(stage)
    fill(page, last="2016-06-20", share_asked="100")
    press(page)
    look(stage)
    sit_down(stage, "agent", f"/indicators/{key}")
    look(stage, phone=True)
    sign(page)
    for person in stage.others:
        answer(indicators.agreement_of(key), person, at=stage.now)
    sit_down(stage, "hr", f"/indicators/{key}")
    press(page, f"form[action$='/indicators/{key}/settle'] button")
    look(stage)


def finish_indicators(stage: Stage) -> None:
    """Agree for the leading position too, and let HR complete the second phase."""
    lead_position = next(each.position for each in stage.participants if each.person == stage.place.lead)
    if lead_position not in agreed_sets(stage.made.id):
        indicators.agreed(stage.made, position_id=lead_position)
    page = sit_down(stage, "hr", "/indicators")
    look(stage)
    press(page, "form[action$='/finish'] button")
    assert stage.phase == 3
