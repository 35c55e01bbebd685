"""Table of outgoing post."""

from django.db import models
from django.db.models import Q

from liuxin.desk.communication.words.states import PostState


class Post(models.Model):
    """A letter by e-mail. Its name for the world (`world_id`) never changes, however often it is tried."""

    to = models.CharField(max_length=254)
    to_name = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    html = models.TextField(blank=True)
    world_id = models.CharField(max_length=255, unique=True)
    reply_key = models.CharField(max_length=32, blank=True)
    about_kind = models.CharField(max_length=32)
    about_code = models.CharField(max_length=64)
    automatic = models.BooleanField(default=False)
    author = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    message = models.OneToOneField(
        "communication.Message", on_delete=models.PROTECT, null=True, blank=True, related_name="post"
    )
    state = models.CharField(max_length=16)
    attempts = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    not_before = models.DateTimeField()
    next_try = models.DateTimeField(null=True, blank=True)
    claim = models.CharField(max_length=32, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        """Integrity: one letter a message; a waiting one has its time, a taken one its worker, a sent one its end."""

        constraints = (
            models.CheckConstraint(condition=~Q(to="") & ~Q(world_id=""), name="post_has_address_and_name"),
            models.CheckConstraint(condition=Q(state__in=[word.value for word in PostState]), name="post_known_state"),
            models.CheckConstraint(
                condition=~Q(state=PostState.WAITING.value) | Q(next_try__isnull=False), name="post_waiting_has_time"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[PostState.CLAIMED.value, PostState.BEGUN.value])
                | Q(claimed_at__isnull=False) & ~Q(claim=""),
                name="post_taken_has_worker",
            ),
            models.CheckConstraint(
                condition=~Q(state=PostState.SENT.value) | Q(sent_at__isnull=False), name="post_sent_has_time"
            ),
        )
        indexes = (
            models.Index(fields=("next_try", "id"), name="post_waiting", condition=Q(state=PostState.WAITING.value)),
            models.Index(
                fields=("claimed_at",),
                name="post_taken",
                condition=Q(state__in=[PostState.CLAIMED.value, PostState.BEGUN.value]),
            ),
            models.Index(fields=("state", "-id"), name="post_by_state"),
        )

    def __str__(self) -> str:
        return f"#{self.pk} {self.state}"
