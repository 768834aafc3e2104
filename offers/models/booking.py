"""What was booked at the akad, beside what was promised."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from core.public_id import PublicIdField
from core.versioning import Versioned
from offers.models.decisions import MAX_MONTHS
from org.access.scoping import ScopedManager, ScopedModel, ScopedQuerySet
from products.models.settings import percent_field, rupiah_field


class BookingQuerySet(ScopedQuerySet["Booking"]):
    """Bookings."""

    assignee_field = "opportunity__analyst_id"


@tracked(
    "opportunity", "signed_on", "number", "amount", "months", "rate", "fee", "instalment",
    "reason", "contact_by", "owner", "branch",
)  # fmt: skip
class Booking(Versioned, ScopedModel):
    """The akad of one opportunity. Its disbursements are rows of prospects."""

    public_id = PublicIdField()
    opportunity = models.OneToOneField(
        "prospects.Opportunity", on_delete=models.PROTECT, related_name="booking"
    )
    signed_on = models.DateField(_("date of the akad"))
    number = models.CharField(_("number of the akad"), max_length=60)
    amount = rupiah_field(_("plafon"))
    months = models.PositiveSmallIntegerField(
        _("term in months"), validators=[MinValueValidator(1), MaxValueValidator(MAX_MONTHS)]
    )
    rate = percent_field(_("rate, % per year"))
    fee = rupiah_field(_("provision fee"), null=True, blank=True)
    instalment = rupiah_field(_("instalment a month"), null=True, blank=True)
    # Code -> [promised, booked], plain texts; see offers.booking.promise.
    differences = models.JSONField(default=dict, blank=True)
    promise = models.JSONField(default=dict, blank=True)
    reason = models.CharField(_("reason of the difference"), max_length=300, blank=True)
    contact_by = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey("org.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ScopedManager(BookingQuerySet)

    class Meta(ScopedModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="booking_amount",
                violation_error_message=_("Enter an amount above zero."),
            ),
            models.CheckConstraint(
                condition=Q(differences={}) | ~Q(reason=""), name="booking_difference_says_why",
                violation_error_message=_("Write why this differs from what was promised."),
            ),
        ]  # fmt: skip
