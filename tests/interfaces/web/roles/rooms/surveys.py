"""One-time links: open to whoever holds one, whoever that is; an address that was made up leads nowhere."""

from tests.factories.surveys import issue, open_sheet
from tests.interfaces.web.roles.rooms import Form, Ground

FORMS: dict[str, Form] = {"surveys:link": {"do": "begin"}}


def things(ground: Ground, person: int, relation: str) -> dict[str, object]:
    """Issue a link for a sheet about the person, which lasts as long as the tests run."""
    del ground
    sheet = open_sheet(f"roles-{relation}-{person}", subject=str(person))
    return {"surveys:link token": issue(sheet, days=36_500)}
