"""A survey that its holder may answer, whoever that is; an address that was made up leads nowhere."""

from tests.factories.surveying import lasting
from tests.interfaces.web.roles.rooms import Form, Ground

TERMS = {
    "delay_hours": "24",
    "from_hour": "9",
    "to_hour": "20",
    "rest_days": "30",
    "remind_days": "3",
    "open_days": "14",
    "hearts": "2",
    "low_at": "2",
}
FORMS: dict[str, Form] = {
    "satisfaction:answer": {"overall": "4", "resolved": "5"},
    "satisfaction:rule": {**TERMS, "open_days": ""},
}


def things(ground: Ground, person: int, relation: str) -> dict[str, object]:
    """Give everybody the link of one survey, which lasts as long as the tests run."""
    del person, relation
    if "survey" not in ground.shared:
        ground.shared["survey"] = lasting(ground.stranger)
    return {"satisfaction:answer token": ground.shared["survey"]}
