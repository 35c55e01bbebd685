"""Tables of training: tries at quizzes, ratings of prepared cases, qualifications. All of them open to oneself only."""

from django.db import models
from django.db.models import F, Q

from liuxin.desk.organisation.models import Person
from liuxin.performance.evaluators.words.practice import LEVELS


class Attempt(models.Model):
    """A try at the quiz of a course; every one is kept. `options` are those chosen, in the order of the questions."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    course = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    options = models.CharField(max_length=200)
    right = models.PositiveSmallIntegerField()
    of = models.PositiveSmallIntegerField()
    passed = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=~Q(course="") & ~Q(options=""), name="attempt_is_told"),
            models.CheckConstraint(condition=Q(right__lte=F("of"), of__gte=1), name="attempt_right_of_all"),
            models.UniqueConstraint(
                fields=("person", "course", "version"), condition=Q(passed=True), name="attempt_passed_once"
            ),
        )
        indexes = (models.Index(fields=("person", "course"), name="attempt_of_person"),)

    def __str__(self) -> str:
        """Give the course and the result."""
        return f"{self.course} {self.right}/{self.of}"


class PracticeRating(models.Model):
    """A level that somebody gave a criterion of a prepared case, in a round of practice; never changed."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    case = models.CharField(max_length=64)
    criterion = models.CharField(max_length=64)
    level = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(fields=("person", "round", "case", "criterion"), name="practice_rating_once"),
            models.CheckConstraint(condition=Q(level__in=LEVELS), name="practice_rating_on_scale"),
            models.CheckConstraint(condition=Q(round__gte=1), name="practice_rating_in_round"),
        )

    def __str__(self) -> str:
        """Give the case, the criterion and the level."""
        return f"{self.case} {self.criterion} {self.level}"


class Qualification(models.Model):
    """The outcome of practice: components of accuracy over `cases` cases, and until when it holds if it was passed."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    cases = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    until = models.DateTimeField()
    elevation = models.FloatField()
    differential_elevation = models.FloatField()
    stereotype_accuracy = models.FloatField()
    differential_accuracy = models.FloatField()
    correlation = models.FloatField(null=True, blank=True)
    passed = models.BooleanField()

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=Q(until__gt=F("at")), name="qualification_ends_after_start"),
            models.UniqueConstraint(fields=("person", "round", "cases"), name="qualification_once_for_so_many_cases"),
            models.UniqueConstraint(
                fields=("person", "round"), condition=Q(passed=True), name="qualification_passed_once"
            ),
        )
        indexes = (models.Index(fields=("person", "passed", "until"), name="qualification_of_person"),)

    def __str__(self) -> str:
        """Give the round and whether it was passed."""
        return f"{self.round}: {self.passed}"
