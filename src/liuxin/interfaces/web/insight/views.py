"""Pages of insight: one query each, laid out and rendered."""

from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from liuxin.insight import queries
from liuxin.insight.queries import Cell, Part
from liuxin.insight.words import Behind, Board, Cut, OwnNumbers, Scorecard, Show
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.insight.pages import about as about_page
from liuxin.interfaces.web.insight.pages import addresses, asked, cuts, sheets
from liuxin.interfaces.web.insight.pages import behind as behind_page
from liuxin.interfaces.web.insight.pages import board as board_page
from liuxin.interfaces.web.insight.pages import card as card_page
from liuxin.interfaces.web.insight.pages import own as own_page
from liuxin.interfaces.web.kit import export, standing
from liuxin.interfaces.web.kit.middleware import LARGEST_KEY
from liuxin.interfaces.web.kit.views import page
from liuxin.kernel.errors import BadInputError, NotFoundError


@require_safe
@login_required
def board(request: HttpRequest, team: int | None = None) -> HttpResponse:
    """Show the board of a team, or of all teams that are open; whoever has one team goes straight to it."""
    chosen = _whole(request.GET.get("team"), "team")
    if team is None and chosen is not None:
        query = {name: value for name, value in request.GET.items() if name != "team"}
        return HttpResponseRedirect(addresses.board(chosen, **query))
    found = _board(request, team)
    if team is None and len(found.teams) == 1:
        return HttpResponseRedirect(addresses.board(found.teams[0].id))
    wanted, sort = request.GET.get("q", "").strip(), request.GET.get("sort", "")
    context = board_page.context(found, wanted=wanted, sort=sort, unfold="all" in request.GET)
    return page(request, "insight/board.html", context)


@require_safe
@login_required
def board_export(request: HttpRequest, team: int | None = None) -> HttpResponseBase:
    """Hand out what the face of a board shows."""
    found = _board(request, team)
    sheet = sheets.board(found, wanted=request.GET.get("q", "").strip())
    return export.table(
        name=f"board-{found.asked.view}-{found.span.code}",
        form=request.GET.get("form", "csv"),
        header=sheet.header,
        rows=sheet.rows,
        about=sheet.about,
        zone=ZoneInfo(found.zone),
    )


def _board(request: HttpRequest, team: int | None) -> Board:
    return queries.board(standing.of(request), team_id=team, asked=asked.read(request.GET), at=timezone.now())


@require_safe
@login_required
def own(request: HttpRequest) -> HttpResponse:
    """Show one's own numbers."""
    return page(request, "insight/own.html", own_page.context(_own(request)))


@require_safe
@login_required
def own_export(request: HttpRequest) -> HttpResponseBase:
    """Hand out one's own numbers."""
    found = _own(request)
    sheet = sheets.own(found)
    return export.table(
        name=f"my-numbers-{found.month.code}",
        form=request.GET.get("form", "csv"),
        header=sheet.header,
        rows=sheet.rows,
        about=sheet.about,
        zone=ZoneInfo(found.zone),
    )


def _own(request: HttpRequest) -> OwnNumbers:
    return queries.own_numbers(standing.of(request), month=request.GET.get("period", ""), at=timezone.now())


@require_safe
@login_required
def about(request: HttpRequest, key: str) -> HttpResponse:
    """Show how a number is computed."""
    found = queries.definition(key)
    context = {
        "name": shown.title(found.measure, found.statistic),
        "lines": about_page.lines(found),
        "verdict": about_page.verdict(found),
        "recorded": found.recorded,
        "missing": found.missing,
        "needs": shown.text(found.measure.needs_note) if found.missing else "",
    }
    return page(request, "insight/about_page.html", context, fragment="drawer")


@require_safe
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """Lead to one's own scorecard."""
    person = standing.of(request).person_id
    if person is None:
        raise NotFoundError("insight.no_scorecard")
    return HttpResponseRedirect(addresses.scorecard(person))


@require_safe
@login_required
def scorecard(request: HttpRequest, person: int) -> HttpResponse:
    """Show a person's scorecard."""
    return page(request, "insight/scorecard.html", card_page.context(_scorecard(request, person)))


@require_safe
@login_required
def scorecard_export(request: HttpRequest, person: int) -> HttpResponseBase:
    """Hand out the lines of a scorecard."""
    found = _scorecard(request, person)
    return export.table(
        name=f"scorecard-{found.person.id}-{found.span.code}",
        form=request.GET.get("form", "csv"),
        header=sheets.card_header(),
        rows=sheets.card_rows(found),
        about=sheets.card_about(found),
        zone=ZoneInfo(found.zone),
    )


def _scorecard(request: HttpRequest, person: int) -> Scorecard:
    return queries.scorecard(
        standing.of(request),
        person_id=person,
        period=request.GET.get("period", ""),
        live=request.GET.get("view") == "live",
        at=timezone.now(),
    )


@require_safe
@login_required
def behind(request: HttpRequest, key: str) -> HttpResponse:
    """Show the cases behind a number: in a drawer, or as a page of its own."""
    first = _whole(request.GET.get("first"), "first") or 0
    found = _behind(request, key, Part(_show(request.GET.get("show", "")), first, behind_page.PAGE))
    return page(request, "insight/behind.html", behind_page.context(found, request.GET), fragment="drawer")


@require_safe
@login_required
def behind_export(request: HttpRequest, key: str) -> HttpResponseBase:
    """Hand out all cases behind a number."""
    found = _behind(request, key, Part())
    return export.table(
        name=f"cases-{key}",
        form=request.GET.get("form", "csv"),
        header=sheets.behind_header(found),
        rows=sheets.behind_rows(found),
        about=sheets.behind_about(found),
        zone=ZoneInfo(found.zone),
    )


def _behind(request: HttpRequest, key: str, part: Part) -> Behind:
    asked, now = request.GET, timezone.now()
    frozen = _whole(asked.get("frozen"), "frozen")
    if frozen is not None:
        person = _whole(asked.get("person"), "person") or 0
        return queries.behind_frozen(
            standing.of(request), key=key, reading_id=frozen, person_id=person, part=part, at=now
        )
    return queries.behind(
        standing.of(request), key=key, period=asked.get("period", ""), cell=_cell(request), part=part, at=now
    )


def _cell(request: HttpRequest) -> Cell:
    person, team = request.GET.get("person"), request.GET.get("team")
    nobody, cut = addresses.NOBODY, asked.cut(request.GET)
    return Cell(
        cut=cut,
        value=None if cut is None else _part(cut, request.GET.get("is", "")),
        person=None if person == nobody else _whole(person, "person"),
        team=None if team == nobody else _whole(team, "team"),
        of_nobody=person == nobody,
        of_no_team=team == nobody,
    )


def _part(cut: Cut, raw: str) -> int | str | None:
    """Read which part of a dimension is meant: some are named by a whole number, others by a word."""
    if raw == addresses.NOBODY:
        return None
    return _whole(raw, "is") if cut in cuts.WHOLE else raw


def _show(raw: str) -> Show:
    """Read which part is wanted. Raises `BadInputError("insight.unknown_part")`."""
    try:
        return Show(raw or Show.ALL)
    except ValueError as error:
        raise BadInputError("insight.unknown_part", field="show", show=raw) from error


def _whole(raw: str | None, field: str) -> int | None:
    """Read a key. Raises `BadInputError("insight.unreadable_key")`."""
    if not raw:
        return None
    if not raw.isascii() or not raw.isdigit() or int(raw) > LARGEST_KEY:
        raise BadInputError("insight.unreadable_key", field=field, value=raw)
    return int(raw)
