"""RIPLAY: the summary of a product that the law asks for, in general and for one customer.

What a paper says is frozen when it is made; the PDF is made from that and never changes again.
"""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from core.public_id import PublicIdField
from core.versioning import Versioned
from offers.models.simulations import SavedSimulation
from org.access.scoping import ScopedManager, ScopedModel, ScopedQuerySet
from products.models import Product
from products.models.settings import DATES, Dated
from prospects.models import Opportunity, Prospect

HASH = 64
SENTENCES = 1200
PAPER = ("edition", "content", "sha256", "created_at", "product_id")
# What it says never changes; the PDF is written once.
FROZEN_PAPER = f"""
IF {" OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in PAPER)}
OR OLD.pdf IS NOT NULL AND (OLD.pdf IS DISTINCT FROM NEW.pdf
OR OLD.pdf_sha256 IS DISTINCT FROM NEW.pdf_sha256)
THEN RAISE EXCEPTION 'a RIPLAY never changes' USING ERRCODE = 'integrity_constraint_violation';
END IF;
RETURN NEW;
"""


class Channel(models.TextChoices):
    """By which way it reached the customer."""

    PAPER = "paper", _("On paper")
    MAIL = "mail", _("By e-mail, from the bank's mailbox")
    CHAT = "chat", _("Shared by chat")
    PHONE = "phone", _("Read on the officer's phone")


class Acknowledged(models.TextChoices):
    """How the customer said that he has it and has read it."""

    SHEET = "sheet", _("Signed sheet, photographed")
    OFFICER = "officer", _("Said to the officer")


@tracked(
    "product", *DATES, "benefits", "risks", "requirements", "procedure", "information",
    "disclaimer",
)  # fmt: skip
class RiplayText(Dated):
    """The bank's own sentences under the headings of a RIPLAY, for all products or for one.

    One line is one point. What is empty is said in the portal's own words.
    """

    product = models.ForeignKey(
        Product, on_delete=models.CASCADE, null=True, blank=True, related_name="+",
        verbose_name=_("product"),
    )  # fmt: skip
    benefits = models.TextField(_("benefits"), max_length=SENTENCES, blank=True)
    risks = models.TextField(_("risks"), max_length=SENTENCES, blank=True)
    requirements = models.TextField(_("requirements"), max_length=SENTENCES, blank=True)
    procedure = models.TextField(_("procedure"), max_length=SENTENCES, blank=True)
    information = models.TextField(_("additional information"), max_length=SENTENCES, blank=True)
    disclaimer = models.TextField(_("disclaimer"), max_length=SENTENCES, blank=True)

    class Meta(Dated.Meta):
        pass


class RiplayPaper(models.Model):
    """What both kinds share: the words as data with their SHA-256, and the PDF made from them."""

    public_id = PublicIdField()
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    edition = models.PositiveIntegerField(editable=False)
    content = models.JSONField(editable=False)
    sha256 = models.CharField(max_length=HASH, editable=False)
    pdf = models.BinaryField(null=True, editable=False)
    pdf_sha256 = models.CharField(max_length=HASH, blank=True, editable=False)
    made_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(editable=False)
    created_by = models.ForeignKey("org.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    @property
    def code(self) -> str:
        """What is printed of the hash: `ABCD-EF01-2345`."""
        mark = self.sha256[:12].upper()
        return "-".join(mark[start : start + 4] for start in range(0, 12, 4))


class GeneralRiplay(RiplayPaper):
    """RIPLAY umum of a product: holds from its day until the next edition."""

    valid_from = models.DateField()

    class Meta:
        ordering = ["product", "-edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["product", "edition"], name="general_riplay_edition_once"
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="general_riplay_frozen", when=pgtrigger.Before, operation=pgtrigger.Update,
                func=FROZEN_PAPER,
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.product.code} {self.edition}"


class RiplayQuerySet(ScopedQuerySet["Riplay"]):
    """Personal RIPLAY."""

    def acknowledged(self) -> RiplayQuerySet:
        """Keep those the customer has confirmed."""
        return self.exclude(acknowledged_on=None)


@tracked(
    "edition", "opportunity", "given_channel", "acknowledged_on", "acknowledged_how", "place",
    "owner", "branch",
)  # fmt: skip
class Riplay(Versioned, RiplayPaper, ScopedModel):
    """RIPLAY personal: the figures of one kept simulation. Owner and branch are the prospect's."""

    prospect = models.ForeignKey(Prospect, on_delete=models.CASCADE, related_name="+")
    opportunity = models.ForeignKey(
        Opportunity, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    simulation = models.ForeignKey(SavedSimulation, on_delete=models.CASCADE, related_name="+")
    given_at = models.DateTimeField(null=True, editable=False)
    given_by = models.ForeignKey(
        "org.User", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    given_channel = models.CharField(
        max_length=5, choices=Channel.choices, blank=True, editable=False
    )
    acknowledged_on = models.DateField(null=True, editable=False)
    acknowledged_hour = models.TimeField(null=True, editable=False)  # of the branch
    acknowledged_how = models.CharField(
        max_length=7, choices=Acknowledged.choices, blank=True, editable=False
    )
    place = models.CharField(max_length=120, blank=True, editable=False)
    acknowledged_by = models.ForeignKey(
        "org.User", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    _unscoped: ClassVar[models.Manager[Riplay]] = models.Manager()
    objects = ScopedManager(RiplayQuerySet)

    class Meta(ScopedModel.Meta):
        indexes = [
            models.Index("opportunity", F("id").desc(), name="riplay_opportunity"),
            models.Index("simulation", F("id").desc(), name="riplay_simulation"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(acknowledged_on=None) | ~Q(given_channel="") & ~Q(place=""),
                name="riplay_acknowledged_after_given",
                violation_error_message=_("Say first how the customer got it, and where."),
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="riplay_frozen", when=pgtrigger.Before, operation=pgtrigger.Update,
                func=FROZEN_PAPER,
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.code
