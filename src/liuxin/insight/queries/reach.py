"""Whose boards a reader may open."""

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing, TeamName
from liuxin.insight import permissions


def open_teams(standing: Standing) -> tuple[TeamName, ...]:
    """Give the teams whose board is open to the reader, by code."""
    visible = organisation.teams_visible(standing)
    departments = organisation.departments_of(team.id for team in visible) if standing.hr_departments else {}
    return permissions.boards_open_to(standing, visible, departments)
