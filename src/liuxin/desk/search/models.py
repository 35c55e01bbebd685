"""Tables of the index. The database keeps what finds in them by itself (migration 0002)."""

from django.db import models
from django.db.models import F, Q

from liuxin.desk.search.words import Source

PLACES = 2**20
"""How many texts a case may have; the key of a text is `case × PLACES + place`, so that it tells the case."""


class CaseText(models.Model):
    """The tokens of one text of a case.

    Read by falling keys, the texts of the newest case come first, and all texts of a case together.
    """

    id = models.BigAutoField(primary_key=True)
    case = models.BigIntegerField()
    source = models.CharField(max_length=16)
    key = models.BigIntegerField()
    tokens = models.TextField()

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(fields=("source", "key"), name="case_text_once"),
            models.CheckConstraint(
                condition=Q(source__in=[source.value for source in Source]), name="case_text_known_source"
            ),
            models.CheckConstraint(
                condition=Q(id__gte=F("case") * PLACES, id__lt=(F("case") + 1) * PLACES), name="case_text_of_its_case"
            ),
        )

    def __str__(self) -> str:
        return f"{self.case} {self.source} {self.key}"


class CustomerText(models.Model):
    """The tokens of a customer; the key is the customer's."""

    id = models.BigAutoField(primary_key=True)
    tokens = models.TextField()

    def __str__(self) -> str:
        return str(self.id)
