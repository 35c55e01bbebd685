"""The only writes to the index. Who wrote a text was asked by the room that keeps it; the index tells no record."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import reduce
from itertools import islice
from operator import or_

from django.db import connection, transaction
from django.db.models import Max, Q

from liuxin.desk.search.models import PLACES, CaseText, CustomerText
from liuxin.desk.search.words import CaseText as NewCaseText
from liuxin.desk.search.words import CustomerText as NewCustomerText
from liuxin.desk.search.words import Source
from liuxin.engines.language.tokens import number_tokens, tokens
from liuxin.kernel.actor import Actor
from liuxin.kernel.rows import write_rows

BATCH = 200
_COLUMNS = ("id", '"case"', "source", "key", "tokens")


@transaction.atomic(savepoint=False)
def put_cases(*, texts: Iterable[NewCaseText], by: Actor, at: datetime) -> int:
    """Let texts of cases be found, new ones and changed ones, and count them; one without a token is taken out.

    Whoever writes holds the lock of the case: two texts of one case do not come at once. Reads `texts` as a stream.
    """
    del by, at
    stream = iter(texts)
    return sum(_put(batch) for batch in iter(lambda: list(islice(stream, BATCH)), []))


@transaction.atomic(savepoint=False)
def put_new(*, texts: Iterable[NewCaseText], by: Actor, at: datetime) -> None:
    """Let the first texts of a case that came in within this transaction be found: nothing is looked up."""
    del by, at
    places: dict[int, int] = {}
    put = [(text, _place(text, places), " ".join(tokens(text.text))) for text in texts]
    rows = [(place, text.case, text.source.value, text.key, found) for text, place, found in put if found]
    write_rows(connection, "search_casetext", _COLUMNS, rows)


@transaction.atomic(savepoint=False)
def put_customers(*, texts: Iterable[NewCustomerText], by: Actor, at: datetime) -> int:
    """Let customers be found, and count them. Reads `texts` as a stream."""
    del by, at
    count, stream = 0, iter(texts)
    for batch in iter(lambda: list(islice(stream, BATCH)), []):
        rows = [CustomerText(id=text.customer, tokens=_customer_tokens(text)) for text in batch]
        CustomerText.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=["tokens"])
        count += len(rows)
    return count


@transaction.atomic(savepoint=False)
def take_out(*, source: Source, keys: Sequence[int], by: Actor, at: datetime) -> None:
    """Let texts not be found any more, by the keys of what they were."""
    del by, at
    CaseText.objects.filter(source=source.value, key__in=keys).delete()


@transaction.atomic(savepoint=False)
def take_out_customers(*, keys: Sequence[int], by: Actor, at: datetime) -> None:
    """Let customers not be found any more."""
    del by, at
    CustomerText.objects.filter(id__in=keys).delete()


@transaction.atomic(savepoint=False)
def empty(*, by: Actor, at: datetime) -> None:
    """Take everything out, to be put in anew."""
    del by, at
    CaseText.objects.all().delete()
    CustomerText.objects.all().delete()


def _put(texts: list[NewCaseText]) -> int:
    """Write one batch: three statements, whatever the number of cases."""
    last = {(text.source.value, text.key): text for text in texts}
    known = {
        (row.source, row.key): row.id
        for row in CaseText.objects.filter(key__in=[text.key for text in last.values()]).only("id", "source", "key")
    }
    fresh = {text.case for mark, text in last.items() if mark not in known and text.source is not Source.CASE}
    places = _last_places(fresh)
    rows: dict[bool, list[CaseText]] = {True: [], False: []}
    gone = []
    for mark, text in last.items():
        number = known.get(mark) or _place(text, places)
        found = " ".join(tokens(text.text))
        if found:
            rows[mark in known].append(CaseText(id=number, case=text.case, source=mark[0], key=mark[1], tokens=found))
        elif mark in known:
            gone.append(number)
    # What is new never takes the place of another text: two writers without the lock of the case collide loudly.
    CaseText.objects.bulk_create(rows[False])
    CaseText.objects.bulk_create(rows[True], update_conflicts=True, unique_fields=["id"], update_fields=["tokens"])
    if gone:
        CaseText.objects.filter(id__in=gone).delete()
    return len(rows[False]) + len(rows[True])


def _last_places(cases: Collection[int]) -> dict[int, int]:
    if not cases:
        return {}
    spans = (Q(id__gte=case * PLACES, id__lt=(case + 1) * PLACES) for case in cases)
    rows = CaseText.objects.filter(reduce(or_, spans)).values_list("case").annotate(last=Max("id"))
    return dict(rows.order_by())


def _place(text: NewCaseText, places: dict[int, int]) -> int:
    """Give the next free key of a case; the case's own text has the first."""
    first = text.case * PLACES
    if text.source is Source.CASE:
        return first
    places[text.case] = max(places.get(text.case, first), first) + 1
    return places[text.case]


def _customer_tokens(text: NewCustomerText) -> str:
    numbers = (token for number in text.numbers for token in number_tokens(number))
    return " ".join(dict.fromkeys((*tokens(text.text), *numbers)))
