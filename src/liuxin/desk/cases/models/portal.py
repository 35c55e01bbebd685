"""Tables of the customer's side: asking about the end, what followed, who may come in."""

from django.db import models
from django.db.models import F, Q

from liuxin.desk.cases.words.portal import NamesShown
from liuxin.desk.customers.words import Language, Way

TWICE = 2


class Asked(models.Model):
    """The customer was asked whether a resolution holds: once with it, and once more. `resolution` counts from 0."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="asked")
    resolution = models.PositiveIntegerField()
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        """Integrity: never a third time, and never twice at once."""

        constraints = (
            models.UniqueConstraint(fields=("case", "resolution", "number"), name="asked_once_each"),
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=TWICE), name="asked_at_most_twice"),
        )

    def __str__(self) -> str:
        return f"{self.case_id}.{self.resolution} #{self.number}"


class Verdict(models.Model):
    """What the customer said to a resolution: settled or not. A "not" is looked at once: somebody is warned."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="verdicts")
    resolution = models.PositiveIntegerField()
    settled = models.BooleanField()
    at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Integrity: one word to a resolution."""

        constraints = (models.UniqueConstraint(fields=("case", "resolution"), name="verdict_one_per_resolution"),)
        indexes = (
            models.Index(
                fields=("at", "id"), name="verdict_unseen", condition=models.Q(settled=False, looked_at__isnull=True)
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}.{self.resolution}: {self.settled}"


class WroteAgain(models.Model):
    """A customer's words took a case up again that was over. It is looked at once: somebody is warned.

    `before` is what a closed case was, should the words turn out to be only thanks.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    resolution = models.PositiveIntegerField()
    at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True, blank=True)
    before = models.JSONField(default=dict)

    class Meta:
        """Integrity: once for a resolution."""

        constraints = (models.UniqueConstraint(fields=("case", "resolution"), name="wrote_again_once"),)
        indexes = (
            models.Index(fields=("at", "id"), name="wrote_again_unseen", condition=models.Q(looked_at__isnull=True)),
        )

    def __str__(self) -> str:
        return f"{self.case_id}.{self.resolution}"


class FollowUp(models.Model):
    """A case that goes on with a matter whose own case had been closed too long; somebody is warned of it, once."""

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="follows")
    after = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="followed_by")
    looked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Integrity."""

        constraints = (models.CheckConstraint(condition=~Q(case=F("after")), name="follow_up_of_another"),)
        indexes = (models.Index(fields=("id",), name="follow_up_unseen", condition=models.Q(looked_at__isnull=True)),)

    def __str__(self) -> str:
        return f"{self.case_id} after {self.after_id}"


class CameBy(models.Model):
    """By which entrance a case came, and how its customer likes to be spoken to."""

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="came_by")
    entrance = models.ForeignKey("cases.Entrance", on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=16, blank=True)
    prefers = models.CharField(max_length=16, blank=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(
                condition=Q(language__in=["", *(word.value for word in Language)])
                & Q(prefers__in=["", *(word.value for word in Way)]),
                name="came_by_known_words",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} by {self.entrance_id}"


class PortalRule(models.Model):
    """What is agreed about the end of cases: one row."""

    again_after = models.PositiveSmallIntegerField()
    decide_after = models.PositiveSmallIntegerField()
    reopen_within = models.PositiveSmallIntegerField()
    names = models.CharField(max_length=16, default=NamesShown.NONE.value)
    name_zh = models.CharField(max_length=120, blank=True)
    name_en = models.CharField(max_length=120, blank=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=Q(id=1), name="portal_rule_is_one"),
            models.CheckConstraint(condition=Q(again_after__gte=1, decide_after__gte=1), name="portal_rule_gives_time"),
            models.CheckConstraint(
                condition=Q(names__in=[word.value for word in NamesShown]), name="portal_rule_known_names"
            ),
        )

    def __str__(self) -> str:
        return f"{self.again_after} + {self.decide_after}"


class Pass(models.Model):
    """A one-time way in to all one's cases. Of the token only a digest is kept; `address` is the e-mail as compared."""

    digest = models.CharField(max_length=64, unique=True)
    address = models.CharField(max_length=254)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    session = models.CharField(max_length=64, unique=True, null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Integrity: a session only where it was used."""

        constraints = (
            models.CheckConstraint(
                condition=Q(used_at__isnull=True, session__isnull=True)
                | Q(used_at__isnull=False, session__isnull=False),
                name="pass_used_has_session",
            ),
            models.CheckConstraint(condition=~Q(address="") & Q(expires_at__gt=F("made_at")), name="pass_has_address"),
        )
        indexes = (models.Index(fields=("address", "made_at"), name="pass_by_address"),)

    def __str__(self) -> str:
        return f"#{self.pk}"


class Knock(models.Model):
    """Somebody nobody knows asked for something. `who` is a keyed digest of the network address."""

    who = models.CharField(max_length=64)
    what = models.CharField(max_length=16)
    at = models.DateTimeField()

    class Meta:
        """Counted by who and when."""

        indexes = (models.Index(fields=("who", "what", "at"), name="knock_by_who"),)

    def __str__(self) -> str:
        return f"{self.what} {self.at:%Y-%m-%d %H:%M}"
