"""A look into SLIK (iDeb) about a debtor: asked for with consent, answered by its facilities."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from org.access.scoping import ScopedManager
from prospects.models.finance import FinanceQuerySet, FinanceRow, Person


@tracked(
    "prospect", "owner", "branch", "whose", "purpose", "state", "requested_at", "requested_by",
    "received_at", "received_by", "position_on", "reference", "file_name", "removed_at",
)  # fmt: skip
class SlikCheck(FinanceRow):
    """One request and its answer. The facilities of the answer are rows of the picture."""

    class State(models.TextChoices):
        """Asked for, or answered."""

        REQUESTED = "requested", _("Requested")
        RECEIVED = "received", _("Received")

    whose = models.CharField(
        _("whose"), max_length=8, choices=Person.choices, default=Person.DEBTOR
    )
    purpose = models.CharField(_("purpose"), max_length=160)
    state = models.CharField(max_length=9, choices=State.choices, default=State.REQUESTED)
    requested_at = models.DateTimeField(editable=False)
    requested_by = models.ForeignKey(
        "org.User", on_delete=models.PROTECT, related_name="+", editable=False
    )
    received_at = models.DateTimeField(null=True, editable=False)
    received_by = models.ForeignKey(
        "org.User", on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    position_on = models.DateField(_("position of the data"), null=True, blank=True)
    reference = models.CharField(_("number of the report"), max_length=60, blank=True)
    file_name = models.CharField(max_length=80, blank=True, editable=False)
    file_cipher = models.TextField(blank=True, editable=False)

    objects = ScopedManager(FinanceQuerySet)

    class Meta(FinanceRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="received")
                | Q(
                    received_at__isnull=False, received_by__isnull=False, position_on__isnull=False
                ),
                name="slik_received_says_when",
                violation_error_message=_("Enter the position of the data."),
            ),
        ]
        indexes = [models.Index("prospect", F("requested_at").desc(), name="slik_prospect")]
