"""Promotions: gifts, cashback and waived fees with dates, quota and budget, and who has one."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from core.public_id import PublicIdField
from core.versioning import Versioned
from org.access.scoping import ScopedManager, ScopedModel, ScopedQuerySet
from products.models import Product
from products.models.settings import rupiah_field
from prospects.models import Opportunity

CONDITIONS = 600


class PromotionKind(models.TextChoices):
    """What the customer gets; a better rate is no promotion but a rate sheet."""

    GIFT = "gift", _("Gift")
    CASHBACK = "cashback", _("Cashback")
    FEE_WAIVER = "fee_waiver", _("Waived fee")


@tracked("name", "kind", "product", "family", "branch", "valid_from", "valid_to", "quota", "budget",
         "value", "conditions_id", "conditions_en", "drafted_by", "approved_by")  # fmt: skip
class Promotion(Versioned):
    """A promotion. Nobody offers it before a second person approved it.

    It holds for one product, for a family of products (`products.types`), or for all.
    `value` is what one of them costs the bank, `budget` all of them, in whole rupiah. `reserved`
    and `used` count; the database refuses more than quota or budget hold.
    """

    public_id = PublicIdField()
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=10, choices=PromotionKind.choices)
    product = models.ForeignKey(
        Product, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("product"),
    )  # fmt: skip
    family = models.CharField(
        _("kind of product"), max_length=20, blank=True, default="", db_default=""
    )
    branch = models.ForeignKey(
        "org.Branch", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("branch"),
    )  # fmt: skip
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("last day"))
    quota = models.PositiveIntegerField(_("quota"), validators=[MinValueValidator(1)])
    value = rupiah_field(_("value of one"))
    budget = rupiah_field(_("budget"))
    # What a letter says beside it, one to a line; without English words the Indonesian ones stand.
    conditions_id = models.TextField(
        _("conditions in Indonesian"), max_length=CONDITIONS, blank=True, default="", db_default=""
    )
    conditions_en = models.TextField(
        _("conditions in English"), max_length=CONDITIONS, blank=True, default="", db_default=""
    )
    reserved = models.PositiveIntegerField(default=0, editable=False)
    used = models.PositiveIntegerField(default=0, editable=False)
    drafted_by = models.ForeignKey(
        "org.User", on_delete=models.PROTECT, related_name="+", editable=False
    )
    approved_by = models.ForeignKey(
        "org.User", on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    approved_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index("name", "id", name="promotion_by_name")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")), name="promotion_days",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=Q(product=None) | Q(family=""), name="promotion_for_one_or_a_family",
                violation_error_message=_("Choose a product or a kind of product, not both."),
            ),
            models.CheckConstraint(
                condition=Q(quota__gte=F("reserved") + F("used")), name="promotion_quota",
                violation_error_message=_("The quota of this promotion is used up."),
            ),
            models.CheckConstraint(
                condition=Q(budget__gte=(F("reserved") + F("used")) * F("value")),
                name="promotion_budget",
                violation_error_message=_("The budget of this promotion is used up."),
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("drafted_by")),
                name="promotion_four_eyes",
                violation_error_message=_("A second person approves it."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def left(self) -> int:
        """How many may still be reserved, by quota and by budget."""
        taken = self.reserved + self.used
        by_budget = int(self.budget // self.value) if self.value > Decimal(0) else self.quota
        return max(min(self.quota, by_budget) - taken, 0)

    def conditions(self, language: str) -> list[str]:
        """Return the conditions in `id` or `en`, line by line."""
        text = self.conditions_en if language == "en" else ""
        return [line.strip() for line in (text or self.conditions_id).splitlines() if line.strip()]


class GrantState(models.TextChoices):
    """Where one of them is."""

    RESERVED = "reserved", _("Reserved")
    USED = "used", _("Given")
    RELEASED = "released", _("Released")


class PromotionGrantQuerySet(ScopedQuerySet["PromotionGrant"]):
    """Promotions of opportunities."""

    assignee_field = "opportunity__analyst_id"


@tracked("opportunity", "promotion", "letter", "state", "owner", "branch")
class PromotionGrant(Versioned, ScopedModel):
    """One promotion promised to one opportunity: reserved, then given at *cair* or released.

    `letter` is the newest letter that promises it; what an officer reserved by hand has none.
    """

    public_id = PublicIdField()
    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="+")
    promotion = models.ForeignKey(Promotion, on_delete=models.PROTECT, related_name="grants")
    # Asked for by the opportunity, which has its index.
    letter = models.ForeignKey(
        "offers.Letter", on_delete=models.SET_NULL, null=True, blank=True, db_index=False,
        related_name="+",
    )  # fmt: skip
    state = models.CharField(max_length=8, choices=GrantState.choices, default=GrantState.RESERVED)
    reserved_at = models.DateTimeField()
    reserved_by = models.ForeignKey("org.User", on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    _unscoped: ClassVar[models.Manager[PromotionGrant]] = models.Manager()
    objects = ScopedManager(PromotionGrantQuerySet)

    class Meta(ScopedModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity"], condition=~Q(state="released"),
                name="one_promotion_for_each_file",
                violation_error_message=_("This file has a promotion already."),
            )
        ]  # fmt: skip
