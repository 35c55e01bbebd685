"""Tables of files."""

from django.db import models
from django.db.models import Q


class StoredFile(models.Model):
    """A file that lies in the data folder under its sha256: the same content is kept once."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    kept_at = models.DateTimeField()

    class Meta:
        """Integrity."""

        constraints = (models.CheckConstraint(condition=~Q(sha256="") & ~Q(media_type=""), name="file_has_digest"),)

    def __str__(self) -> str:
        return self.sha256[:12]


class FileLimits(models.Model):
    """The one row that says how large files may be."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    per_file = models.PositiveBigIntegerField()
    per_message = models.PositiveBigIntegerField()

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=Q(id=1), name="file_limits_one_row"),
            models.CheckConstraint(
                condition=Q(per_file__gte=1, per_message__gte=models.F("per_file")), name="file_limits_in_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.per_file} / {self.per_message}"


class SetAside(models.Model):
    """A file that somebody chose in a form that was not sent yet: for a while, and for nobody but that form.

    Of whoever holds the form, `scope`, only a digest is kept. The content lies apart from files that are kept, so that
    throwing it away touches none of them.
    """

    key = models.CharField(max_length=64, unique=True)
    scope = models.CharField(max_length=64)
    name = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    expires_at = models.DateTimeField()

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=~Q(key="") & ~Q(scope="") & ~Q(name=""), name="set_aside_is_known"),
        )
        indexes = (
            models.Index(fields=("scope", "id"), name="set_aside_by_scope"),
            models.Index(fields=("expires_at",), name="set_aside_by_end"),
        )

    def __str__(self) -> str:
        return f"{self.name} until {self.expires_at:%Y-%m-%d %H:%M}"
