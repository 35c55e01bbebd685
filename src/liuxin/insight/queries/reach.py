"""What a reader may open: whose boards, and whose card, for deciding an appeal too."""

from dataclasses import dataclass, replace
from datetime import datetime

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing, TeamName
from liuxin.insight import permissions
from liuxin.insight.words import OnAppeal
from liuxin.kernel.period import Period
from liuxin.performance.evaluation import queries as evaluation
from liuxin.performance.feedback import queries as feedback


def open_teams(standing: Standing) -> tuple[TeamName, ...]:
    """Give the teams whose board is open to the reader, by code."""
    visible = organisation.teams_visible(standing)
    departments = organisation.departments_of(team.id for team in visible) if standing.hr_departments else {}
    return permissions.boards_open_to(standing, visible, departments)


@dataclass(frozen=True, slots=True)
class CardReach:
    """How far a person's cards are open: all of them, or those on which the reader decides an appeal, the latest first.

    `reader` is the standing with which evaluation is asked: for an appeal that of somebody to whom the person reports,
    and it is asked for nothing but what `appeals` name.
    """

    reader: Standing
    appeals: tuple[OnAppeal, ...] | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether anything is open."""
        return self.appeals is None or bool(self.appeals)

    def of_period(self, period: Period) -> OnAppeal | None:
        """Give what an appeal opens of a period."""
        return next((each for each in self.appeals or () if each.period == period), None)

    def of_cycle(self, cycle_id: int) -> OnAppeal | None:
        """Give what an appeal opens of a cycle."""
        return next((each for each in self.appeals or () if each.cycle == cycle_id), None)

    def opens_period(self, period: Period) -> bool:
        """Tell whether the card of a period is open."""
        return self.appeals is None or self.of_period(period) is not None

    def opens_cycle(self, cycle_id: int) -> bool:
        """Tell whether the card of a cycle is open."""
        return self.appeals is None or self.of_cycle(cycle_id) is not None


def card_reach(standing: Standing, person_id: int, at: datetime) -> CardReach:
    """Tell how far a person's cards are open to a reader: by who he is, else for deciding an appeal of that person."""
    if person_id in evaluation.people_open(standing, [person_id], at):
        return CardReach(standing)
    found = feedback.opened_by_appeals(standing, person_id)
    reader = replace(standing, reports=standing.reports | {person_id}) if found else standing
    return CardReach(
        reader,
        tuple(
            OnAppeal(each.cycle, evaluation.result(reader, person_id, each.cycle).period, each.measures)
            for each in found
        ),
    )
