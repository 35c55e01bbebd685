"""Templates with versions and variables, and macros that are done whole or not at all."""

from datetime import timedelta
from pathlib import Path

import pytest

from liuxin.desk.cases import actions, queries
from liuxin.desk.cases.rules import mentions, templates
from liuxin.desk.cases.words import Channel, Kind, NewCase, Outcome, ServiceStage
from liuxin.desk.cases.words.answering import (
    MacroDeed,
    MacroStepView,
    NewMacro,
    NewTemplate,
    Reply,
    Scope,
    Variable,
)
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, ConflictError, NotAllowedError, NotFoundError, RuleBrokenError
from tests import worlds
from tests.factories.cases import NINE, Desk, Note, fresh, make_desk, seen
from tests.factories.organisation import SYSTEM, make_calendar, standing_of
from tests.factories.talking import Message, made_template

pytestmark = [pytest.mark.django_db, pytest.mark.spec("S4")]
MINUTE = timedelta(minutes=1)


def new_desk() -> Desk:
    make_calendar("default")
    return make_desk()


standing_desk = worlds.standing(new_desk)


@pytest.fixture
def desk(standing_desk: tuple[Desk, Path], db: None, _facts_of_its_own: None) -> Desk:
    return worlds.handed_out(standing_desk)


def keep(
    desk: Desk, text: str = "{{customer}}您好", *, by: int = 0, template: int | None = None, **words: object
) -> int:
    values: dict[str, object] = {"name": "问候", "scope": Scope.OWN, "team": None, "text_zh": text, "text_en": ""}
    new = NewTemplate(**{**values, **words})  # type: ignore[arg-type]
    return actions.keep_template(template=template, new=new, by=Actor.person(by or desk.agent), at=NINE)


def macro(desk: Desk, *steps: MacroStepView, scope: Scope = Scope.OWN) -> int:
    new = NewMacro("常用", scope, None, steps)
    return actions.keep_macro(macro=None, new=new, by=Actor.person(desk.agent), at=NINE)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{{ custmer }}您好", "cases.template_variable"),
        ("{{}}", "cases.template_variable"),
        ("{{customer}您好", "cases.template_brackets"),
        ("customer}}", "cases.template_brackets"),
    ],
)
def test_an_unknown_variable_is_refused_by_name_when_the_template_is_kept(desk: Desk, text: str, code: str):
    with pytest.raises(BadInputError) as refused:
        keep(desk, text)
    assert (refused.value.code, refused.value.field) == (code, "text_zh")


def test_a_template_is_filled_for_a_case_and_what_nobody_knows_stays_open(desk: Desk):
    case = desk.receive()
    key = keep(desk, "{{customer}}，{{ case }}（{{title}}）由{{agent}}在{{due}}前办，{{today}}")
    said = queries.filled(standing_of(desk.agent), case.code, key, language="zh-hans", at=NINE)
    assert said == f"黄先生，{case.code}（地库 B2 漏水）由陈晓在2016-06-01 11:00前办，2016-06-01"
    assert templates.fill("{{due}}", {Variable.DUE: ""}) == "{{due}}"
    assert not templates.is_filled("{{due}}")


def test_changed_words_are_a_new_version_and_the_old_one_stays(desk: Desk):
    key = keep(desk, "一")
    keep(desk, "一", template=key, name="换名")
    keep(desk, "二", template=key)
    me = standing_of(desk.agent)
    assert [(number, zh) for number, _, zh, _ in queries.versions(me, key)] == [(2, "二"), (1, "一")]
    assert queries.template(me, key).text("en") == "二"


def test_a_template_is_its_keepers_own_until_it_is_shared_by_who_may(desk: Desk):
    key = keep(desk)
    assert [one.id for one in queries.templates(standing_of(desk.agent))] == [key]
    assert queries.templates(standing_of(desk.colleague)) == ()
    with pytest.raises(BadInputError) as refused:
        keep(desk, scope=Scope.ALL)
    assert refused.value.field == "scope"
    with pytest.raises(BadInputError) as refused:
        keep(desk, scope=Scope.TEAM, team=desk.team)
    assert refused.value.field == "team"
    shared = keep(desk, scope=Scope.TEAM, team=desk.team, by=desk.lead)
    assert [one.id for one in queries.templates(standing_of(desk.colleague))] == [shared]
    assert queries.templates(standing_of(desk.other_agent)) == ()


