"""What came to pass at the window itself in the last weeks, beside the record: matters with every word of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings

from liuxin.desk.cases import actions as cases
from liuxin.desk.cases import queries
from liuxin.desk.cases.words import (
    Channel,
    HandOverReason,
    Letter,
    NewCase,
    Outcome,
    Seen,
    ServiceStage,
    SurveyTerms,
    Visitor,
)
from liuxin.desk.cases.words.answering import MacroDeed, MacroStepView, NewMacro, NewTemplate, Scope
from liuxin.desk.customers import queries as customers
from liuxin.desk.customers.words import CustomerKind, CustomerName
from liuxin.desk.organisation.words import Standing
from liuxin.desk.quality import actions as quality
from liuxin.desk.quality.words import Reason, Settled
from liuxin.desk.surveys.words import NewAnswer
from liuxin.desk.surveys.words import Seen as Saw
from liuxin.interfaces.imports.company.crew import Crew, Post, on
from liuxin.interfaces.imports.company.matters import MATTERS, PASSED, REFUSED, SILENT, TEMPLATES, WAITING, Matter
from liuxin.interfaces.imports.simulator.catalogue import Trade
from liuxin.kernel.actor import Actor, ActorKind

SYSTEM: Final = Actor.system("demo")
ANSWERED: Final = 2
"""So many days after a resolution its customer answers the survey: asked in the morning, answered in the afternoon."""
LOW: Final = SurveyTerms().low_at


def write(playing: Crew, people: Sequence[int], *, at: datetime) -> int:
    """Write all of it, once; `people` are keys of customers who may call. Gives how many cases came in."""
    if queries.survey_terms().enabled:
        return 0
    names = customers.customer_names(people)
    callers = [names[key] for key in people if names[key].kind is CustomerKind.EXTERNAL and not names[key].erased]
    _keep(playing, at)
    terms = SurveyTerms(enabled=True, remind_days=3)
    cases.set_survey_terms(terms=terms, by=Actor.person(playing.director), at=on(at, 30, 9))
    window = _Window(playing, at)
    made = {window.settle(matter, who): matter for matter, who in zip(MATTERS, callers, strict=False)}
    window.ask(made)
    window.warn(made)
    rest = callers[len(MATTERS) :]
    window.pass_along(rest[0])
    window.hear_no(rest[1])
    window.wait(rest[2])
    cases.release(by=SYSTEM, at=at)
    return len(made) + 3


def _keep(playing: Crew, at: datetime) -> None:
    """Keep templates for all, and a macro that answers and waits."""
    by, when = Actor.person(playing.director), on(at, 60, 10)
    keys = [
        cases.keep_template(template=None, new=NewTemplate(name, Scope.ALL, None, zh, en), by=by, at=when)
        for name, zh, en in TEMPLATES
    ]
    steps = (
        MacroStepView(MacroDeed.REPLY, template=keys[0]),
        MacroStepView(MacroDeed.PLAN, text="看是否已上门", hours=8),
    )
    cases.keep_macro(macro=None, new=NewMacro("告知已派工并跟进", Scope.ALL, None, steps), by=by, at=when)


class _Window:
    """Lets matters come in, be worked on and be settled."""

    def __init__(self, playing: Crew, now: datetime) -> None:
        self._lead, self._posts, self._now = playing.lead, playing.posts, now
        self._hotline = playing.posts[Trade.HOTLINE]
        self._by = Actor.person(self._hotline.person)

    def settle(self, matter: Matter, who: CustomerName) -> str:
        """Take in a call in the morning and settle it in the afternoon; who answered confirmed it, too."""
        code = self._call(who, matter)
        cases.reply(
            case=code, text="您好，已记下并安排人处理，下午给您回话。", by=self._by, at=self._on(matter.days, 10, 20)
        )
        cases.release(by=SYSTEM, at=self._on(matter.days, 10, 25))
        self._resolve(code, matter.told, self._on(matter.days, 15))
        if matter.stars and matter.stars[1] > 1:
            self._confirm(code, who, self._on(matter.days - 1, 9))
        return code

    def ask(self, made: Mapping[str, Matter]) -> None:
        """Ask about each resolution on the second morning; who is told to have answered did so in the afternoon."""
        for code, matter in sorted(made.items(), key=lambda each: -each[1].days):
            when = self._on(matter.days - ANSWERED, 10)
            for due in queries.surveys_due(when):
                token = queries.survey_token(settings.SECRET_KEY.encode(), due.case, due.resolution)
                cases.ask_customer(due=due, token=token, letter=Letter("", ""), by=SYSTEM, at=when)
            if matter.stars:
                token = queries.survey_token(settings.SECRET_KEY.encode(), code, 1)
                self._answer(token, matter, when + timedelta(hours=4))
            elif matter.days == SILENT:
                cases.ask_again(case=code, letter="请问上次的事都好了吗？", by=SYSTEM, at=self._on(matter.days - 8, 10))

    def warn(self, made: Mapping[str, Matter]) -> None:
        """Raise what the rounds raise on a low answer; the older one is settled, the later one waits for its owner."""
        low = [(code, matter) for code, matter in made.items() if matter.stars and matter.stars[0] <= LOW]
        for place, (code, matter) in enumerate(low):
            when, params = (
                self._on(matter.days - ANSWERED, 15),
                {"overall": (matter.stars or (0, 0))[0], "resolution": 1},
            )
            ref, owner = f"{code}.1", self._lead
            key = quality.raise_warning(
                reason=Reason.LOW_ANSWER, case=code, owner=owner, ref=ref, params=params, by=SYSTEM, at=when
            )
            if place == 0:
                note, by = "已致歉；以后改期必须当天告知，已写进交接。", Actor.person(owner)
                quality.settle_warning(
                    warning=key, how=Settled.APOLOGISED.value, note=note, by=by, at=when + timedelta(hours=18)
                )

    def pass_along(self, who: CustomerName) -> None:
        """Let a matter go through three hands and come back, with the clock split among them."""
        code, days = self._call(who, PASSED), PASSED.days
        hotline, front, repairs = self._hotline, self._posts[Trade.FRONT], self._posts[Trade.REPAIRS]
        self._pass(code, hotline, front, (HandOverReason.WRONG_TEAM, "请前台约两户同时在家"), self._on(days, 11))
        note, by = "两户都约在下午三点，维修同事请带测漏仪。", Actor.person(front.person)
        cases.note(case=code, text=note, by=by, at=self._on(days, 12))
        self._pass(code, front, repairs, (HandOverReason.SKILL, "需要测漏"), self._on(days, 13))
        found = "已查明是楼上地暖接口，已修；请回访业主"
        self._pass(code, repairs, hotline, (HandOverReason.OTHER, found), self._on(days - 1, 16))
        self._resolve(code, PASSED.told, self._on(days - 1, 17))

    def hear_no(self, who: CustomerName) -> None:
        """Let a customer say that it is not settled: the case is open again, with the holder."""
        code = self._call(who, REFUSED)
        self._resolve(code, REFUSED.told, self._on(REFUSED.days, 16))
        self._confirm(code, who, self._on(2, 19), reason="换了以后还是有杂音，晚上更明显。")

    def wait(self, who: CustomerName) -> None:
        """Let a matter wait for its customer, with a day."""
        code, days = self._call(who, WAITING), WAITING.days
        cases.reply(case=code, text="请把新卡的开户行发给我，收到当天改好。", by=self._by, at=self._on(days, 11))
        cases.release(by=SYSTEM, at=self._on(days, 12))
        step, due, at = "等业主发来开户行", self._now + timedelta(days=2), self._on(days, 12, 5)
        cases.wait_on_customer(case=self._seen(code), next_action=step, next_due=due, by=self._by, at=at)

    def _on(self, days: int, hour: int, minute: int = 0) -> datetime:
        return on(self._now, days, hour, minute)

    def _call(self, who: CustomerName, matter: Matter) -> str:
        at = self._on(matter.days, 9, 30)
        new = NewCase(
            title=matter.title,
            kind=matter.kind,
            service_stage=ServiceStage.AFTERSALE,
            channel=Channel.PHONE,
            priority=2,
            customer=who.code,
            team=self._hotline.team,
            take=True,
            category=matter.category,
            next_due=at + timedelta(hours=4),
        )
        return cases.take_call(new=new, said=matter.said, person=who.name, by=self._by, at=at)

    def _pass(self, code: str, giver: Post, taker: Post, why: tuple[HandOverReason, str], at: datetime) -> None:
        cases.transfer(
            case=self._seen(code),
            team=taker.team,
            holder=taker.person,
            reason=why[0],
            remark=why[1],
            by=Actor.person(giver.person),
            at=at,
        )

    def _resolve(self, code: str, told: str, at: datetime) -> None:
        outcome, until = Outcome.DONE_AND_TOLD, at + timedelta(days=7)
        cases.resolve(case=self._seen(code), outcome=outcome, outcome_text=told, confirm_by=until, by=self._by, at=at)

    def _confirm(self, code: str, who: CustomerName, at: datetime, *, reason: str = "") -> None:
        actor = Actor(ActorKind.CUSTOMER, str(who.id), via="portal")
        visitor = Visitor(actor=actor, customers=frozenset({who.id}), name=who.name)
        word = f"simulated-word-{code}"
        cases.confirm(case=code, settled=not reason, reason=reason, external=word, visitor=visitor, by=actor, at=at)

    def _answer(self, token: str, matter: Matter, at: datetime) -> None:
        overall, settled = matter.stars or (0, 0)
        sheet = queries.survey_page(token, at).sheet
        asked = sheet.questionnaire.questions if sheet else ()
        answers = {one.code: NewAnswer(Saw.SEEN, overall) for one in asked}
        answers |= {"overall": NewAnswer(Saw.SEEN, overall, matter.comment), "resolved": NewAnswer(Saw.SEEN, settled)}
        cases.answer_survey(token=token, answers=answers, by=Actor(ActorKind.CUSTOMER, "", via="web"), at=at)

    def _seen(self, code: str) -> Seen:
        [version] = queries.versions_of(Standing(is_system=True), [code]).values()
        return Seen(code, version)
