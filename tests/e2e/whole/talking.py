"""Phase 5: the round, a talk with its time, record and signatures, an appeal that somebody else decides, final."""

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect

from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.performance.evaluation import queries as evaluation
from liuxin.performance.evaluation.words import ResultState
from liuxin.performance.feedback import actions, queries
from liuxin.performance.feedback.words import NewAction, NewNote, NoteKind, TalkLine
from tests.e2e.whole.stage import Stage, fill, look, move, press, sign, sit_down
from tests.factories.feedback import Appeal, local

PLACE = "静室 302"
SLOT = local(7, 10)
SLOTS = (local(7, 14), local(8, 10), local(8, 14), local(9, 10))


def talks(stage: Stage) -> dict[int, TalkLine]:
    """Give the talks by person, as HR sees them."""
    asks = organisation.standing(Actor.person(stage.hr), stage.now)
    return {each.person: each for each in queries.talks(asks, stage.made.id)}


def plan_round(stage: Stage) -> None:
    """Let HR plan the round and publish it; the head of the department reports to nobody and talks with a director."""
    page = sit_down(stage, "hr", f"/talks/rounds/new?cycle={stage.made.id}")
    look(stage)
    fill(page, department=stage.place.department, purpose="每个人都知道自己的分从哪里来", place=PLACE)
    fill(page, start_on="2016-06-06", end_on="2016-06-20")
    press(page)
    look(stage)
    press(page)
    look(stage)


def agree_slot(stage: Stage) -> None:
    """Let the lead prepare the talk and offer a time, and the agent accept it."""
    url = f"/talks/{talks(stage)[stage.agent].id}"
    page = sit_down(stage, "lead", url)
    look(stage)
    page.goto(f"{url}/goals")
    look(stage)
    fill(page, overall="少让业主等一次", goal1="说清承诺兑现率是怎么算的")
    page.locator("[name=cites1]").select_option(index=1)
    press(page)
    page.goto(f"{url}/slot")
    look(stage)
    fill(page, day="2016-06-07", start="10:00", end="10:40", place=PLACE)
    press(page)
    sit_down(stage, "agent", f"{url}/slot")
    look(stage, phone=True)
    page.locator("button[name=do][value=accept]").click()
    expect(page.locator(f"main a[href='{url}/calendar.ics']")).to_be_visible()
    look(stage, phone=True)


def hold_talk(stage: Stage) -> None:
    """Let the lead write the record after the talk, both check its goals, and both sign."""
    move(stage, (SLOT + timedelta(hours=1)).astimezone(UTC))
    url = f"/talks/{talks(stage)[stage.agent].id}"
    page = sit_down(stage, "lead", f"{url}/hold")
    look(stage)
    fill(page, said="夜班备件缺口影响了三周的到场时间", action1="每天下班前清一遍次日到期的承诺", due1="2016-07-10")
    page.locator("[name=owner1]").select_option(str(stage.agent))
    press(page)
    for name in ("lead", "agent"):
        sit_down(stage, name, url)
        look(stage, phone=name == "agent")
        for choice in page.locator(f"form[action='{url}/checks'] select").all():
            choice.select_option("reached")
        press(page, f"form[action='{url}/checks'] button")
        sign(page)
    assert talks(stage)[stage.agent].held_at is not None


def appeal(stage: Stage) -> None:
    """Let the agent appeal, HR name a director who took no part, and that one dismiss it with reasons."""
    url = f"/talks/{talks(stage)[stage.agent].id}"
    page = sit_down(stage, "agent", f"{url}/appeal")
    look(stage, phone=True)
    fill(page, text="三月转来的三单已经超时，不应算在我名下。")
    press(page)
    key = Appeal.objects.get().pk
    sit_down(stage, "hr", f"/talks/appeals/{key}")
    look(stage)
    page.goto(f"/talks/appeals/{key}/deciders")
    fill(page, decider1=stage.second)
    press(page, "form button.bt-1")
    sit_down(stage, "second", f"/talks/appeals/{key}/decide")
    look(stage)
    fill(page, outcome="dismissed", reasons="核对交接点：三单在转入时未过时限，原结果成立。")
    press(page, "form button.bt-1")
    sit_down(stage, "agent", f"/talks/appeals/{key}")
    expect(page.locator("main")).to_contain_text("原结果成立")
    look(stage, phone=True)


def talk_with_others(stage: Stage) -> None:
    """Hold the other talks by actions; nobody else appeals."""
    for line, start in zip((each for each in talks(stage).values() if each.person != stage.agent), SLOTS, strict=False):
        manager, person, end = Actor.person(line.manager), Actor.person(line.person), start + timedelta(minutes=40)
        offer = actions.offer_slot(talk_id=line.id, start=start, end=end, place=PLACE, by=manager, at=stage.now)
        actions.accept_slot(offer_id=offer, by=person, at=stage.now)
        move(stage, end.astimezone(UTC))
        done = [NewAction("投诉当日回访", line.person, stage.now.date() + timedelta(days=30))]
        notes = [NewNote(NoteKind.SAID, "三件投诉当日未回访")]
        actions.hold_talk(talk_id=line.id, notes=notes, actions=done, own_cause="skill", by=manager, at=stage.now)
        for each in (manager, person):
            actions.acknowledge(talk_id=line.id, agrees=True, reason="", by=each, at=stage.now)
        actions.waive_appeal(talk_id=line.id, by=person, at=stage.now)


def make_final(stage: Stage) -> None:
    """Let HR make results final once the time of a second appeal is over, and end the phase."""
    move(stage, datetime(2016, 7, 11, 2, tzinfo=UTC))
    key = next(iter(talks(stage).values())).round
    page = sit_down(stage, "hr", f"/talks/rounds/{key}")
    look(stage)
    press(page, "form[action$='/final'] button")
    asks = organisation.standing(Actor.person(stage.hr), stage.now)
    assert {each.state for each in evaluation.results(asks, stage.made.id)} == {ResultState.FINAL}
    press(page, "form[action$='/finish'] button")
    expect(page).to_have_url(re.compile("/talks"))
    assert stage.phase == 6
