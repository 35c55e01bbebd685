"""Where a customer follows the matter: the portal makes the address."""

from liuxin.desk.cases import queries as cases
from liuxin.desk.communication.words import Letter
from liuxin.interfaces.jobs import links


def follow(letter: Letter) -> str:
    """Give the address by which the customer follows the case; "" where there is none, or the text bears one."""
    if letter.message is None or letter.about.kind != "case" or links.home() in letter.text:
        return ""
    asked = cases.letter_about(letter.about.code)
    return links.address(asked.code, asked.customer) if asked else ""
