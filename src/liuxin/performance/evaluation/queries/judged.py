"""Everything that was handed in in a cycle, for scoring and for what raters are told of themselves; never shown.

Raters are codes, counted anew each time in an order by chance: what is computed with them holds no name and no
pseudonym.
"""

import secrets
from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Role
from liuxin.desk.surveys import queries as surveys
from liuxin.desk.surveys.words import Seen
from liuxin.performance.evaluation.models import Form
from liuxin.performance.evaluation.queries.forms import purpose
from liuxin.performance.evaluation.queries.keys import keys
from liuxin.performance.evaluation.words import ANONYMOUS, KNOWN, Judged, RaterOf, Rating
from liuxin.performance.evaluators import queries as evaluators
from liuxin.performance.evaluators.words import AssignmentView, Kind
from liuxin.performance.plan import queries as plan

Who = tuple[str, int]


def judged(cycle_id: int, at: datetime) -> Judged:
    """Give what was handed in, by person, with who stands behind each code; a constant number of statements.

    Who could open the result anyway is marked, see `words.Rating`.
    """
    sheets = dict(Form.objects.filter(cycle=cycle_id).values_list("sheet", "ratee"))
    if not sheets:
        return Judged({}, {})
    assigned = {each.id: each for each in evaluators.confirmed(cycle_id)}
    behind = {key.sheet: assigned[key.assignment] for key in keys(assigned).values()}
    readers = _sheets_of_readers(cycle_id, behind, at)
    codes = _codes(sheets, behind)
    found: defaultdict[int, list[Rating]] = defaultdict(list)
    for row in surveys.answers_of(purpose(cycle_id)):
        if row.sheet in sheets:
            level = row.level if row.seen == Seen.SEEN else None
            kind = Kind(row.group)
            rating = Rating(row.sheet, kind, row.question, level, row.sheet in readers, codes[row.sheet])
            found[sheets[row.sheet]].append(rating)
    return Judged(found, _raters(behind, codes))


def _codes(sheets: Collection[int], behind: Mapping[int, AssignmentView]) -> dict[int, int]:
    """Give each sheet the number of its rater; a sheet whose assignment was dropped since is a rater of its own."""
    who = {sheet: _who(sheet, behind.get(sheet)) for sheet in sheets}
    different = sorted(set(who.values()))
    secrets.SystemRandom().shuffle(different)
    code = {each: number for number, each in enumerate(different)}
    return {sheet: code[each] for sheet, each in who.items()}


def _who(sheet: int, assigned: AssignmentView | None) -> Who:
    """Tell rater from rater: whoever rates as a manager is another one than the same person as a colleague."""
    if assigned is None:
        return ("sheet", sheet)
    if assigned.rater is None:
        return ("customer", assigned.customer or 0)
    return ("" if assigned.kind in ANONYMOUS else assigned.kind.value, assigned.rater)


def _raters(behind: Mapping[int, AssignmentView], codes: Mapping[int, int]) -> dict[int, RaterOf]:
    kinds: defaultdict[int, set[Kind]] = defaultdict(set)
    for sheet, assigned in behind.items():
        kinds[codes[sheet]].add(assigned.kind)
    return {
        codes[sheet]: RaterOf(assigned.rater, assigned.kind in KNOWN, tuple(sorted(kinds[codes[sheet]])))
        for sheet, assigned in behind.items()
    }


def _sheets_of_readers(cycle_id: int, behind: Mapping[int, AssignmentView], at: datetime) -> frozenset[int]:
    """Name the sheets whose raters may open the result that they rate: by their role or from the line above."""
    roles = (Role.HR, Role.DIRECTOR, Role.AUDITOR)
    readers = {person for role in roles for person in organisation.people_with_role(role, at)}
    managers = {each.person: each.manager for each in plan.participants(cycle_id)}
    return frozenset(
        sheet
        for sheet, each in behind.items()
        if each.kind in ANONYMOUS and (each.rater in readers or each.rater in _line_above(each.ratee, managers))
    )


def _line_above(person: int, managers: Mapping[int, int | None]) -> set[int | None]:
    """Go up the line as it was when the cycle opened."""
    met: set[int | None] = set()
    above = managers.get(person)
    while above is not None and above not in met:
        met.add(above)
        above = managers.get(above)
    return met
