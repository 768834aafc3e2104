"""Whether the akad asks for a confirmed RIPLAY, and who let a file pass without one, and why."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from core.public_id import PublicIdField
from org.access.scoping import ScopedManager, ScopedModel, ScopedQuerySet
from products.models.settings import DATES, Dated
from prospects.models import Opportunity


@tracked(*DATES, "is_required")
class RiplayRule(Dated):
    """Whether an akad asks for a confirmed RIPLAY personal of its terms; without a row it does
    not."""

    is_required = models.BooleanField(_("the akad asks for a confirmed RIPLAY"), default=True)

    class Meta(Dated.Meta):
        pass


class RiplayWaiverQuerySet(ScopedQuerySet["RiplayWaiver"]):
    """Waivers."""


class RiplayWaiver(ScopedModel):
    """A head let the akad of one file pass without a confirmed RIPLAY; written once."""

    public_id = PublicIdField()
    opportunity = models.OneToOneField(
        Opportunity, on_delete=models.CASCADE, related_name="riplay_waiver"
    )
    reason = models.CharField(max_length=300)
    waived_at = models.DateTimeField()
    waived_by = models.ForeignKey("org.User", on_delete=models.PROTECT, related_name="+")

    _unscoped: ClassVar[models.Manager[RiplayWaiver]] = models.Manager()
    objects = ScopedManager(RiplayWaiverQuerySet)

    class Meta(ScopedModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="riplay_waiver_says_why",
                violation_error_message=_("Say why this akad needs no RIPLAY."),
            )
        ]  # fmt: skip
        triggers = [
            pgtrigger.Protect(
                name="riplay_waiver_stays", operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("opportunity", "reason", "waived_at", "waived_by"),
            )
        ]  # fmt: skip
