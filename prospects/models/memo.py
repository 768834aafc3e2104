"""*Memo analisa* of one opportunity: sections people write, and versions frozen with figures."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from org.access.scoping import ScopedManager
from prospects.models.finance import FinanceQuerySet, OpportunityRow

LONGEST = 6000


class MemoPart(models.TextChoices):
    """The sections in their order."""

    APPLICATION = "application", _("Application")
    DEBTOR = "debtor", _("Debtor and relation with the bank")
    INCOME = "income", _("Business and income")
    RATIO = "ratio", _("RPC and DSR")
    SLIK = "slik", _("SLIK")
    COLLATERAL = "collateral", _("Collateral")
    CHARACTER = "character", _("5C: Character")
    CAPACITY = "capacity", _("5C: Capacity")
    CAPITAL = "capital", _("5C: Capital")
    SECURITY = "security", _("5C: Collateral")
    CONDITION = "condition", _("5C: Condition")
    RISK = "risk", _("Risk and mitigation")
    PROPOSAL = "proposal", _("Proposal and conditions")


@tracked("opportunity", "part", "text", "owner", "branch")
class MemoSection(OpportunityRow):
    """What people wrote in one section; the facts beside it come from the records."""

    part = models.CharField(max_length=12, choices=MemoPart.choices, editable=False)
    text = models.TextField(_("text"), blank=True, max_length=LONGEST)

    objects = ScopedManager(FinanceQuerySet)

    class Meta(OpportunityRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["opportunity", "part"], name="memo_section_once")
        ]


class MemoVersion(OpportunityRow):
    """The memo as it stood when it was frozen. Texts, facts and figures never change again."""

    number = models.PositiveSmallIntegerField(editable=False)
    content = models.JSONField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    pdf = models.BinaryField(null=True, editable=False)
    docx = models.BinaryField(null=True, editable=False)
    made_at = models.DateTimeField(null=True, editable=False)

    objects = ScopedManager(FinanceQuerySet)

    class Meta(OpportunityRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["opportunity", "number"], name="memo_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="memo_number_counts"),
        ]

    @property
    def is_made(self) -> bool:
        """Whether its papers are there."""
        return self.made_at is not None
