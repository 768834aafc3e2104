"""*Minta alih*: asking the holder of a prospect to hand it over."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from core.public_id import PublicIdField
from org.access.scoping import ScopedManager, ScopedModel, ScopedQuerySet
from prospects.models.prospect import Prospect


class TransferRequestQuerySet(ScopedQuerySet["TransferRequest"]):
    """Transfer requests. Owner and branch are the holder's: he and his head answer."""

    def waiting(self) -> TransferRequestQuerySet:
        """Keep those not answered yet."""
        return self.filter(state="waiting")


@tracked("prospect", "requester", "state", "owner", "branch")
class TransferRequest(ScopedModel):
    """One request; the requester learns nothing about the prospect until it is granted."""

    class State(models.TextChoices):
        """How it was answered."""

        WAITING = "waiting", _("Waiting")
        GRANTED = "granted", _("Handed over")
        REFUSED = "refused", _("Refused")

    public_id = PublicIdField()
    prospect = models.ForeignKey(Prospect, on_delete=models.CASCADE, related_name="+")
    requester = models.ForeignKey("org.User", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    requested_at = models.DateTimeField()
    escalates_on = models.DateField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        "org.User", on_delete=models.PROTECT, null=True, related_name="+"
    )

    _unscoped: ClassVar[models.Manager[TransferRequest]] = models.Manager()
    objects = ScopedManager(TransferRequestQuerySet)

    class Meta(ScopedModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["prospect", "requester"],
                condition=Q(state="waiting"),
                name="transfer_asked_once",
            )
        ]
        indexes = [
            models.Index("owner", "state", name="transfer_owner"),
            models.Index("branch", "state", name="transfer_branch"),
        ]
