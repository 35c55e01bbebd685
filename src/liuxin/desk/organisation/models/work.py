"""What somebody can do, how much at once, and when not: what the routing of cases asks."""

from django.db import models
from django.db.models import F, Q

from liuxin.desk.organisation.models.people import Person
from liuxin.desk.organisation.words import AbilityKind


class Ability(models.Model):
    """A skill that somebody has or a language that somebody works in."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="abilities")
    kind = models.CharField(max_length=16)
    word = models.CharField(max_length=64)

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in AbilityKind]), name="ability_known_kind"
            ),
            models.CheckConstraint(condition=~Q(word=""), name="ability_has_word"),
            models.CheckConstraint(
                condition=~Q(kind=AbilityKind.LANGUAGE.value) | Q(word__in=["zh", "en"]), name="ability_known_language"
            ),
            models.UniqueConstraint(fields=("person", "kind", "word"), name="ability_once"),
        )

    def __str__(self) -> str:
        """Name person and word."""
        return f"{self.person_id} {self.word}"


class Capacity(models.Model):
    """How many open cases somebody holds at most before routing passes by; without a row there is no limit."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="capacity")
    cases = models.PositiveIntegerField()

    def __str__(self) -> str:
        """Name person and limit."""
        return f"{self.person_id} ≤ {self.cases}"


class Absence(models.Model):
    """Somebody is away from `start` up to `end`; why is nobody's concern here."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="absences")
    start = models.DateTimeField()
    end = models.DateTimeField()

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="absence_ends_after_start"),
            models.UniqueConstraint(fields=("person", "start"), name="absence_one_start"),
        )

    def __str__(self) -> str:
        """Name person and start."""
        return f"{self.person_id} {self.start:%Y-%m-%d}"
