"""Tables of customers."""

from django.db import models
from django.db.models import Q

from liuxin.desk.customers.words import CustomerKind, MoveReason, SiteKind


class LifeCycleStage(models.Model):
    """A stage of the life cycle: data that an organisation renames or replaces."""

    code = models.CharField(max_length=64, unique=True)
    name_zh = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(unique=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=~Q(code=""), name="life_cycle_stage_has_code"),
            models.CheckConstraint(condition=~Q(name_zh="", name_en=""), name="life_cycle_stage_has_name"),
        )

    def __str__(self) -> str:
        return self.name_zh or self.name_en


class Site(models.Model):
    """A project, a building in it, a unit in that."""

    kind = models.CharField(max_length=16)
    name = models.CharField(max_length=200)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    source = models.CharField(max_length=64, blank=True)
    source_label = models.CharField(max_length=200, blank=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in SiteKind]), name="site_known_kind"),
            models.CheckConstraint(condition=~Q(name=""), name="site_has_name"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(kind=SiteKind.PROJECT.value), name="site_project_is_outermost"
            ),
            models.UniqueConstraint(
                fields=("source", "source_label"), condition=~Q(source_label=""), name="site_one_per_source_label"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Customer(models.Model):
    """Whom the service is for. `source_label` is the name exactly as an import recorded it."""

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

    class Meta:
        """Integrity: a name until erased, then none; a stage only for external customers."""

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
                condition=Q(stage__isnull=True) | Q(kind=CustomerKind.EXTERNAL.value),
                name="customer_stage_is_for_external",
            ),
            models.UniqueConstraint(
                fields=("source", "source_label"), condition=~Q(source_label=""), name="customer_one_per_source_label"
            ),
        )
        indexes = (models.Index(fields=("name", "id"), name="customer_by_name"),)

    def __str__(self) -> str:
        return self.name or self.code


class Contact(models.Model):
    """Somebody to reach at a customer."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="contacts")
    name = models.CharField(max_length=200)
    duty = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=64, blank=True)
    email = models.EmailField(max_length=254, blank=True)

    class Meta:
        """Integrity: one can be reached."""

        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="contact_has_name"),
            models.CheckConstraint(condition=~Q(phone="", email=""), name="contact_can_be_reached"),
        )

    def __str__(self) -> str:
        return self.name


class LifeCycleMove(models.Model):
    """A customer came to a stage: only ever added."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="moves")
    origin = models.ForeignKey(LifeCycleStage, on_delete=models.PROTECT, null=True, blank=True, related_name="left")
    to = models.ForeignKey(LifeCycleStage, on_delete=models.PROTECT, related_name="reached")
    at = models.DateTimeField()
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=16)

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(
                condition=Q(reason__in=[reason.value for reason in MoveReason]), name="life_cycle_move_known_reason"
            ),
            models.CheckConstraint(
                condition=Q(origin__isnull=True) | ~Q(origin=models.F("to")), name="life_cycle_move_goes_somewhere"
            ),
        )
        indexes = (models.Index(fields=("customer", "at"), name="life_cycle_move_by_customer"),)

    def __str__(self) -> str:
        return f"{self.customer_id} → {self.to_id}"


class Numbering(models.Model):
    """The last number given out in a series of codes."""

    series = models.CharField(max_length=16, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.series}-{self.last}"
