"""Where a customer follows the matter: the portal makes the address."""

from liuxin.desk.communication.words import Letter


def follow(letter: Letter) -> str:
    """Give the address by which the customer follows the case; "" while there is none to give."""
    del letter
    return ""
