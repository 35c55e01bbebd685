"""Tables of cases: that an open case has owner and next action, and a closed one an outcome, is held here."""

from django.db import models
from django.db.models import F, Q

from liuxin.desk.cases.words import Channel, HandOverReason, Kind, Outcome, PromiseSource, ServiceStage, Status


class Case(models.Model):
    """The record of one matter.

    `accountable`, `holder` and `team` repeat the last hand-over point; `version` counts the steps; `source_marks`
    chains a short digest over the imported steps, so that the same history is known again and a longer one continues.
    What is proposed is what the customer is asked about once the case is resolved.
    """

    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=16)
    service_stage = models.CharField(max_length=16)
    channel = models.CharField(max_length=16)
    priority = models.PositiveSmallIntegerField()
    category = models.CharField(max_length=120, blank=True)
    customer = models.ForeignKey(
        "customers.Customer", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    site = models.ForeignKey("customers.Site", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    calendar = models.CharField(max_length=64, blank=True)
    language = models.CharField(max_length=8, blank=True)

    status = models.CharField(max_length=16)
    status_since = models.DateTimeField()
    accountable = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    holder = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    team = models.ForeignKey(
        "organisation.Team", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    next_action = models.CharField(max_length=300, blank=True)
    next_due = models.DateTimeField(null=True, blank=True)

    opened_at = models.DateTimeField()
    last_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    reopenings = models.PositiveIntegerField(default=0)
    promise_due = models.DateTimeField(null=True, blank=True)
    promise_kept = models.BooleanField(null=True, blank=True)
    promise_source = models.CharField(max_length=16, blank=True)
    outcome = models.CharField(max_length=32, blank=True)
    outcome_text = models.TextField(blank=True)
    proposed_outcome = models.CharField(max_length=32, blank=True)
    proposed_text = models.TextField(blank=True)

    source = models.CharField(max_length=64, blank=True)
    source_marks = models.BinaryField(default=b"", editable=False)
    last_seq = models.PositiveIntegerField()
    version = models.PositiveIntegerField()

    class Meta:
        """Integrity: whatever the forms do, nobody can store a case without owner, next action or outcome."""

        constraints = (
            models.CheckConstraint(condition=~Q(code="") & ~Q(title=""), name="case_has_code_and_title"),
            models.CheckConstraint(condition=Q(kind__in=[word.value for word in Kind]), name="case_known_kind"),
            models.CheckConstraint(
                condition=Q(service_stage__in=[word.value for word in ServiceStage]), name="case_known_service_stage"
            ),
            models.CheckConstraint(
                condition=Q(channel__in=[word.value for word in Channel]), name="case_known_channel"
            ),
            models.CheckConstraint(
                condition=Q(customer__isnull=False) | ~Q(source=""), name="case_only_a_source_lacks_the_customer"
            ),
            models.CheckConstraint(condition=Q(priority__gte=1, priority__lte=4), name="case_priority_1_to_4"),
            models.CheckConstraint(condition=Q(status__in=[word.value for word in Status]), name="case_known_status"),
            models.CheckConstraint(
                condition=Q(status=Status.CLOSED.value)
                | Q(accountable__isnull=False, next_due__isnull=False) & ~Q(next_action=""),
                name="case_open_has_owner_and_next_action",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.CLOSED.value, closed_at__isnull=False, resolved_at__isnull=False)
                & Q(outcome__in=[word.value for word in Outcome])
                | ~Q(status=Status.CLOSED.value) & Q(closed_at__isnull=True, outcome=""),
                name="case_closed_has_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.RESOLVED.value) | Q(resolved_at__isnull=False),
                name="case_resolved_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.RESOLVED.value)
                | ~Q(source="")
                | Q(proposed_outcome__in=[word.value for word in Outcome]) & ~Q(proposed_text=""),
                name="case_resolved_proposes_outcome",
            ),
            models.CheckConstraint(
                condition=Q(status_since__gte=F("opened_at"), last_at__gte=F("status_since")), name="case_time_runs_on"
            ),
            models.CheckConstraint(
                condition=Q(promise_source__in=["", *(word.value for word in PromiseSource)]),
                name="case_known_promise_source",
            ),
            models.CheckConstraint(
                condition=Q(last_seq__gte=1, version__gte=F("last_seq")), name="case_counts_its_steps"
            ),
            models.CheckConstraint(condition=Q(language__in=["", "zh", "en"]), name="case_known_language"),
        )
        # Each sort of the list walks one index that also answers who may see the row; team, holder, customer and
        # category narrow the list to few rows first.
        indexes = (
            models.Index(fields=("opened_at", "id", "team", "status"), name="case_by_opened"),
            models.Index(fields=("last_at", "id", "team", "status"), name="case_by_changed"),
            models.Index(fields=("priority", "id", "team", "status"), name="case_by_priority"),
            models.Index(fields=("next_due", "id", "team", "status"), name="case_by_next_due"),
            models.Index(fields=("team", "opened_at", "id"), name="case_by_team"),
            models.Index(fields=("holder", "opened_at", "id"), name="case_by_holder"),
            models.Index(fields=("accountable", "status"), name="case_by_accountable"),
            models.Index(fields=("customer", "opened_at", "team"), name="case_by_customer"),
            models.Index(fields=("category", "opened_at", "id"), name="case_by_category"),
            # Queues and loads read what is not closed: a small part of all cases.
            models.Index(fields=("status", "team", "opened_at"), condition=Q(holder__isnull=True), name="case_unheld"),
            models.Index(fields=("status", "holder"), name="case_by_load"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class HandOver(models.Model):
    """From `at` on these answer for the case and hold it; the end is the next point, so no gap can be written."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="hand_overs", db_index=False)
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    accountable = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    holder = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    team = models.ForeignKey(
        "organisation.Team", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    reason = models.CharField(max_length=16)
    remark = models.CharField(max_length=300, blank=True)
    rule = models.ForeignKey(
        "cases.RoutingRule", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta:
        """Integrity; that times never run back and no point is skipped, a trigger holds (migration 0002)."""

        constraints = (
            models.UniqueConstraint(fields=("case", "seq"), name="hand_over_one_per_seq"),
            models.CheckConstraint(condition=Q(seq__gte=1), name="hand_over_seq_from_1"),
            models.CheckConstraint(
                condition=Q(reason__in=[word.value for word in HandOverReason]), name="hand_over_known_reason"
            ),
        )
        indexes = (
            models.Index(fields=("holder", "case"), name="hand_over_by_holder"),
            models.Index(fields=("rule", "at"), condition=Q(rule__isnull=False), name="hand_over_by_rule"),
        )

    def __str__(self) -> str:
        return f"{self.case_id}.{self.seq}"


class Helper(models.Model):
    """Somebody who lends a hand while another holds the case."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="helpers")
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+")
    start = models.DateTimeField()
    end = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")), name="helper_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=("case", "person"), condition=Q(end__isnull=True), name="helper_once_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} + {self.person_id}"


class Note(models.Model):
    """What somebody wrote down about a case, or an outcome that did not hold (`was_outcome`)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    text = models.TextField()
    was_outcome = models.BooleanField(default=False)

    class Meta:
        """Integrity."""

        constraints = (models.CheckConstraint(condition=~Q(text=""), name="note_says_something"),)

    def __str__(self) -> str:
        return f"{self.case_id} {self.at:%Y-%m-%d %H:%M}"


class Numbering(models.Model):
    """The last number given out in a series of codes."""

    series = models.CharField(max_length=16, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.series}-{self.last}"
