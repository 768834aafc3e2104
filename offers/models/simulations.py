"""Simulations kept for a prospect, as they were shown to him."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from core.public_id import PublicIdField
from org.access.scoping import ScopedManager, ScopedModel, ScopedQuerySet
from products.models import Product, Rate
from prospects.models import Opportunity, Prospect

FROZEN = ("product", "rate", "code", "computed_on", "answers", "terms", "shown")


class SavedSimulationQuerySet(ScopedQuerySet["SavedSimulation"]):
    """Saved simulations."""


class SavedSimulation(ScopedModel):
    """What a customer was shown on a day: questions, terms and figures never change again.

    `answers` are the questions as they were typed, one text of an address. `terms` are the terms
    and figures for programs: rupiah and percent as texts of plain numbers, days as ISO dates.
    `shown` is what stood on the page, in the language it was shown in, without anything of the
    person's means. Owner and branch are the prospect's.
    """

    public_id = PublicIdField()
    prospect = models.ForeignKey(Prospect, on_delete=models.CASCADE, related_name="+")
    opportunity = models.ForeignKey(
        Opportunity, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    # The bank's own rate for amount and term on that day; empty where it had none.
    rate = models.ForeignKey(Rate, on_delete=models.PROTECT, null=True, related_name="+")
    code = models.CharField(_("calculation"), max_length=8)
    computed_on = models.DateField()
    answers = models.TextField()
    terms = models.JSONField()
    shown = models.JSONField()
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("org.User", on_delete=models.PROTECT, related_name="+")

    _unscoped: ClassVar[models.Manager[SavedSimulation]] = models.Manager()
    objects = ScopedManager(SavedSimulationQuerySet)

    class Meta(ScopedModel.Meta):
        indexes = [models.Index("prospect", F("created_at").desc(), name="simulation_newest")]
        triggers = [
            pgtrigger.Protect(
                name="simulation_is_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(*FROZEN),
            )
        ]
