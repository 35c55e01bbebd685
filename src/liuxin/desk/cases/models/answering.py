"""What agents work with on a page: how far each has read, whom a note names, templates and macros."""

from django.db import models
from django.db.models import Q

from liuxin.desk.cases.words import StepKind
from liuxin.desk.cases.words.answering import MacroDeed, Scope

_OWNED = (
    Q(scope=Scope.OWN.value, owner__isnull=False, team__isnull=True)
    | Q(scope=Scope.TEAM.value, owner__isnull=True, team__isnull=False)
    | Q(scope=Scope.ALL.value, owner__isnull=True, team__isnull=True)
)


class Reading(models.Model):
    """How far somebody has read a case, and when its page was last open before them."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="readings")
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    seen_at = models.DateTimeField()
    read_to = models.PositiveBigIntegerField(default=0)

    class Meta:
        """Integrity."""

        constraints = (models.UniqueConstraint(fields=("person", "case"), name="reading_one_per_person"),)

    def __str__(self) -> str:
        return f"{self.case_id} {self.person_id}"


class Mention(models.Model):
    """Somebody whom a note names."""

    note = models.ForeignKey("cases.Note", on_delete=models.PROTECT, related_name="mentions")
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        """Integrity."""

        constraints = (models.UniqueConstraint(fields=("note", "person"), name="mention_once"),)

    def __str__(self) -> str:
        return f"{self.note_id} @ {self.person_id}"


class Pressed(models.Model):
    """A form that was sent, by the token that it bore: pressing twice is one deed."""

    token = models.CharField(max_length=64, unique=True)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Integrity."""

        constraints = (models.CheckConstraint(condition=~Q(token=""), name="pressed_has_token"),)

    def __str__(self) -> str:
        return self.token


class HeldStep(models.Model):
    """A step that a letter takes with it: taken when the letter leaves, gone when the letter is taken back.

    `due` is until when one waits or asks; `told` is the outcome for the customer, `done` what colleagues read.
    """

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="held_step")
    message = models.OneToOneField("communication.Message", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16)
    next_action = models.CharField(max_length=300)
    due = models.DateTimeField()
    outcome = models.CharField(max_length=32, blank=True)
    told = models.TextField(blank=True)
    done = models.TextField(blank=True)

    class Meta:
        """Integrity: a case waits, or is resolved with an outcome that can be read."""

        constraints = (
            models.CheckConstraint(
                condition=(
                    Q(kind=StepKind.WAITING.value, outcome="", told="")
                    | (Q(kind=StepKind.RESOLVED.value) & ~Q(outcome="") & ~Q(told=""))
                )
                & ~Q(next_action=""),
                name="held_step_is_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind} with #{self.message_id}"


class ReplyTemplate(models.Model):
    """An answer kept for next time; its words are those of its latest version."""

    name = models.CharField(max_length=120)
    scope = models.CharField(max_length=8)
    owner = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    team = models.ForeignKey("organisation.Team", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    used = models.PositiveIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="reply_template_has_name"),
            models.CheckConstraint(condition=_OWNED, name="reply_template_scope_fits"),
        )

    def __str__(self) -> str:
        return self.name


class TemplateVersion(models.Model):
    """The words of a template from `at` on; a version is never changed."""

    template = models.ForeignKey(ReplyTemplate, on_delete=models.PROTECT, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    text_zh = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    at = models.DateTimeField()
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(fields=("template", "number"), name="template_version_one_per_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="template_version_from_1"),
            models.CheckConstraint(condition=~Q(text_zh="") | ~Q(text_en=""), name="template_version_says_something"),
        )

    def __str__(self) -> str:
        return f"{self.template_id}.{self.number}"


class Macro(models.Model):
    """Deeds that are done together, in order, or not at all."""

    name = models.CharField(max_length=120)
    scope = models.CharField(max_length=8)
    owner = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    team = models.ForeignKey("organisation.Team", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    used = models.PositiveIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="macro_has_name"),
            models.CheckConstraint(condition=_OWNED, name="macro_scope_fits"),
        )

    def __str__(self) -> str:
        return self.name


class MacroStep(models.Model):
    """One deed of a macro; which of the columns it reads is a matter of the deed."""

    macro = models.ForeignKey(Macro, on_delete=models.PROTECT, related_name="steps", db_index=False)
    place = models.PositiveSmallIntegerField()
    deed = models.CharField(max_length=16)
    template = models.ForeignKey(ReplyTemplate, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey("organisation.Team", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(blank=True)
    hours = models.PositiveIntegerField(null=True, blank=True)
    priority = models.PositiveSmallIntegerField(null=True, blank=True)
    word = models.CharField(max_length=32, blank=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(fields=("macro", "place"), name="macro_step_one_per_place"),
            models.CheckConstraint(
                condition=Q(deed__in=[word.value for word in MacroDeed]), name="macro_step_known_deed"
            ),
            models.CheckConstraint(
                condition=Q(priority__isnull=True) | Q(priority__gte=1, priority__lte=4),
                name="macro_step_priority_1_to_4",
            ),
            models.CheckConstraint(condition=Q(hours__isnull=True) | Q(hours__gte=1), name="macro_step_hours_from_1"),
        )

    def __str__(self) -> str:
        return f"{self.macro_id}.{self.place} {self.deed}"


class MacroLetter(models.Model):
    """A letter that a macro wrote, and the deeds besides, which stand when the letter is taken back."""

    message = models.OneToOneField("communication.Message", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+", db_index=False)
    macro = models.ForeignKey(Macro, on_delete=models.PROTECT, related_name="+", db_index=False)
    besides = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.macro_id} #{self.message_id}"
