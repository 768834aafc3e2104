"""The telephone numbers of a prospect: one row each, the first one also on the prospect itself."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from core.public_id import PublicIdField
from core.versioning import Versioned
from org.access.scoping import ScopedManager, ScopedModel, ScopedQuerySet
from prospects.models.prospect import Prospect


class ProspectPhoneQuerySet(ScopedQuerySet["ProspectPhone"]):
    """Telephone numbers."""

    def of(self, prospect: Prospect) -> ProspectPhoneQuerySet:
        """Keep those of one prospect, the first one first."""
        return self.filter(prospect=prospect).order_by("-is_primary", "pk")


@tracked(
    "prospect", "number", "use", "note", "do_not_call", "is_primary",
    in_bulk=True,
)  # fmt: skip
class ProspectPhone(Versioned, ScopedModel):
    """One number. A trigger keeps the first one equal to `Prospect.phone`, also for imports."""

    class Use(models.TextChoices):
        """Whose phone it is, or what it is good for."""

        OWN = "own", _("Own number")
        OFFICE = "office", _("Office")
        HOME = "home", _("Home")
        FAMILY = "family", _("Of the family")
        WHATSAPP = "whatsapp", _("WhatsApp only")

    public_id = PublicIdField()
    prospect = models.ForeignKey(Prospect, on_delete=models.CASCADE, related_name="+")
    number = models.CharField(_("phone number"), max_length=20)
    use = models.CharField(
        _("what it is good for"), max_length=8, choices=Use.choices, default=Use.OWN
    )
    note = models.CharField(_("note"), max_length=120, blank=True)
    do_not_call = models.BooleanField(_("do not call"), default=False)
    is_primary = models.BooleanField(_("main number"), default=False)
    created_at = models.DateTimeField(editable=False)

    _unscoped: ClassVar[models.Manager[ProspectPhone]] = models.Manager()
    objects = ScopedManager(ProspectPhoneQuerySet)

    class Meta(ScopedModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["prospect", "number"],
                name="phone_once_a_prospect",
                violation_error_message=_("This number is recorded here already."),
            ),
            models.UniqueConstraint(
                fields=["prospect"], condition=Q(is_primary=True), name="phone_one_primary"
            ),
            models.CheckConstraint(
                condition=Q(number__startswith="+"), name="phone_is_international"
            ),
        ]
        indexes = [models.Index("number", name="phone_number")]

    def __str__(self) -> str:
        return self.number
