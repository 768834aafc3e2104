"""What a customer needs, what other banks offered him, and what the bank plans with him."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from core.public_id import PublicIdField
from core.versioning import Versioned
from org.access.scoping import ScopedManager, ScopedModel, ScopedQuerySet
from products.calculators.arithmetic import MAX_RATE
from products.purposes import Purpose
from prospects.models.opportunity import AMOUNT_DIGITS
from prospects.models.prospect import Prospect


class NeedQuerySet(ScopedQuerySet["Need"]):
    """Needs."""

    def open(self) -> NeedQuerySet:
        """Keep those nobody has met yet."""
        return self.filter(state="open")


@tracked("prospect", "purpose", "amount", "wanted_on", "note", "state")
class Need(Versioned, ScopedModel):
    """One need in the customer's own terms: what for, how much, by when."""

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open", _("Still needed")
        MET = "met", _("Met")
        DROPPED = "dropped", _("No longer needed")

    public_id = PublicIdField()
    prospect = models.ForeignKey(Prospect, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(_("what for"), max_length=16, choices=Purpose.choices)
    amount = models.DecimalField(
        _("amount"), max_digits=AMOUNT_DIGITS, decimal_places=0, null=True, blank=True
    )
    wanted_on = models.DateField(_("by when"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.OPEN)
    created_at = models.DateTimeField(editable=False)
    created_by = models.ForeignKey("org.User", on_delete=models.PROTECT, related_name="+")

    _unscoped: ClassVar[models.Manager[Need]] = models.Manager()
    objects = ScopedManager(NeedQuerySet)

    class Meta(ScopedModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gt=0),
                name="need_amount_positive",
                violation_error_message=_("The amount must be above zero."),
            )
        ]


class RivalOfferQuerySet(ScopedQuerySet["RivalOffer"]):
    """Offers of other banks."""


@tracked("prospect", "bank", "family", "rate", "months", "amount", "costs", "seen_on", "note")
class RivalOffer(Versioned, ScopedModel):
    """What another bank offered, as the officer heard or saw it on a day."""

    class Heard(models.TextChoices):
        """Where it is known from."""

        CUSTOMER = "customer", _("Told by the customer")
        PAPER = "paper", _("Seen on paper")
        ADVERT = "advert", _("Brochure or advertisement")
        OTHER = "other", _("Elsewhere")

    public_id = PublicIdField()
    prospect = models.ForeignKey(Prospect, on_delete=models.CASCADE, related_name="+")
    bank = models.CharField(_("bank or lender"), max_length=80)
    family = models.CharField(_("kind of product"), max_length=20)
    rate = models.DecimalField(
        _("yearly rate in percent"), max_digits=6, decimal_places=3, null=True, blank=True
    )
    months = models.PositiveSmallIntegerField(_("term in months"), null=True, blank=True)
    amount = models.DecimalField(
        _("amount"), max_digits=AMOUNT_DIGITS, decimal_places=0, null=True, blank=True
    )
    costs = models.CharField(_("costs, gifts or conditions"), max_length=200, blank=True)
    heard = models.CharField(
        _("known from"), max_length=8, choices=Heard.choices, default=Heard.CUSTOMER
    )
    seen_on = models.DateField(_("day"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    created_at = models.DateTimeField(editable=False)
    created_by = models.ForeignKey("org.User", on_delete=models.PROTECT, related_name="+")

    _unscoped: ClassVar[models.Manager[RivalOffer]] = models.Manager()
    objects = ScopedManager(RivalOfferQuerySet)

    class Meta(ScopedModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(rate=None) | Q(rate__gte=0, rate__lte=MAX_RATE),
                name="rival_rate_in_range",
                violation_error_message=_("A rate lies between 0 and 100."),
            )
        ]
        indexes = [models.Index(fields=["branch", "-seen_on"], name="rival_branch")]


@tracked("prospect", "aim", "rhythm_days")
class RelationshipPlan(Versioned, ScopedModel):
    """What the bank wants to reach with a key customer, and how often he is met."""

    class Rhythm(models.IntegerChoices):
        """Days between two contacts."""

        WEEKLY = 7, _("every week")
        FORTNIGHTLY = 14, _("every two weeks")
        MONTHLY = 30, _("every month")
        QUARTERLY = 90, _("every three months")

    public_id = PublicIdField()
    prospect = models.OneToOneField(Prospect, on_delete=models.CASCADE, related_name="+")
    aim = models.CharField(_("aim"), max_length=300)
    rhythm_days = models.PositiveSmallIntegerField(
        _("rhythm"), choices=Rhythm.choices, default=Rhythm.MONTHLY
    )
    updated_at = models.DateTimeField(editable=False)
    updated_by = models.ForeignKey("org.User", on_delete=models.PROTECT, related_name="+")

    _unscoped: ClassVar[models.Manager[RelationshipPlan]] = models.Manager()
    objects = ScopedManager(ScopedQuerySet["RelationshipPlan"])

    class Meta(ScopedModel.Meta):
        pass
