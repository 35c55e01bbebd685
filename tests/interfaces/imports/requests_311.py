"""A made-up twin of San Francisco's table of service requests: its columns, its traps, no person."""

HEADER = (
    *("unique_key", "created_date", "closed_date", "resolution_action_updated_date", "status", "status_notes"),
    *("agency_name", "category", "complaint_type", "descriptor", "incident_address", "supervisor_district"),
    *("neighborhood", "location", "source", "media_url", "latitude", "longitude", "police_district"),
)


def request(key: str, opened: str, closed: str, last: str, *, team: str, address: str, notes: str = "") -> list[str]:
    """Give a row; stamps are of July 2016 and empty where there is none."""
    stamps = [f"2016-07-{stamp}:00+00:00" if stamp else "" for stamp in (opened, closed, last)]
    status = "Closed" if closed else "Open"
    about = ["Sewer Issues", "Odor", "Odor From_catch_basin", address, "", "", ""]
    return [key, *stamps, status, notes, team, *about, "Mobile/Open311", "", "0.0", "0.0", ""]


NOWHERE = "Not associated with a specific address"
TWIN = [
    request("101", "13 15:11", "14 12:13", "14 12:13", team="PUC Sewer Ops", address=NOWHERE, notes='a, "b"\nc'),
    request("102", "13 16:00", "", "13 17:00", team="Housing Authority SR Queue", address="1 POLK ST"),
    request("103", "13 16:00", "12 16:00", "13 17:00", team="PUC Sewer Ops", address=NOWHERE),
]
