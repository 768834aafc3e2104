"""Money that left the bank, or came in: the only way an opportunity is won."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from core.public_id import PublicIdField
from core.versioning import Versioned
from org.access.scoping import ScopedManager, ScopedModel
from prospects.models.opportunity import AMOUNT_DIGITS, Opportunity
from prospects.querysets import DisbursementQuerySet
from prospects.triggers import branch_triggers


@tracked("opportunity", "amount", "disbursed_on", "state", "owner", "branch", "account_tail")
class Disbursement(Versioned, ScopedModel):
    """One part of a disbursement. Owner and branch are those of the opportunity on that day."""

    class State(models.TextChoices):
        """The officer's own word waits until somebody else confirms it."""

        AWAITING = "awaiting", _("Awaiting confirmation")
        CONFIRMED = "confirmed", _("Confirmed")
        REFUSED = "refused", _("Not confirmed")

    public_id = PublicIdField()
    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="+")
    product = models.ForeignKey("products.Product", on_delete=models.PROTECT, related_name="+")
    amount = models.DecimalField(_("amount"), max_digits=AMOUNT_DIGITS, decimal_places=0)
    disbursed_on = models.DateField(_("date"))
    account_cipher = models.TextField(blank=True, editable=False)
    account_tail = models.CharField(max_length=4, blank=True, editable=False)
    is_first = models.BooleanField(default=False, editable=False)
    state = models.CharField(max_length=9, choices=State.choices)
    entered_by = models.ForeignKey("org.User", on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        "org.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    # When a confirmation taken back later had been given: reports of weeks before still count it.
    confirmed_at = models.DateTimeField(null=True, editable=False)
    note = models.CharField(max_length=200, blank=True)
    is_imported = models.BooleanField(default=False, editable=False)

    _unscoped: ClassVar[models.Manager[Disbursement]] = models.Manager()
    objects = ScopedManager(DisbursementQuerySet)

    class Meta(ScopedModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="disbursement_amount_positive",
                violation_error_message=_("Enter an amount above zero."),
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(is_imported=True) | Q(decided_by__isnull=False),
                name="disbursement_confirmed_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["opportunity"],
                condition=Q(is_first=True, state="confirmed"),
                name="disbursement_one_first",
            ),
        ]
        indexes = [
            models.Index("branch", "disbursed_on", include=["amount", "owner", "is_first"],
                         name="disb_branch", condition=Q(state="confirmed")),
            models.Index("owner", "disbursed_on", include=["amount", "is_first"],
                         name="disb_owner", condition=Q(state="confirmed")),
            models.Index("branch", "disbursed_on", name="disb_awaiting",
                         condition=Q(state="awaiting")),
            models.Index("opportunity", name="disb_opportunity"),
        ]  # fmt: skip
        triggers = branch_triggers("prospects_disbursement")
