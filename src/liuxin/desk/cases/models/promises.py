"""Tables of promises: what is promised, how the clocks of a case stand, and who was warned of what."""

from django.db import models
from django.db.models import F, Q

from liuxin.desk.cases.models.case import Case
from liuxin.desk.cases.words import EscalateTo, Kind, ServiceStage, Target
from liuxin.desk.customers.words import CustomerKind

_ANY = [""]


class PromiseRule(models.Model):
    """One version of a promise: to whom, within how much business time, and what happens when it is missed.

    An empty condition stands for any; `scope` repeats the conditions as one text, so that two promises in force never
    have the same. A change writes a new version, and cases received before keep theirs. `since` is empty for what was
    promised before versions were kept.
    """

    code = models.CharField(max_length=16)
    version = models.PositiveIntegerField()
    scope = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=16, blank=True)
    service_stage = models.CharField(max_length=16, blank=True)
    priority = models.PositiveSmallIntegerField(null=True, blank=True)
    customer_kind = models.CharField(max_length=16, blank=True)
    customer = models.ForeignKey(
        "customers.Customer", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    site = models.ForeignKey("customers.Site", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    first_minutes = models.PositiveIntegerField(null=True, blank=True)
    next_minutes = models.PositiveIntegerField(null=True, blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    calendar = models.CharField(max_length=64)
    warn_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    escalate_to = models.CharField(max_length=8)
    named = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    again_minutes = models.PositiveIntegerField()
    since = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(fields=("code", "version"), name="promise_rule_one_per_version"),
            models.UniqueConstraint(
                fields=("scope",), condition=Q(ended_at__isnull=True), name="promise_rule_one_in_force_per_scope"
            ),
            models.UniqueConstraint(
                fields=("code",), condition=Q(ended_at__isnull=True), name="promise_rule_one_version_in_force"
            ),
            models.CheckConstraint(condition=~Q(code="") & Q(version__gte=1), name="promise_rule_has_code"),
            models.CheckConstraint(
                condition=Q(kind__in=_ANY + [word.value for word in Kind]), name="promise_rule_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(service_stage__in=_ANY + [word.value for word in ServiceStage]),
                name="promise_rule_known_stage",
            ),
            models.CheckConstraint(
                condition=Q(customer_kind__in=_ANY + [word.value for word in CustomerKind]),
                name="promise_rule_known_customer_kind",
            ),
            models.CheckConstraint(
                condition=Q(priority__isnull=True) | Q(priority__gte=1, priority__lte=4),
                name="promise_rule_priority_1_to_4",
            ),
            models.CheckConstraint(
                condition=~Q(minutes__isnull=True, first_minutes__isnull=True, next_minutes__isnull=True),
                name="promise_rule_gives_time",
            ),
            models.CheckConstraint(
                condition=(Q(minutes__isnull=True) | Q(minutes__gte=1))
                & (Q(first_minutes__isnull=True) | Q(first_minutes__gte=1))
                & (Q(next_minutes__isnull=True) | Q(next_minutes__gte=1))
                & Q(again_minutes__gte=1)
                & ~Q(calendar=""),
                name="promise_rule_times_are_times",
            ),
            models.CheckConstraint(
                condition=Q(warn_percent__isnull=True) | Q(warn_percent__gte=1, warn_percent__lte=99),
                name="promise_rule_warns_before",
            ),
            models.CheckConstraint(
                condition=Q(escalate_to=EscalateTo.PERSON.value, named__isnull=False)
                | Q(
                    escalate_to__in=[word.value for word in EscalateTo if word is not EscalateTo.PERSON],
                    named__isnull=True,
                ),
                name="promise_rule_names_a_person",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code}.{self.version} {self.scope or '*'}"


class CaseClocks(models.Model):
    """How the clocks of a case stand; the one of its resolution is in the case itself.

    `due` is when the next clock that runs ends, and `warns` when one warns of it; `look_at` is when there is something
    to do next: to warn, to escalate, to bring a case back whose customer did not answer. `escalated_to` must act now.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="clocks")
    rule = models.ForeignKey(PromiseRule, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    first_due = models.DateTimeField(null=True, blank=True)
    first_at = models.DateTimeField(null=True, blank=True)
    first_kept = models.BooleanField(null=True, blank=True)
    answer_since = models.DateTimeField(null=True, blank=True)
    answer_due = models.DateTimeField(null=True, blank=True)
    answers_kept = models.PositiveIntegerField(default=0)
    answers_missed = models.PositiveIntegerField(default=0)
    ran_on = models.PositiveIntegerField(default=0)
    target = models.CharField(max_length=16, blank=True)
    due = models.DateTimeField(null=True, blank=True)
    warns = models.DateTimeField(null=True, blank=True)
    look_at = models.DateTimeField(null=True, blank=True)
    escalated_to = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(
                condition=Q(first_kept__isnull=True) | Q(first_due__isnull=False, first_at__isnull=False),
                name="case_clocks_first_judged_by_reply",
            ),
            models.CheckConstraint(
                condition=Q(answer_due__isnull=True) | Q(answer_since__isnull=False),
                name="case_clocks_answer_is_waited_for",
            ),
            models.CheckConstraint(
                condition=Q(target__in=_ANY + [word.value for word in Target]), name="case_clocks_known_target"
            ),
            models.CheckConstraint(
                condition=Q(due__isnull=True, target="", warns__isnull=True) | Q(due__isnull=False) & ~Q(target=""),
                name="case_clocks_due_of_a_target",
            ),
        )
        indexes = (
            models.Index(fields=("due", "case"), condition=Q(due__isnull=False), name="case_clocks_by_due"),
            models.Index(fields=("look_at", "case"), condition=Q(look_at__isnull=False), name="case_clocks_by_look"),
            models.Index(
                fields=("escalated_to", "case"),
                condition=Q(escalated_to__isnull=False),
                name="case_clocks_by_escalated",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.target} {self.due}"


class EndedClock(models.Model):
    """A clock of a case that a letter ended: if the letter comes back, the clock runs on from when it did."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    message = models.ForeignKey("communication.Message", on_delete=models.PROTECT, related_name="+")
    target = models.CharField(max_length=16)
    since = models.DateTimeField()
    due = models.DateTimeField(null=True, blank=True)
    kept = models.BooleanField(null=True, blank=True)

    class Meta:
        """Integrity: what was promised is judged, and nothing else."""

        constraints = (
            models.UniqueConstraint(fields=("case", "target", "since"), name="ended_clock_once"),
            models.CheckConstraint(
                condition=Q(target=Target.FIRST.value, due__isnull=False) | Q(target=Target.NEXT.value),
                name="ended_clock_of_a_reply",
            ),
            models.CheckConstraint(
                condition=Q(due__isnull=True, kept__isnull=True) | Q(due__isnull=False, kept__isnull=False),
                name="ended_clock_judged_where_promised",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.target} by #{self.message_id}"


class PromiseAlarm(models.Model):
    """A warning (stage 0) or an escalation (1, 2 …) told to a named person: each once, whatever runs twice.

    `turn` tells spells of the same clock apart; `is_last` says that nobody is above who could be told next.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="alarms", db_index=False)
    target = models.CharField(max_length=16)
    turn = models.PositiveIntegerField()
    stage = models.PositiveSmallIntegerField()
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    due = models.DateTimeField()
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    is_last = models.BooleanField(default=False)

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(fields=("case", "target", "turn", "stage"), name="promise_alarm_once"),
            models.CheckConstraint(
                condition=Q(target__in=[word.value for word in Target]), name="promise_alarm_known_target"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(answered_at__gte=F("at")), name="promise_alarm_answered_later"
            ),
        )
        indexes = (models.Index(fields=("person", "case"), name="promise_alarm_by_person"),)

    def __str__(self) -> str:
        return f"{self.case_id} {self.target} {self.turn}.{self.stage}"
