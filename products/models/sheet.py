"""Versions of a product's rates: drafted by one person, approved by another, then never altered."""

from __future__ import annotations

from datetime import date, datetime

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from core.public_id import PublicIdField
from core.versioning import Versioned
from products.models.product import Product
from products.models.rate import FIGURES, TIER, TierFields
from products.models.settings import percent_field


class SheetStatus(models.TextChoices):
    """How far a sheet has come."""

    DRAFT = "draft", _("Draft")
    WAITING = "waiting", _("Waiting for approval")
    APPROVED = "approved", _("Approved")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class RateSheetQuerySet(models.QuerySet["RateSheet"]):
    """Rate sheets."""

    def in_force(self, as_of: date | datetime) -> RateSheetQuerySet:
        """Return approved sheets that had begun on a day, or by a moment, the newest first."""
        approved = self.filter(status=SheetStatus.APPROVED)
        if isinstance(as_of, datetime):
            return approved.filter(effective_at__lte=as_of).order_by("-effective_at")
        return approved.filter(valid_from__lte=as_of).order_by("-valid_from")


@tracked(
    "product", "number", "status", "valid_from", "valid_to", "floor_rate", "note", "reply",
)  # fmt: skip
class RateSheet(Versioned):
    """One version of the rates of a product. Without a first day it begins when approved."""

    public_id = PublicIdField()
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="sheets")
    number = models.PositiveSmallIntegerField(_("number"))
    status = models.CharField(max_length=10, choices=SheetStatus.choices, default=SheetStatus.DRAFT)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)
    effective_at = models.DateTimeField(null=True, editable=False)
    floor_rate = percent_field(_("lowest rate without approval, %"), null=True, blank=True)
    note = models.CharField(_("what changes and why"), max_length=200, blank=True)
    reply = models.CharField(_("why it came back"), max_length=200, blank=True)
    drafted_by = models.ForeignKey(
        "org.User", on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    drafted_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(
        "org.User", on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    decided_at = models.DateTimeField(null=True, editable=False)

    objects = RateSheetQuerySet.as_manager()

    class Meta:
        ordering = ["product", "-number"]
        indexes = [models.Index(fields=["product", "-valid_from"], name="sheet_product")]
        constraints = [
            models.UniqueConstraint(fields=["product", "number"], name="sheet_number_once"),
            models.UniqueConstraint(
                fields=["product"], condition=Q(status__in=["draft", "waiting"]),
                name="sheet_one_draft",
                violation_error_message=_("This product has a draft already. Finish it first."),
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("drafted_by")),
                name="sheet_two_people",
                violation_error_message=_("Whoever drafted a sheet does not approve it."),
            ),
            models.CheckConstraint(
                condition=~Q(status="approved")
                | Q(valid_from__isnull=False, effective_at__isnull=False),
                name="sheet_approved_begins",
            ),
        ]  # fmt: skip
        triggers = [
            pgtrigger.Trigger(
                name="sheet_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "product", "number", "valid_from", "effective_at", "floor_rate", "note",
                    "drafted_by", "decided_by",
                ),
                func="IF OLD.status IN ('approved', 'withdrawn') THEN RAISE EXCEPTION "
                     "'An approved sheet is never altered.'; END IF; RETURN NEW;",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The version as people name it: `KPR v3`."""
        return f"{self.product.code} v{self.number}"

    @property
    def is_open(self) -> bool:
        """Whether its maker may still change it."""
        return self.status == SheetStatus.DRAFT


@tracked("sheet", *TIER, *FIGURES)
class SheetTier(Versioned, TierFields):
    """A tier as it was drafted; approval writes it into the rates."""

    public_id = PublicIdField()
    sheet = models.ForeignKey(RateSheet, on_delete=models.CASCADE, related_name="tiers")

    class Meta(TierFields.Meta):
        ordering = ["segment", "is_payroll", "min_amount", "min_months", "pk"]
        triggers = [
            pgtrigger.Trigger(
                name="tier_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(*TIER, *FIGURES),
                func="IF EXISTS (SELECT 1 FROM products_ratesheet WHERE id = OLD.sheet_id "
                     "AND status <> 'draft') THEN RAISE EXCEPTION "
                     "'The tiers of a sheet that was sent are never altered.'; END IF; "
                     "RETURN NEW;",
            )
        ]  # fmt: skip