def test_nobody_changes_a_template_of_somebody_else(desk: Desk):
    own = keep(desk)
    shared = keep(desk, scope=Scope.ALL, by=desk.director)
    with pytest.raises(NotFoundError):
        keep(desk, template=own, by=desk.colleague)
    with pytest.raises(NotAllowedError):
        keep(desk, template=shared)
    with pytest.raises(NotAllowedError):
        keep(desk, by=desk.auditor)


def test_a_template_counts_its_use_and_one_put_away_is_offered_no_more(desk: Desk):
    case, key = desk.receive(), keep(desk, "好")
    reply = Reply("好", read_to=0, template=key)
    actions.send_answer(case=seen(case), reply=reply, by=Actor.person(desk.agent), at=NINE)
    assert queries.template(standing_of(desk.agent), key).used == 1
    actions.retire_template(template=key, by=Actor.person(desk.agent), at=NINE)
    assert queries.templates(standing_of(desk.agent)) == ()


@pytest.mark.parametrize(
    ("steps", "field"),
    [
        ((), "steps"),
        ((MacroStepView(MacroDeed.NOTE, text="x"),) * 9, "steps"),
        ((MacroStepView(MacroDeed.NOTE),), "text"),
        ((MacroStepView(MacroDeed.REPLY),), "template"),
        ((MacroStepView(MacroDeed.WAIT, text="x"),), "hours"),
        ((MacroStepView(MacroDeed.TRANSFER, team=1, word="done_and_told"),), "word"),
        ((MacroStepView(MacroDeed.RESOLVE, text="x", hours=1, word="shift"),), "word"),
        (
            (MacroStepView(MacroDeed.WAIT, text="x", hours=1), MacroStepView(MacroDeed.PLAN, text="x", hours=1)),
            "steps",
        ),
    ],
)
def test_a_macro_that_cannot_be_run_is_refused_and_the_field_named(
    desk: Desk, steps: tuple[MacroStepView, ...], field: str
):
    with pytest.raises(BadInputError) as refused:
        macro(desk, *steps)
    assert refused.value.field == field


def test_a_macro_does_all_of_its_deeds(desk: Desk):
    case, template = desk.receive(), made_template(desk.agent, "{{customer}}您好")
    key = macro(
        desk,
        MacroStepView(MacroDeed.REPLY, template=template),
        MacroStepView(MacroDeed.CLASSIFY, priority=1),
        MacroStepView(MacroDeed.WAIT, text="再问一次", hours=48),
        MacroStepView(MacroDeed.NOTE, text="已催"),
    )
    for _ in range(2):
        actions.run_macro(
            macro=key,
            case=seen(case),
            read_to=0,
            language="zh-hans",
            token="t",
            by=Actor.person(desk.agent),
            at=NINE + MINUTE,
        )
    assert fresh(case).status == "open"
    actions.release(by=SYSTEM, at=NINE + 2 * MINUTE)
    row = fresh(case)
    assert (row.status, row.priority, row.category, row.next_action) == ("waiting", 1, "漏水", "再问一次")
    assert row.next_due == NINE + MINUTE + timedelta(hours=48)
    assert [each.text for each in Message.objects.all()] == ["黄先生您好"]
    assert [each.text for each in Note.objects.all()] == ["已催"]
    assert queries.macro_of(standing_of(desk.agent), key).used == 1


def left(desk: Desk, case: str, message: int, who: int = 0) -> tuple[MacroDeed, ...] | None:
    found = queries.macro_left(standing_of(who or desk.agent), case, message)
    return found.deeds if found else None


def test_what_a_macro_did_besides_a_letter_is_told_once_that_is_taken_back_and_nothing_else_is(desk: Desk):
    template, word = made_template(desk.agent, "{{customer}}您好"), Outcome.DONE_AND_TOLD.value
    reply, waits = (
        MacroStepView(MacroDeed.REPLY, template=template),
        MacroStepView(MacroDeed.WAIT, text="再问", hours=48),
    )
    besides = (MacroStepView(MacroDeed.NOTE, text="已催"), MacroStepView(MacroDeed.CLASSIFY, priority=1))
    resolves = MacroStepView(MacroDeed.RESOLVE, text="已修好。", hours=72, word=word)
    agent, at = Actor.person(desk.agent), NINE + MINUTE

    def run(*steps: MacroStepView) -> tuple[str, list[int]]:
        case = desk.receive()
        known = set(Message.objects.values_list("pk", flat=True))
        key = macro(desk, *steps)
        actions.run_macro(macro=key, case=seen(case), read_to=0, language="zh-hans", by=agent, at=at)
        return case.code, sorted(set(Message.objects.values_list("pk", flat=True)) - known)

    code, (letter,) = run(reply, waits)
    actions.take_back(message=letter, by=agent, at=at)
    assert left(desk, code, letter) is None
    code, (letter,) = run(reply, *besides, waits)
    assert left(desk, code, letter) is None
    actions.take_back(message=letter, by=agent, at=at)
    assert left(desk, code, letter) == (MacroDeed.NOTE, MacroDeed.CLASSIFY)
    assert left(desk, code, letter, desk.colleague) is None
    assert left(desk, "C-000001", letter) is None
    code, (first, second) = run(reply, besides[0], resolves)
    actions.take_back(message=first, by=agent, at=at)
    assert left(desk, code, first) == (MacroDeed.REPLY, MacroDeed.NOTE)
    actions.take_back(message=second, by=agent, at=at)
    assert left(desk, code, first) == left(desk, code, second) == (MacroDeed.NOTE,)


