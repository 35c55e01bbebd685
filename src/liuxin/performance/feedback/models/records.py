"""Tables of what a talk holds: its goals, the answers from the record, notes, what was agreed."""

from django.db import models
from django.db.models import Q

from liuxin.desk.organisation.models import Person
from liuxin.performance.feedback.models.rounds import Talk, values
from liuxin.performance.feedback.words import Check, Cited, NoteKind, Question

CHECKS = ["", *(check.value for check in Check)]
QUESTIONS = [question.value for question in Question]


class TalkGoal(models.Model):
    """A goal of one talk, drawn from what it cites; afterwards each side says how far it was reached."""

    talk = models.ForeignKey(Talk, on_delete=models.PROTECT, related_name="goals")
    order = models.PositiveSmallIntegerField()
    text = models.TextField()
    cites = models.CharField(max_length=16, blank=True)
    key = models.CharField(max_length=100, blank=True)
    person_check = models.CharField(max_length=16, blank=True)
    manager_check = models.CharField(max_length=16, blank=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(fields=("talk", "order"), name="talk_goal_one_per_place"),
            models.CheckConstraint(condition=~Q(text=""), name="talk_goal_says_something"),
            models.CheckConstraint(condition=Q(cites__in=values(Cited)), name="talk_goal_known_source"),
            models.CheckConstraint(
                condition=Q(person_check__in=CHECKS, manager_check__in=CHECKS), name="talk_goal_known_check"
            ),
        )

    def __str__(self) -> str:
        """Give the text."""
        return self.text


class Point(models.Model):
    """A sentence from the record as it stood when the outline was made."""

    talk = models.ForeignKey(Talk, on_delete=models.PROTECT, related_name="points")
    question = models.PositiveSmallIntegerField()
    rank = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=64)
    params = models.JSONField(default=dict)
    cites = models.CharField(max_length=16, blank=True)
    key = models.CharField(max_length=100, blank=True)
    effect = models.FloatField(default=0.0)

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(fields=("talk", "question", "rank"), name="point_one_per_rank"),
            models.CheckConstraint(condition=Q(question__in=QUESTIONS), name="point_known_question"),
            models.CheckConstraint(condition=Q(cites__in=values(Cited)), name="point_known_source"),
            models.CheckConstraint(condition=~Q(code=""), name="point_says_something"),
        )

    def __str__(self) -> str:
        """Give the code."""
        return self.code


class Note(models.Model):
    """A note of one side, or of the record that both see."""

    talk = models.ForeignKey(Talk, on_delete=models.PROTECT, related_name="notes")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16)
    question = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=~Q(text=""), name="talk_note_says_something"),
            models.CheckConstraint(condition=Q(kind__in=values(NoteKind)), name="talk_note_known_kind"),
            models.CheckConstraint(condition=Q(question__in=[0, *QUESTIONS]), name="talk_note_known_question"),
            models.UniqueConstraint(
                fields=("talk", "by", "question"),
                condition=Q(kind=NoteKind.PREPARED.value),
                name="talk_note_one_prepared",
            ),
        )

    def __str__(self) -> str:
        """Give the kind."""
        return f"{self.talk_id} {self.kind}"


class AgreedAction(models.Model):
    """What one of both will do, by when."""

    talk = models.ForeignKey(Talk, on_delete=models.PROTECT, related_name="actions")
    order = models.PositiveSmallIntegerField()
    text = models.TextField()
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(fields=("talk", "order"), name="agreed_action_one_per_place"),
            models.CheckConstraint(condition=~Q(text=""), name="agreed_action_says_something"),
        )

    def __str__(self) -> str:
        """Give the text."""
        return self.text
