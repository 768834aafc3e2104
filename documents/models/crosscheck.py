"""The sheet on which credit administration compares originals with the record (*uji silang*)."""

from __future__ import annotations

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from core.public_id import PublicIdField
from prospects.models import Opportunity


class CrossCheck(models.Model):
    """One signed sheet. Sheets are never changed; the newest one speaks."""

    class Verdict(models.TextChoices):
        """What the original says of a field."""

        SAME = "same", _("As in the original")
        DIFFERENT = "different", _("Differs")
        UNSEEN = "unseen", _("Not seen")

    public_id = PublicIdField()
    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey("org.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    # Code of the field -> [verdict, what the original says]; never a number itself.
    findings = models.JSONField()
    differences = models.PositiveSmallIntegerField()
    # A keyed hash of the record as it was: tells whether it has changed since.
    record_mark = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index("opportunity", F("at").desc(), name="crosscheck_newest")]
