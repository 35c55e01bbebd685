"""Tables of needs: what a customer needs, what was offered, what came of it."""

from django.db import models
from django.db.models import F, Q

from liuxin.desk.customers.models.people import Contact, Customer
from liuxin.desk.customers.words import Answer, NeedState, Worth

OPEN = [state.value for state in NeedState if state.is_open]


class Solution(models.Model):
    """Something that the organisation can offer: data that it keeps itself."""

    code = models.CharField(max_length=32, unique=True)
    name_zh = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    text_zh = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=~Q(code=""), name="solution_has_code"),
            models.CheckConstraint(condition=~Q(name_zh="", name_en=""), name="solution_has_name"),
        )

    def __str__(self) -> str:
        return self.name_zh or self.name_en


class Need(models.Model):
    """What a customer needs, from its record to its result. `case` is the code of the case that brought it, or ""."""

    code = models.CharField(max_length=32, unique=True)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="needs")
    case = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=16)
    owner = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+")
    next_step = models.CharField(max_length=300, blank=True)
    next_due = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    solution = models.ForeignKey(Solution, on_delete=models.PROTECT, null=True, blank=True, related_name="needs")
    worth = models.CharField(max_length=16, blank=True)
    result = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Integrity: an open need has an owner, a next step and a day; a checked one has its result."""

        constraints = (
            models.CheckConstraint(condition=~Q(code=""), name="need_has_code"),
            models.CheckConstraint(condition=~Q(title="") | Q(erased_at__isnull=False), name="need_has_title"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in NeedState]), name="need_known_state"
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, ended_at__isnull=True, next_due__isnull=False) & ~Q(next_step="")
                | ~Q(state__in=OPEN) & Q(ended_at__isnull=False, next_step="", next_due__isnull=True),
                name="need_open_has_next_step",
            ),
            models.CheckConstraint(
                condition=Q(solution__isnull=False)
                | Q(state__in=[NeedState.RECORDED.value, NeedState.DROPPED.value, NeedState.DECLINED.value]),
                name="need_offered_has_solution",
            ),
            models.CheckConstraint(
                condition=Q(state=NeedState.CHECKED.value, worth__in=[worth.value for worth in Worth])
                | ~Q(state=NeedState.CHECKED.value) & Q(worth=""),
                name="need_checked_has_result",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("recorded_at")), name="need_time_runs_on"
            ),
        )
        indexes = (
            models.Index(fields=("customer", "recorded_at"), name="need_by_customer"),
            models.Index(fields=("state", "next_due", "id"), name="need_by_due"),
            models.Index(fields=("owner", "state"), name="need_by_owner"),
            models.Index(fields=("case",), name="need_by_case", condition=~Q(case="")),
        )

    def __str__(self) -> str:
        return self.code


class Offer(models.Model):
    """A solution was offered: by whom, to whom, when, and what the customer said."""

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="offers")
    solution = models.ForeignKey(Solution, on_delete=models.PROTECT, related_name="offers")
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="offers")
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    text = models.TextField(blank=True)
    answer = models.CharField(max_length=16, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=16, blank=True)
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        """Integrity: one offer waits for an answer at a time, one is accepted, a refusal has its reason."""

        constraints = (
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | Q(
                    answer__in=[answer.value for answer in Answer], answered_at__isnull=False, answered_at__gte=F("at")
                ),
                name="offer_answered_has_time",
            ),
            models.CheckConstraint(
                condition=Q(answer=Answer.DECLINED.value) & ~Q(reason="")
                | ~Q(answer=Answer.DECLINED.value) & Q(reason=""),
                name="offer_declined_has_reason",
            ),
            models.UniqueConstraint(fields=("need",), condition=Q(answer=""), name="offer_one_waits"),
            models.UniqueConstraint(
                fields=("need",), condition=Q(answer=Answer.ACCEPTED.value), name="offer_one_accepted"
            ),
        )

    def __str__(self) -> str:
        return f"{self.need_id} {self.solution_id}"
