"""Ways in for customers: one-time by e-mail to all of their cases; how often strangers may knock; what is agreed."""

from datetime import datetime, timedelta

from django.db import transaction

from liuxin.desk.cases import permissions
from liuxin.desk.cases.actions.ending import ask
from liuxin.desk.cases.actions.stepping import event, next_planned, save
from liuxin.desk.cases.models import Case, Knock, Pass, PortalRule, Verdict
from liuxin.desk.cases.queries.portal import TWICE, visitor_by_address
from liuxin.desk.cases.queries.state import asked_times, portal_terms
from liuxin.desk.cases.rules import portal as rules
from liuxin.desk.cases.words import NextAction, PortalTerms, Status
from liuxin.desk.communication import actions as notices
from liuxin.desk.communication import queries as communication
from liuxin.desk.communication.words.notices import Params
from liuxin.desk.customers import rules as addresses
from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent
from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotAllowedError, NotFoundError, RuleBrokenError
from liuxin.kernel.text import Bilingual

MOST_PASSES = 5
HOUR = timedelta(hours=1)
KEPT_FOR = timedelta(days=30)
DECIDE = "case.decide_unanswered"


@transaction.atomic
def make_pass(*, email: str, by: Actor, at: datetime) -> str:
    """Make a one-time way in for an address and give its token; "" for an address that no customer has.

    More than five an hour are not made: the mail of a stranger is no toy. The caller says the same in every case.
    """
    del by
    key = addresses.email_key(email)
    recent = Pass.objects.filter(address=key, made_at__gt=at - HOUR).count() if key else 0
    if not key or recent >= MOST_PASSES or visitor_by_address(key) is None:
        return ""
    token = rules.new_token()
    Pass.objects.create(digest=rules.digest(token), address=key, made_at=at, expires_at=at + rules.PASS_LASTS)
    return token


@transaction.atomic
def use_pass(*, token: str, by: Actor, at: datetime) -> str:
    """Use a one-time way in, once, and give the secret of the session that begins."""
    row = Pass.objects.select_for_update().filter(digest=rules.digest(token)).first()
    if row is None:
        raise NotFoundError("cases.link_unknown")
    rules.check_pass(row.used_at, row.expires_at, at)
    visitor = visitor_by_address(row.address)
    if visitor is None:
        raise RuleBrokenError("cases.link_expired")
    secret = rules.new_token()
    row.used_at, row.session = at, rules.digest(secret)
    row.save(update_fields=["used_at", "session"])
    history.record(
        [NewEvent("cases.portal_entered", "customer_session", str(row.pk), {}, at, visitor.actor)], by=by, at=at
    )
    return secret


@transaction.atomic
def end_session(*, token: str, by: Actor, at: datetime) -> None:
    """End a session of the portal."""
    del by
    Pass.objects.filter(session=rules.digest(token), ended_at__isnull=True).update(ended_at=at)


@transaction.atomic
def knock(*, who: str, what: str, most: int, by: Actor, at: datetime) -> None:
    """Keep that a stranger asks for something, and refuse more than so many an hour."""
    del by
    if Knock.objects.filter(who=who, what=what, at__gt=at - HOUR).count() >= most:
        raise RuleBrokenError("cases.too_often", most=most)
    Knock.objects.create(who=who, what=what, at=at)


@transaction.atomic
def forget_visits(*, by: Actor, at: datetime) -> int:
    """Throw away what is no longer needed of strangers and of ways in that are over."""
    if not organisation.standing(by, at).is_system:
        raise NotAllowedError("cases.not_allowed", act="forget_visits")
    gone = Knock.objects.filter(at__lte=at - HOUR).delete()[0]
    return gone + Pass.objects.filter(made_at__lte=at - KEPT_FOR).delete()[0]


@transaction.atomic
def ask_again(*, case: str, letter: str, by: Actor, at: datetime) -> bool:
    """Ask the silent customer of a resolved case once more; False where it is no longer to be asked."""
    if not organisation.standing(by, at).is_system:
        raise NotAllowedError("cases.not_allowed", act="ask_again")
    row = Case.objects.select_for_update().filter(code=case, status=Status.RESOLVED.value).first()
    if row is None or row.next_action != NextAction.CONFIRM_AND_CLOSE or row.next_due is None or row.next_due > at:
        return False
    if len(asked_times(row)) != TWICE - 1 or Verdict.objects.filter(case=row, resolution=row.reopenings).exists():
        return False
    ask(row, letter, number=TWICE, automatic=True, by=by, at=at)
    due = at + timedelta(days=portal_terms().decide_after)
    save(row, {"next_action": NextAction.DECIDE_UNANSWERED.value, "next_due": due, "version": row.version + 1})
    done = event("case.next_done", row.code, at, {})
    action = NextAction.DECIDE_UNANSWERED.value
    planned = next_planned(row.code, due, person=row.accountable_id, at=at, action=action)
    history.record([done, planned], by=by, at=at)
    return True


def tell_to_decide(*, by: Actor, at: datetime, most: int = 2000) -> int:
    """Tell whoever answers for a case that deciding on its silent customer is due, once for each resolution."""
    if not organisation.standing(by, at).is_system:
        raise NotAllowedError("cases.not_allowed", act="tell_to_decide")
    due = Case.objects.filter(
        status=Status.RESOLVED.value, next_action=NextAction.DECIDE_UNANSWERED.value, next_due__lte=at
    )
    rows = due.order_by("-next_due").values_list("accountable", "code", "reopenings")[:most]
    wanted: list[tuple[int, str, Params]] = [
        (person, f"case:{code}", {"case": code, "resolution": resolution}) for person, code, resolution in rows
    ]
    untold = communication.untold(DECIDE, wanted)
    for person, subject, params in untold:
        notices.notify(people=[person], code=DECIDE, params=params, subject=subject, by=by, at=at)
    return len(untold)


@transaction.atomic
def set_portal_terms(*, terms: PortalTerms, by: Actor, at: datetime) -> None:
    """Agree when a silent customer is asked again, when a person decides, and what customers read of who wrote."""
    if not permissions.may_set_promises(organisation.standing(by, at)):
        raise NotAllowedError("cases.not_allowed", act="set_portal_terms")
    days = {
        "again_after": rules.check_days(terms.again_after, field="again_after", least=1),
        "decide_after": rules.check_days(terms.decide_after, field="decide_after", least=1),
        "reopen_within": rules.check_days(terms.reopen_within, field="reopen_within", least=0),
    }
    name = terms.name or Bilingual("", "")
    called = {
        "name_zh": rules.one_line(name.zh, field="name_zh", longest=120, required=False),
        "name_en": rules.one_line(name.en, field="name_en", longest=120, required=False),
    }
    PortalRule.objects.update_or_create(pk=1, defaults={**days, **called, "names": terms.names.value})
    told = NewEvent("cases.portal_terms_set", "portal_rule", "1", {**days, "names": terms.names.value}, at)
    history.record([told], by=by, at=at)