@pytest.mark.parametrize(
    ("last", "refusal"),
    [
        (MacroStepView(MacroDeed.NOTE, text="@郭立 看"), RuleBrokenError),
        (MacroStepView(MacroDeed.PLAN, text=" ", hours=1), BadInputError),
    ],
)
def test_a_macro_whose_last_deed_is_refused_leaves_nothing_behind(
    desk: Desk, last: MacroStepView, refusal: type[Exception]
):
    case, template = desk.receive(), made_template(desk.agent, "好")
    first = MacroStepView(MacroDeed.REPLY, template=template), MacroStepView(MacroDeed.CLASSIFY, priority=1)
    key = macro(desk, *first, last)
    with pytest.raises(refusal):
        actions.run_macro(
            macro=key, case=seen(case), read_to=0, language="zh-hans", by=Actor.person(desk.agent), at=NINE + MINUTE
        )
    assert fresh(case).priority == 2
    assert (Message.objects.count(), Note.objects.count()) == (0, 0)


def test_a_macro_resolves_with_an_outcome_and_the_customer_is_told(desk: Desk):
    case = desk.receive()
    word = Outcome.DONE_AND_TOLD.value
    key = macro(desk, MacroStepView(MacroDeed.RESOLVE, text="已修好。", hours=72, word=word))
    actions.run_macro(
        macro=key,
        case=seen(case),
        read_to=0,
        language="zh-hans",
        letter=lambda text: f"{text}办妥了吗？",
        by=Actor.person(desk.agent),
        at=NINE + MINUTE,
    )
    actions.release(by=SYSTEM, at=NINE + 2 * MINUTE)
    row = fresh(case)
    assert (row.status, row.proposed_text) == ("resolved", "已修好。")
    assert [each.text for each in Message.objects.all()] == ["已修好。办妥了吗？"]


def test_a_macro_is_not_run_on_a_case_that_changed_meanwhile(desk: Desk):
    case = desk.receive()
    old = seen(case)
    actions.take(case=old, by=Actor.person(desk.colleague), at=NINE + MINUTE)
    key = macro(desk, MacroStepView(MacroDeed.NOTE, text="x"))
    with pytest.raises(ConflictError):
        actions.run_macro(
            macro=key, case=old, read_to=0, language="zh-hans", by=Actor.person(desk.agent), at=NINE + MINUTE
        )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@周航请看", (1,)),
        ("@周航航请看", (2,)),
        ("给 a@周航.cn", ()),
        ("@Zhou Hang, please", (3,)),
        ("@周航 @周航", (1,)),
        ("没有人", ()),
    ],
)
def test_the_longest_name_after_an_at_sign_is_meant(text: str, found: tuple[int, ...]):
    people = {"周航": 1, "周航航": 2, "Zhou Hang": 3}
    assert mentions.named(text, people) == found
    assert {name for name, key in people.items() if key in found} <= mentions.candidates(text) | {"zhou hang"}


def test_a_call_is_one_case_however_often_the_form_is_sent_and_what_was_said_is_its_first_message(desk: Desk):
    new = NewCase(
        title="地库漏水",
        kind=Kind.REPORT,
        service_stage=ServiceStage.AFTERSALE,
        channel=Channel.COUNTER,
        priority=2,
        customer=desk.customer,
        team=desk.team,
        take=True,
        next_due=NINE + timedelta(hours=2),
    )
    by = Actor.person(desk.agent)
    codes = {actions.take_call(new=new, said="一直滴水", person="黄先生", token="t", by=by, at=NINE) for _ in range(2)}
    assert len(codes) == 1
    [message] = Message.objects.all()
    assert (message.direction, message.thread.medium, message.text) == ("in", "counter", "一直滴水")
    assert actions.take_call(new=new, token="u", by=by, at=NINE) not in codes
