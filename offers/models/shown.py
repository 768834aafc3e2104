"""What a customer was shown of a product, by which way, and what he said to it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from core.public_id import PublicIdField
from core.versioning import Versioned
from offers.models.letters import Letter
from offers.models.riplay import Riplay
from offers.models.simulations import SavedSimulation
from org.access.scoping import ScopedManager, ScopedModel, ScopedQuerySet
from products.models import Product
from prospects.models import LossReason, Opportunity, Prospect

TERMS_LENGTH = 160


class ShownBy(models.TextChoices):
    """By which way the customer saw it."""

    SCREEN = "screen", _("Simulation on the screen")
    PICTURE = "picture", _("Picture")
    CHAT = "chat", _("Chat text")
    BROCHURE = "brochure", _("Brochure")
    LETTER = "letter", _("Offer letter")
    RIPLAY = "riplay", "RIPLAY"


class ShownResult(models.TextChoices):
    """What the customer said to it."""

    OPEN = "open", _("No answer yet")
    INTERESTED = "interested", _("Interested")
    THINKING = "thinking", _("Thinking it over")
    REFUSED = "refused", _("Does not want it")
    TAKEN = "taken", _("Takes it")


class ShownQuerySet(ScopedQuerySet["Shown"]):
    """Products shown."""


@tracked("prospect", "product", "channel", "result", "reason", "owner", "branch")
class Shown(Versioned, ScopedModel):
    """One product shown to one prospect. Owner and branch are the prospect's.

    `terms` is one line as it was shown, without anything of the person's means. A kept
    simulation, a letter or a RIPLAY makes one row, however often it is passed on.
    """

    public_id = PublicIdField()
    prospect = models.ForeignKey(Prospect, on_delete=models.CASCADE, related_name="+")
    opportunity = models.ForeignKey(
        Opportunity, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    simulation = models.OneToOneField(
        SavedSimulation, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    letter = models.OneToOneField(
        Letter, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    riplay = models.ForeignKey(
        Riplay, on_delete=models.CASCADE, null=True, blank=True, db_index=False, related_name="+"
    )
    channel = models.CharField(_("shown by"), max_length=8, choices=ShownBy.choices)
    terms = models.CharField(_("terms in one line"), max_length=TERMS_LENGTH, blank=True)
    result = models.CharField(
        _("result"), max_length=10, choices=ShownResult.choices, default=ShownResult.OPEN
    )
    reason = models.ForeignKey(
        LossReason, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    shown_at = models.DateTimeField()
    shown_by = models.ForeignKey("org.User", on_delete=models.PROTECT, related_name="+")
    result_at = models.DateTimeField(null=True, blank=True)

    _unscoped: ClassVar[models.Manager[Shown]] = models.Manager()
    objects = ScopedManager(ShownQuerySet)

    class Meta(ScopedModel.Meta):
        indexes = [
            models.Index("prospect", F("shown_at").desc(), name="shown_of_person"),
            models.Index("product", F("shown_at").desc(), F("id").desc(), name="shown_of_product"),
            models.Index("owner", F("shown_at").desc(), F("id").desc(), name="shown_of_owner"),
            models.Index("branch", F("shown_at").desc(), F("id").desc(), name="shown_of_branch"),
            models.Index(F("shown_at").desc(), F("id").desc(), name="shown_newest"),
            models.Index("riplay", name="shown_of_riplay", condition=Q(riplay__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(result="refused", reason__isnull=False)
                | ~Q(result="refused") & Q(reason__isnull=True),
                name="shown_refusal_has_reason",
                violation_error_message=_("Say why the customer does not want it."),
            ),
            models.CheckConstraint(
                condition=Q(result="open", result_at__isnull=True)
                | ~Q(result="open") & Q(result_at__isnull=False),
                name="shown_result_has_moment",
            ),
        ]
