"""How a prospect was held before: written by a database trigger, read by reports of past weeks."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from org.access.scoping import ScopedManager, ScopedModel, ScopedQuerySet
from prospects.models.prospect import Prospect
from prospects.models.source import CODE_LENGTH


class ProspectPastQuerySet(ScopedQuerySet["ProspectPast"]):
    """Prospects as they were."""


class ProspectPast(ScopedModel):
    """Owner, branch, source and segment of a prospect until a moment; one row for each change.

    A prospect that never changed hands has none, so the table stays small. How it stood at a
    moment is its earliest row with `until` after that moment, else the prospect itself.
    """

    prospect = models.ForeignKey(Prospect, on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=CODE_LENGTH, blank=True)
    segment = models.CharField(max_length=20, blank=True)
    until = models.DateTimeField()

    _unscoped: ClassVar[models.Manager[ProspectPast]] = models.Manager()
    objects = ScopedManager(ProspectPastQuerySet)

    class Meta(ScopedModel.Meta):
        indexes = [
            models.Index("prospect", "until", name="prospect_past_prospect"),
            models.Index("until", name="prospect_past_until"),
        ]
