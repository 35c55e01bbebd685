"""Who may look at numbers of several people side by side."""

from collections.abc import Iterable, Mapping

from liuxin.desk.organisation.words import Role, Standing, TeamName


def may_open_boards(standing: Standing) -> bool:
    """Boards are for those who answer for a team's work, for HR and for whoever looks at the whole."""
    return standing.sees_everything or standing.has(Role.HR, Role.MANAGER) or bool(standing.teams_led)


def sees_every_board(standing: Standing) -> bool:
    """Tell whether the board of the whole organisation is open, work without a recorded team included."""
    return standing.sees_everything or standing.hr_everywhere


def boards_open_to(
    standing: Standing, teams: Iterable[TeamName], departments: Mapping[int, int]
) -> tuple[TeamName, ...]:
    """Give the teams whose board is open: all, those led, and those of the departments that HR looks after."""
    if sees_every_board(standing):
        return tuple(teams)
    return tuple(
        team for team in teams if team.id in standing.teams_led or departments.get(team.id) in standing.hr_departments
    )
