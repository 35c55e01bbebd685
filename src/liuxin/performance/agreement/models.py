"""Tables of agreements. A text that was proposed, and an answer that was given, is never rewritten."""

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from liuxin.desk.organisation.models import Person
from liuxin.kernel.quantities import WHOLE
from liuxin.performance.agreement.words import AGAINST, SETTLED, Answer, How, Mode, State


def _values(words: type[StrEnum]) -> list[str]:
    """Plain texts, so that migrations do not hang on the words of today."""
    return [word.value for word in words]


_SETTLED = sorted(state.value for state in SETTLED)


class Agreement(models.Model):
    """What is negotiated: `kind` and `subject` say of what, in the words of the room that opened it."""

    kind = models.CharField(max_length=32)
    subject = models.CharField(max_length=64)
    title_zh = models.CharField(max_length=300, blank=True)
    title_en = models.CharField(max_length=300, blank=True)
    mode = models.CharField(max_length=16)
    share = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    is_public = models.BooleanField(default=False)
    deadline = models.DateTimeField(null=True)
    decider = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=16, default=State.OPEN.value)
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=~Q(kind="") & ~Q(subject=""), name="agreement_is_about_something"),
            models.CheckConstraint(condition=~Q(title_zh="", title_en=""), name="agreement_has_title"),
            models.CheckConstraint(
                condition=Q(mode=Mode.EVERYONE.value, share__isnull=True)
                | Q(mode=Mode.SHARE.value, share__isnull=False, share__gt=0, share__lte=WHOLE, deadline__isnull=False),
                name="agreement_share_of_a_vote",
            ),
            models.CheckConstraint(condition=Q(state__in=_values(State)), name="agreement_known_state"),
            models.CheckConstraint(
                condition=Q(state__in=_SETTLED, settled_at__isnull=False)
                | (~Q(state__in=_SETTLED) & Q(settled_at__isnull=True)),
                name="agreement_settled_has_time",
            ),
        )
        indexes = (models.Index(fields=("kind", "subject"), name="agreement_subject"),)

    def __str__(self) -> str:
        """Give the title."""
        return self.title_zh or self.title_en


class Version(models.Model):
    """One text that was proposed, and the hash under which it is signed."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    note = models.TextField(blank=True)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(fields=("agreement", "number"), name="agreement_version_one_per_number"),
            models.CheckConstraint(condition=Q(number__gte=1) & ~Q(sha256=""), name="agreement_version_is_counted"),
        )

    def __str__(self) -> str:
        """Give the number."""
        return f"{self.agreement_id} v{self.number}"


class Line(models.Model):
    """A line of a text, as people read it."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="lines")
    order = models.PositiveIntegerField()
    key = models.CharField(max_length=64)
    label_zh = models.CharField(max_length=300, blank=True)
    label_en = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(fields=("version", "order"), name="agreement_line_one_per_place"),
            models.UniqueConstraint(fields=("version", "key"), name="agreement_line_one_per_key"),
            models.CheckConstraint(condition=~Q(key=""), name="agreement_line_has_key"),
        )

    def __str__(self) -> str:
        """Give the key."""
        return self.key


class Party(models.Model):
    """Somebody whom the text will bind. Whoever left is released, with a reason, and need not sign."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="parties")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=32)
    deputy = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    release_reason = models.TextField(blank=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(fields=("agreement", "person"), name="agreement_party_once"),
            models.UniqueConstraint(
                fields=("agreement", "deputy"), condition=Q(deputy__isnull=False), name="agreement_deputy_of_one"
            ),
            models.CheckConstraint(
                condition=Q(deputy__isnull=True) | ~Q(deputy=F("person")), name="agreement_deputy_is_another"
            ),
            models.CheckConstraint(condition=~Q(side=""), name="agreement_party_has_side"),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True, release_reason="")
                | (Q(released_at__isnull=False) & ~Q(release_reason="")),
                name="agreement_release_has_reason",
            ),
        )

    def __str__(self) -> str:
        """Name the person by key."""
        return f"{self.person_id} {self.side}"


class Response(models.Model):
    """An answer of a party to a version: who, for whom, over which text, when. A later answer replaces it."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="responses")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="responses")
    kind = models.CharField(max_length=16)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    for_person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(
                fields=("version", "party"), condition=Q(replaced_at__isnull=True), name="agreement_response_one_counts"
            ),
            models.CheckConstraint(condition=Q(kind__in=_values(Answer)), name="agreement_response_known_kind"),
            models.CheckConstraint(condition=~Q(sha256=""), name="agreement_response_over_a_text"),
            models.CheckConstraint(
                condition=~Q(kind__in=sorted(kind.value for kind in AGAINST)) | ~Q(reason=""),
                name="agreement_against_has_reason",
            ),
        )

    def __str__(self) -> str:
        """Name kind and party."""
        return f"{self.kind} {self.party_id}"


class Comment(models.Model):
    """A remark about a version."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="comments")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="comments")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField()

    class Meta:
        """Integrity."""

        constraints = (models.CheckConstraint(condition=~Q(text=""), name="agreement_comment_says_something"),)

    def __str__(self) -> str:
        """Name writer and time."""
        return f"{self.by_id} {self.at:%Y-%m-%d %H:%M}"


class Decision(models.Model):
    """A version put in force by the one named for it, where consent was not reached."""

    agreement = models.OneToOneField(Agreement, on_delete=models.PROTECT, related_name="decision")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    at = models.DateTimeField()

    class Meta:
        """Integrity."""

        constraints = (models.CheckConstraint(condition=~Q(reason=""), name="agreement_decision_has_reason"),)

    def __str__(self) -> str:
        """Name the version."""
        return str(self.version_id)


class Settlement(models.Model):
    """That one version binds: what other rooms' constraints hang on. It is there if and only if it is settled."""

    agreement = models.OneToOneField(Agreement, on_delete=models.PROTECT, related_name="settlement")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=16)
    at = models.DateTimeField()

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=Q(how__in=_values(How)), name="agreement_settlement_known_how"),
        )

    def __str__(self) -> str:
        """Name the version."""
        return f"{self.version_id} {self.how}"
