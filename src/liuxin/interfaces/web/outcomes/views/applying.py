"""Applying a rule set after it was confirmed, the letters, and the table for pay systems."""

from collections.abc import Iterator
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.web.kit import export, standing
from liuxin.interfaces.web.kit.export import Cell
from liuxin.interfaces.web.kit.views import STATUS, page, posted
from liuxin.interfaces.web.outcomes import labels
from liuxin.interfaces.web.outcomes.forms import ReasonForm
from liuxin.interfaces.wording import formats
from liuxin.kernel.errors import BadInputError, ConflictError, NotAllowedError, RuleBrokenError
from liuxin.performance.outcomes import actions, permissions, queries
from liuxin.performance.outcomes.words import ConsequenceKind, ConsequenceView, Letter
from liuxin.performance.plan import queries as plan


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def confirm(request: HttpRequest, rule_set: int) -> HttpResponse:
    """Apply a rule set, once it was confirmed with a reason."""
    asks = standing.of(request)
    found = queries.rule_set(asks, rule_set)
    if not permissions.may_write_rules(asks, found.department):
        raise NotAllowedError("outcomes.may_not_write")
    form = ReasonForm(posted(request), auto_id="apply-%s")
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.apply_rule_set(
                rule_set_id=rule_set,
                reason=form.cleaned_data["reason"],
                by=standing.actor(request),
                at=timezone.now(),
            )
        except (BadInputError, ConflictError, RuleBrokenError) as error:
            form.blame(error)
            status = next(number for kind, number in STATUS.items() if isinstance(error, kind))
        else:
            messages.success(request, _("The rule is applied. Everybody's letter is there."))
            return redirect("outcomes:rule", rule_set)
    cycle = plan.cycle(found.cycle)
    trial = queries.trial(asks, rule_set, timezone.now()) if found.trial else None
    context = {
        "found": found,
        "form": form,
        "name": labels.text(found.name),
        "cycle": labels.text(cycle.name),
        "is_pilot": cycle.is_pilot,
        "pool": labels.yuan(found.terms.pool_fen),
        "trial": trial,
        "approvers": organisation.names(found.approvers).values(),
    }
    return page(request, "outcomes/apply.html", context, status=status)


@require_safe
@login_required
def letter(request: HttpRequest, consequence: int) -> HttpResponse:
    """Show a letter, made to be printed on one sheet and signed."""
    asks, now = standing.of(request), timezone.now()
    found = queries.letter(asks, consequence, now)
    told = found.consequence
    people = {told.person, told.decided_by, *found.approved_by}
    cycle = plan.cycle(told.cycle)
    names = organisation.names(people)
    return page(
        request,
        "outcomes/letter.html",
        {
            "letter": found,
            "told": told,
            "person": names.get(told.person),
            "decided_by": names.get(told.decided_by),
            "approvers": [names.get(key) for key in found.approved_by],
            "cycle": labels.text(cycle.name),
            "rule": labels.text(found.rule.name),
            "kind": told.kind.value,
            "amount": labels.yuan(told.amount_fen),
            "side": labels.SIDES[told.side],
            "floor": formats.number(found.rule.terms.floor, places=None),
            "pool": labels.yuan(found.rule.terms.pool_fen),
            "zone": organisation.zone(),
            **_score(found),
        },
    )


def _score(found: Letter) -> dict[str, object]:
    score = found.consequence.score
    return {
        "points": formats.points(None if score is None else score.points),
        "interval": "" if score is None else formats.interval(score.low, score.high),
        "base": formats.number(found.base, places=None),
        "presence": formats.percent(100 * found.presence),
    }


@require_safe
@login_required
def export_consequences(request: HttpRequest, cycle: int) -> HttpResponseBase:
    """Hand out the consequences of a cycle that the reader may see, for pay systems."""
    asks, now = standing.of(request), timezone.now()
    found = plan.cycle(cycle)
    rows = queries.consequences(asks, now, cycle_id=cycle)
    header = [
        _("staff number"),
        _("name"),
        _("cycle"),
        _("kind"),
        _("amount, yuan"),
        _("decided by"),
        _("reason"),
        _("applied at"),
    ]
    return export.table(
        name=f"{_('consequences')}-{found.code}",
        form=request.GET.get("form", "xlsx"),
        header=header,
        rows=_rows(rows, found.code),
        zone=ZoneInfo(organisation.zone()),
    )


def _rows(rows: tuple[ConsequenceView, ...], code: str) -> Iterator[list[Cell]]:
    people = {each.person for each in rows} | {each.decided_by for each in rows}
    names = organisation.names(people)
    numbers = {each.name.id: each.number for each in organisation.staff().values()}
    for each in rows:
        yield [
            numbers.get(each.person, ""),
            labels.text(names[each.person].text) if each.person in names else "",
            code,
            str(labels.KINDS[each.kind]),
            float(Decimal(each.amount_fen) / labels.FEN) if each.kind is not ConsequenceKind.NO_RULE else None,
            labels.text(names[each.decided_by].text) if each.decided_by in names else "",
            each.reason,
            each.at,
        ]
