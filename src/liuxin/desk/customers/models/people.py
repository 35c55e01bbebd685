"""Tables of customers and of whom to reach."""

from django.db import models
from django.db.models import F, Q

from liuxin.desk.customers.models.sites import Site
from liuxin.desk.customers.models.stages import LifeCycleStage
from liuxin.desk.customers.words import ContactKind, CustomerKind, Language, Way


class Customer(models.Model):
    """Whom the service is for. `source_label` is the name exactly as an import recorded it.

    An internal customer may be a department or a person of the organisation. One that was merged into another keeps
    its row and its code, so that old papers lead to the one that is left.
    """

    code = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=16)
    stage = models.ForeignKey(LifeCycleStage, on_delete=models.PROTECT, null=True, blank=True, related_name="customers")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, blank=True, related_name="customers")
    source = models.CharField(max_length=64, blank=True)
    source_label = models.CharField(max_length=200, blank=True)
    name_is_made_up = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)
    department = models.ForeignKey(
        "organisation.Department", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")

    class Meta:
        """Integrity: a name until erased, then none; that a stage fits the kind, a trigger holds (migration 0004)."""

        constraints = (
            models.CheckConstraint(condition=~Q(code=""), name="customer_has_code"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in CustomerKind]), name="customer_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) & ~Q(name="")
                | Q(erased_at__isnull=False, name="", source_label=""),
                name="customer_named_until_erased",
            ),
            models.CheckConstraint(
                condition=Q(department__isnull=True, person__isnull=True) | Q(kind=CustomerKind.INTERNAL.value),
                name="customer_of_the_house_is_internal",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")), name="customer_not_merged_into_itself"
            ),
            models.UniqueConstraint(
                fields=("source", "source_label"), condition=~Q(source_label=""), name="customer_one_per_source_label"
            ),
            models.UniqueConstraint(fields=("department",), name="customer_one_per_department"),
            models.UniqueConstraint(fields=("person",), name="customer_one_per_person"),
        )
        indexes = (models.Index(fields=("name", "id"), name="customer_by_name"),)

    def __str__(self) -> str:
        return self.name or self.code


class Contact(models.Model):
    """Somebody to reach at a customer; the keys are number and address as they are compared."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="contacts")
    kind = models.CharField(max_length=16, default=ContactKind.SELF.value)
    name = models.CharField(max_length=200)
    duty = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=64, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    prefers = models.CharField(max_length=16, blank=True)
    language = models.CharField(max_length=16, blank=True)
    phone_key = models.CharField(max_length=64, blank=True)
    email_key = models.CharField(max_length=254, blank=True)

    class Meta:
        """Integrity: one can be reached."""

        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="contact_has_name"),
            models.CheckConstraint(condition=~Q(phone="", email=""), name="contact_can_be_reached"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in ContactKind]), name="contact_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(prefers__in=["", *(way.value for way in Way)]), name="contact_known_way"
            ),
            models.CheckConstraint(
                condition=Q(language__in=["", *(tongue.value for tongue in Language)]), name="contact_known_language"
            ),
        )
        indexes = (
            models.Index(fields=("phone_key",), name="contact_by_phone", condition=~Q(phone_key="")),
            models.Index(fields=("email_key",), name="contact_by_email", condition=~Q(email_key="")),
        )

    def __str__(self) -> str:
        return self.name


class CustomerNote(models.Model):
    """What somebody wrote down about a customer."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="notes")
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    text = models.TextField()

    class Meta:
        """Integrity."""

        constraints = (models.CheckConstraint(condition=~Q(text=""), name="customer_note_says_something"),)
        indexes = (models.Index(fields=("customer", "at"), name="customer_note_by_customer"),)

    def __str__(self) -> str:
        return f"{self.customer_id} {self.at:%Y-%m-%d %H:%M}"


class Merge(models.Model):
    """One customer went into another; what went is kept row by row, so that it can be undone."""

    survivor = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="absorbed")
    absorbed = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="merges")
    at = models.DateTimeField()
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=~Q(survivor=F("absorbed")), name="merge_joins_two"),
            models.CheckConstraint(condition=Q(undone_at__isnull=True) | Q(undone_at__gte=F("at")), name="merge_ends"),
            models.UniqueConstraint(
                fields=("absorbed",), condition=Q(undone_at__isnull=True), name="merge_once_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.absorbed_id} → {self.survivor_id}"


class Moved(models.Model):
    """A row that went to the survivor of a merge: of which table, under which key."""

    merge = models.ForeignKey(Merge, on_delete=models.PROTECT, related_name="rows")
    what = models.CharField(max_length=16)
    row = models.PositiveBigIntegerField()

    class Meta:
        """Integrity."""

        constraints = (models.UniqueConstraint(fields=("merge", "what", "row"), name="moved_once"),)

    def __str__(self) -> str:
        return f"{self.what} {self.row}"


class NotTheSame(models.Model):
    """Two customers look alike and are not one: it is not suggested again. The older key stands first."""

    first = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(fields=("first", "second"), name="not_the_same_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="not_the_same_in_order"),
        )

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"


class Numbering(models.Model):
    """The last number given out in a series of codes."""

    series = models.CharField(max_length=16, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.series}-{self.last}"
