"""What a person agreed to: by purpose and channel, on a text that stays as it was."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from core.public_id import PublicIdField
from core.versioning import Versioned
from org.access.scoping import ScopedManager, ScopedModel, ScopedQuerySet
from prospects.models.prospect import Prospect


class ConsentPurpose(models.TextChoices):
    """What the person's data may be used for. Each is asked for by itself."""

    PROCESSING = "processing", _("Keeping and using the data for the application")
    OFFERS = "offers", _("Offers")
    SLIK = "slik", _("Credit check (SLIK)")
    SLIK_SPOUSE = "slik_spouse", _("Credit check (SLIK) of the spouse")
    PARTNERS = "partners", _("Passing data to partners")
    RECONTACT = "recontact", _("Offers after a refusal or withdrawal")


class OfferChannel(models.TextChoices):
    """By which way an offer may come."""

    PHONE = "phone", _("Phone")
    WHATSAPP = "whatsapp", _("WhatsApp")
    SMS = "sms", _("SMS")
    EMAIL = "email", _("E-mail")


class ConsentMedium(models.TextChoices):
    """How the consent was given: each leaves a proof."""

    PAPER = "paper", _("Signed on paper, photographed")
    IN_PERSON = "in_person", _("In person, on the officer's phone")
    RECORDED = "recorded", _("Orally, recorded")
    FORM = "form", _("On the bank's form or website")


class WithdrawalMedium(models.TextChoices):
    """How the person took it back; every way counts."""

    IN_PERSON = "in_person", _("In person")
    PHONE = "phone", _("By phone")
    MESSAGE = "message", _("By message or e-mail")
    LETTER = "letter", _("By letter")


class ConsentTextQuerySet(models.QuerySet["ConsentText"]):
    """Editions of the texts."""

    def in_force(self, on: date) -> ConsentTextQuerySet:
        """Keep, for each purpose, the newest approved edition that has begun on `on`."""
        begun = self.filter(approved_at__isnull=False, valid_from__lte=on)
        return begun.order_by("purpose", "-valid_from", "-edition").distinct("purpose")


@tracked("purpose", "edition", "text_id", "text_en", "valid_from", "approved_at", "approved_by")
class ConsentText(Versioned):
    """One edition of the text for one purpose. Once approved it stays word for word."""

    public_id = PublicIdField()
    purpose = models.CharField(_("purpose"), max_length=12, choices=ConsentPurpose.choices)
    edition = models.PositiveSmallIntegerField(_("edition"), editable=False)
    text_id = models.TextField(_("text in Indonesian"), max_length=3000)
    text_en = models.TextField(_("text in English"), max_length=3000)
    valid_from = models.DateField(_("holds from"))
    approved_at = models.DateTimeField(null=True, blank=True, editable=False)
    approved_by = models.ForeignKey(
        "org.User", on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = ConsentTextQuerySet.as_manager()

    class Meta:
        ordering = ["purpose", "-edition"]
        constraints = [
            models.UniqueConstraint(fields=["purpose", "edition"], name="consent_text_edition"),
            models.UniqueConstraint(
                fields=["purpose", "valid_from"],
                name="consent_text_day",
                violation_error_message=_("Another edition begins on this day already."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="approved_text_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__approved_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.edition}"

    def words(self, language: str) -> str:
        """Return the text in `id` or `en`."""
        return self.text_en if language == "en" else self.text_id


class ConsentQuerySet(ScopedQuerySet["Consent"]):
    """Consents."""

    def in_force(self, at: datetime) -> ConsentQuerySet:
        """Keep those given by `at` and not withdrawn by then."""
        return self.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=at), given_at__lte=at)

    def standing(self) -> ConsentQuerySet:
        """Keep those that nobody has withdrawn."""
        return self.filter(withdrawn_at=None)


@tracked(
    "prospect", "purpose", "channel", "medium", "text", "given_at", "place", "reference",
    "withdrawn_at", "withdrawn_medium", "proof", "owner", "branch",
)  # fmt: skip
class Consent(ScopedModel):
    """One consent of one person. Withdrawn, never deleted; given anew it is a new row."""

    public_id = PublicIdField()
    prospect = models.ForeignKey(Prospect, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=12, choices=ConsentPurpose.choices)
    channel = models.CharField(max_length=8, choices=OfferChannel.choices, blank=True)
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="+")
    medium = models.CharField(max_length=10, choices=ConsentMedium.choices)
    given_at = models.DateTimeField()
    place = models.CharField(max_length=120, blank=True)
    reference = models.CharField(max_length=60, blank=True)
    # The public id of the file of the photographed paper, once it lies with the documents.
    proof = models.CharField(max_length=16, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("org.User", on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_medium = models.CharField(max_length=10, choices=WithdrawalMedium.choices, blank=True)
    withdrawn_note = models.CharField(max_length=200, blank=True)
    withdrawal_recorded_by = models.ForeignKey(
        "org.User", on_delete=models.PROTECT, null=True, related_name="+"
    )

    _unscoped: ClassVar[models.Manager[Consent]] = models.Manager()
    objects = ScopedManager(ConsentQuerySet)

    class Meta(ScopedModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["prospect", "purpose", "channel"],
                condition=Q(withdrawn_at=None),
                name="consent_in_force_once",
                violation_error_message=_("This consent is in force already."),
            ),
            models.CheckConstraint(
                condition=Q(purpose="offers") & ~Q(channel="")
                | ~Q(purpose="offers") & Q(channel=""),
                name="consent_channel_of_offers",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")),
                name="consent_withdrawn_after_given",
                violation_error_message=_("A consent cannot be withdrawn before it was given."),
            ),
        ]
        indexes = [
            models.Index("prospect", "purpose", "channel", name="consent_prospect"),
            models.Index("branch", F("withdrawn_at").desc(), name="consent_withdrawn",
                         condition=Q(withdrawn_at__isnull=False)),
        ]  # fmt: skip

    def __str__(self) -> str:
        way = f" ({self.get_channel_display()})" if self.channel else ""
        return f"{self.get_purpose_display()}{way}"
