"""What a customer says he has understood: three sentences, and his answers to them."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from core.public_id import PublicIdField
from offers.models.simulations import SavedSimulation
from org.access.scoping import ScopedManager, ScopedModel, ScopedQuerySet
from products.models import Product
from products.models.settings import DATES, Dated
from prospects.models import Opportunity, Prospect

POINTS = 3
FROZEN = ("simulation", "code", "sentences", "quiz", "language", "rate_version", "created_at")


class ReceiptQuerySet(ScopedQuerySet["Receipt"]):
    """Receipts."""

    def waiting(self) -> ReceiptQuerySet:
        """Keep those with a point that nobody answered, or that is not clear."""
        return self.exclude(state="clear")


class Receipt(ScopedModel):
    """Three sentences with the customer's own figures, from a simulation that was kept.

    `sentences` is a list of `{"key", "text"}`, word for word as he heard or read them. Owner and
    branch are the prospect's.
    """

    class State(models.TextChoices):
        """What his newest answers say together."""

        OPEN = "open", _("Not answered yet")
        UNCLEAR = "unclear", _("A point is not clear")
        CLEAR = "clear", _("Understood")

    public_id = PublicIdField()
    prospect = models.ForeignKey(Prospect, on_delete=models.CASCADE, related_name="+")
    opportunity = models.ForeignKey(
        Opportunity, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    simulation = models.ForeignKey(SavedSimulation, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=9, unique=True)  # stands on the sheet: ABCD-EFGH
    sentences = models.JSONField()
    # A question for each sentence: `{"question", "choices", "right"}`; empty where none is asked.
    quiz = models.JSONField(default=list)
    language = models.CharField(max_length=2)
    rate_version = models.CharField(max_length=60)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("org.User", on_delete=models.PROTECT, related_name="+")

    _unscoped: ClassVar[models.Manager[Receipt]] = models.Manager()
    objects = ScopedManager(ReceiptQuerySet)

    class Meta(ScopedModel.Meta):
        indexes = [
            models.Index("prospect", F("created_at").desc(), name="receipt_newest"),
            models.Index("owner", F("created_at").desc(), name="receipt_owner_waiting",
                         condition=~Q(state="clear")),
            models.Index("branch", F("created_at").desc(), name="receipt_branch_waiting",
                         condition=~Q(state="clear")),
        ]  # fmt: skip
        triggers = [
            pgtrigger.Protect(
                name="receipt_is_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(*FROZEN),
            )
        ]


class ReceiptAnswer(models.Model):
    """One answer to one sentence. Answers are added, never changed; the newest one speaks."""

    class Path(models.TextChoices):
        """How the customer answered."""

        PAPER = "paper", _("on the signed sheet")
        PHONE = "phone", _("on the officer's phone")
        LINK = "link", _("by the one-time link")

    receipt = models.ForeignKey(Receipt, on_delete=models.CASCADE, related_name="answers")
    point = models.PositiveSmallIntegerField()
    is_clear = models.BooleanField()
    path = models.CharField(max_length=5, choices=Path.choices)
    # What he chose of the quiz, in words; empty where there was none.
    chosen = models.CharField(max_length=120, blank=True)
    place = models.CharField(max_length=120, blank=True)  # as typed, or a rounded position
    device = models.CharField(max_length=200)
    at = models.DateTimeField()
    by = models.ForeignKey("org.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(point__gte=1, point__lte=POINTS), name="receipt_answer_to_a_point"
            )
        ]
        triggers = [pgtrigger.Protect(name="receipt_answer_stays", operation=pgtrigger.Update)]


class ReceiptLink(models.Model):
    """A one-time address by which the customer answers; only the hash of its token is kept."""

    receipt = models.ForeignKey(Receipt, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("org.User", on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


@tracked("product", *DATES, "is_on")
class ReceiptQuiz(Dated):
    """Whether receipts ask a question for each sentence, for all products or for one; off without
    a row."""

    product = models.ForeignKey(
        Product, on_delete=models.CASCADE, null=True, blank=True, related_name="+",
        verbose_name=_("product"),
    )  # fmt: skip
    is_on = models.BooleanField(_("the receipt asks questions"), default=True)

    class Meta(Dated.Meta):
        pass
