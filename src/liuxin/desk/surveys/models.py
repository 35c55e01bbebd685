"""Tables of surveys. What a respondent wrote hangs on a pseudonym; whose it is, this room does not know."""

from django.db import models
from django.db.models import F, Q

from liuxin.desk.surveys.words import LEVELS, Seen, SheetState


class Questionnaire(models.Model):
    """A version of a questionnaire; once published it never changes."""

    code = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    name_zh = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    note_at_ends = models.BooleanField(default=False)
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(fields=("code", "version"), name="questionnaire_one_version"),
            models.CheckConstraint(condition=~Q(code=""), name="questionnaire_has_code"),
            models.CheckConstraint(condition=Q(version__gte=1), name="questionnaire_version_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"


class Question(models.Model):
    """A question of a questionnaire."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="questions")
    code = models.CharField(max_length=64)
    group = models.CharField(max_length=64, blank=True)
    order = models.PositiveIntegerField()
    name_zh = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    text_zh = models.CharField(max_length=500)
    text_en = models.CharField(max_length=500)
    must = models.BooleanField(default=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(fields=("questionnaire", "code"), name="question_one_code"),
            models.UniqueConstraint(fields=("questionnaire", "order"), name="question_one_order"),
            models.CheckConstraint(condition=~Q(code=""), name="question_has_code"),
            models.CheckConstraint(condition=~Q(text_zh="") & ~Q(text_en=""), name="question_has_text"),
        )

    def __str__(self) -> str:
        return self.code


class Anchor(models.Model):
    """What a level means in behaviour."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="anchors")
    level = models.PositiveSmallIntegerField()
    text_zh = models.CharField(max_length=500)
    text_en = models.CharField(max_length=500)

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(fields=("question", "level"), name="anchor_one_level"),
            models.CheckConstraint(condition=Q(level__in=LEVELS), name="anchor_known_level"),
        )

    def __str__(self) -> str:
        return f"{self.question_id}: {self.level}"


class Sheet(models.Model):
    """One respondent's sheet about one subject."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="sheets")
    purpose = models.CharField(max_length=64)
    subject = models.CharField(max_length=64)
    group = models.CharField(max_length=32)
    respondent = models.CharField(max_length=64)
    about_zh = models.CharField(max_length=200, blank=True)
    about_en = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=16, default=SheetState.DRAFT)
    submitted_on = models.DateField(null=True, blank=True)
    confidential = models.BooleanField(default=True)
    asked = models.CharField(max_length=500, blank=True)

    class Meta:
        """Integrity: a day exactly where it was handed in; one living sheet of a respondent about a subject."""

        constraints = (
            models.CheckConstraint(condition=Q(state__in=sorted(SheetState)), name="sheet_known_state"),
            models.CheckConstraint(
                condition=Q(state=SheetState.DRAFT, submitted_on__isnull=True)
                | Q(state=SheetState.SUBMITTED, submitted_on__isnull=False)
                | Q(state=SheetState.WITHDRAWN),
                name="sheet_day_when_submitted",
            ),
            models.CheckConstraint(
                condition=~Q(purpose="") & ~Q(subject="") & ~Q(group="") & ~Q(respondent=""), name="sheet_is_placed"
            ),
            models.UniqueConstraint(
                fields=("purpose", "subject", "group", "respondent"),
                condition=~Q(state=SheetState.WITHDRAWN),
                name="sheet_one_living",
            ),
        )

    def __str__(self) -> str:
        return f"#{self.pk} {self.purpose}"


class Answer(models.Model):
    """An answer: a level exactly where something was seen."""

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    seen = models.CharField(max_length=16)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(fields=("sheet", "question"), name="answer_one_per_question"),
            models.CheckConstraint(condition=Q(seen__in=sorted(Seen)), name="answer_known_seen"),
            models.CheckConstraint(
                condition=Q(seen=Seen.SEEN, level__isnull=False, level__in=LEVELS)
                | (~Q(seen=Seen.SEEN) & Q(level__isnull=True)),
                name="answer_level_when_seen",
            ),
        )

    def __str__(self) -> str:
        return f"{self.sheet_id}: {self.question_id}"


class Link(models.Model):
    """A one-time link to a sheet. Only digests are kept; the first browser that begins is the only one that goes on."""

    sheet = models.OneToOneField(Sheet, on_delete=models.PROTECT, related_name="link")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    bound_digest = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001 - null is "not bound"
    used_on = models.DateField(null=True, blank=True)
    revoked_on = models.DateField(null=True, blank=True)

    class Meta:
        """Integrity: only a browser that began hands in; the browser's secret is never the token."""

        constraints = (
            models.CheckConstraint(
                condition=Q(used_on__isnull=True) | Q(bound_digest__isnull=False), name="link_used_is_bound"
            ),
            models.CheckConstraint(
                condition=Q(bound_digest__isnull=True) | ~Q(bound_digest=F("digest")), name="link_secret_is_its_own"
            ),
        )

    def __str__(self) -> str:
        return f"link of #{self.sheet_id}"


class Untold(models.Model):
    """What the record is not told yet of a confidential sheet: it is told when the day is over, all in a mixed order.

    The row is written with the deed and goes with the event: the record misses nothing and is told nothing twice.
    """

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=32)
    day = models.DateField(db_index=True)

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.verb}"
