"""Tables of forms: who is rated on which sheet, and the one key that joins a rater to a form."""

from django.db import models
from django.db.models import Q

from liuxin.desk.organisation.models import Department, Person
from liuxin.desk.surveys.models import Sheet
from liuxin.performance.evaluation.words import RaterKind
from liuxin.performance.evaluators.models import Assignment
from liuxin.performance.plan.models import Cycle


class Form(models.Model):
    """A form about somebody: its sheet holds the answers, under a pseudonym of its own."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    ratee = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16)
    sheet = models.OneToOneField(Sheet, on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField()

    class Meta:
        """Integrity."""

        indexes = (models.Index(fields=("cycle", "department"), name="form_of_department"),)
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in RaterKind]), name="form_known_kind"),
        )

    def __str__(self) -> str:
        """Name the key: whose form it is, is nobody's to read."""
        return f"#{self.pk}"


class RaterKey(models.Model):
    """Which form belongs to which rater: the only row that knows. Read by `queries.keys` alone.

    Each form has a pseudonym of its own. With one for all forms of a rater, the self-rating would give it away, and
    the list of who rates whom would do the rest.
    """

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="+")
    form = models.OneToOneField(Form, on_delete=models.PROTECT, related_name="key")
    pseudonym = models.CharField(max_length=32, unique=True)

    class Meta:
        """Integrity."""

        constraints = (models.CheckConstraint(condition=~Q(pseudonym=""), name="rater_key_has_pseudonym"),)

    def __str__(self) -> str:
        """Name nothing."""
        return f"#{self.pk}"
