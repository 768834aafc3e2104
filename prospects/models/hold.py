"""A hold that is about to end, or has ended, because nobody talks to the prospect."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from org.access.scoping import ScopedManager, ScopedModel, ScopedQuerySet
from prospects.models.prospect import Prospect


class HoldLapseQuerySet(ScopedQuerySet["HoldLapse"]):
    """Holds without work."""

    def in_force(self) -> HoldLapseQuerySet:
        """Leave out those that ended since the last night's round: a contact, another owner."""
        silent = Q(prospect__last_contact_at=None) | Q(prospect__last_contact_at__lt=F("warned_at"))
        return self.filter(silent, prospect__archived_at=None, prospect__owner_id=F("owner_id"))

    def warned(self, now: datetime) -> HoldLapseQuerySet:
        """Keep those whose owner can still save the hold by talking to the prospect."""
        return self.in_force().filter(free_at__gt=now)

    def free(self, now: datetime) -> HoldLapseQuerySet:
        """Keep those that the branch may give to somebody else."""
        return self.in_force().filter(free_at__lte=now)


class HoldLapse(ScopedModel):
    """That the owner was warned, and when the hold ends without a contact."""

    prospect = models.OneToOneField(
        Prospect, on_delete=models.CASCADE, related_name="+", verbose_name=_("prospect")
    )
    warned_at = models.DateTimeField()
    free_at = models.DateTimeField()

    _unscoped: ClassVar[models.Manager[HoldLapse]] = models.Manager()
    objects = ScopedManager(HoldLapseQuerySet)

    class Meta(ScopedModel.Meta):
        indexes = [
            models.Index("owner", "free_at", name="hold_lapse_owner"),
            models.Index("branch", "free_at", name="hold_lapse_branch"),
        ]
