"""People, departments, positions, teams, roles, calendars and accounts."""
