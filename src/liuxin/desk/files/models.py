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
