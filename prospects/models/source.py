"""How the bank came to know of a prospect: rows that the bank words, orders and adds to."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from core.public_id import PublicIdField
from core.versioning import Versioned

CODE_LENGTH = 20


class Source(StrEnum):
    """The codes that ship with the portal; a bank's own rows have codes of their own."""

    WALK_IN = "walk_in"
    REFERRAL = "referral"
    COLLEAGUE = "colleague"
    EXISTING_CUSTOMER = "existing_customer"
    FRONTLINE = "frontline"
    DEVELOPER = "developer"
    DEALER = "dealer"
    INSTITUTION = "institution"
    EVENT = "event"
    CAMPAIGN = "campaign"
    SOCIAL_MEDIA = "social_media"
    WEBSITE = "website"
    OTHER = "other"


class ContactBasis(models.TextChoices):
    """Why the bank may contact this person at all."""

    OWN_REQUEST = "own_request", _("Asked the bank himself")
    CONSENT = "consent", _("Agreed to be contacted")
    CUSTOMER = "customer", _("Is already a customer")
    REFERRED = "referred", _("Referred; ask for consent at first contact")
    PUBLIC = "public", _("Public source; ask for consent at first contact")


@tracked("code", "label_id", "label_en", "basis", "is_system", "is_active", "position")
class ProspectSource(Versioned):
    """One source. Never deleted: prospects keep its code, switching off takes it out of forms."""

    public_id = PublicIdField()
    code = models.CharField(max_length=CODE_LENGTH, unique=True, editable=False)
    label_id = models.CharField(_("name in Indonesian"), max_length=60)
    label_en = models.CharField(_("name in English"), max_length=60)
    basis = models.CharField(_("kind"), max_length=12, choices=ContactBasis.choices)
    is_system = models.BooleanField(default=False, editable=False)
    is_active = models.BooleanField(_("active"), default=True)
    position = models.PositiveSmallIntegerField(_("order"), default=500)

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.UniqueConstraint(
                "label_id",
                name="source_label_id_once",
                violation_error_message=_("There is a source with this Indonesian name."),
            ),
            models.UniqueConstraint(
                "label_en",
                name="source_label_en_once",
                violation_error_message=_("There is a source with this English name."),
            ),
        ]

    def __str__(self) -> str:
        return self.label_id

    def label(self, language: str) -> str:
        """Return the name in `id` or `en`."""
        return self.label_en if language == "en" else self.label_id
