"""Who asks: the standing behind a request, looked up once."""

from django.http import HttpRequest
from django.utils import timezone

from liuxin.desk.organisation import queries
from liuxin.desk.organisation.words import ANONYMOUS, Standing
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotAllowedError

KEPT = "_liuxin_standing"


def of(request: HttpRequest) -> Standing:
    """Give the standing of whoever asks; the second call on a request asks no database, unless another signed in."""
    user = request.user
    account, kept = vars(request).get(KEPT, (0, None))
    if isinstance(kept, Standing) and account == user.pk:
        return kept
    found = queries.standing_of_account(user.pk, timezone.now()) if user.is_authenticated else ANONYMOUS
    keep(request, found)
    return found


def keep(request: HttpRequest, found: Standing) -> None:
    """Keep the standing of whoever is signed in as a request is answered."""
    setattr(request, KEPT, (request.user.pk, found))


def actor(request: HttpRequest) -> Actor:
    """Give the person behind a request as an actor of the record.

    Raises `NotAllowedError("account.without_person")` for an account that no person stands behind.
    """
    person = of(request).person_id
    if person is None:
        raise NotAllowedError("account.without_person")
    return Actor.person(person, via="web")
