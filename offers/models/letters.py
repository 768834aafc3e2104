"""Letters to customers: offers, SPPK, refusals, requests for papers, profiles for institutions.

A draft may be changed; from the moment it is issued a letter has its number, and what it says never
changes again: the database refuses it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from core.public_id import PublicIdField
from core.versioning import Versioned
from org.access.scoping import ScopedManager, ScopedModel, ScopedQuerySet
from products.calculators.loans import MAX_MONTHS
from products.models import Product, Rate
from products.models.settings import CostCode, Dated, percent_field, rupiah_field
from prospects.models import Opportunity, Prospect

if TYPE_CHECKING:
    from org.models import User

HASH = 64
SOON = 7  # days before its end that a letter is told


class LetterKind(models.TextChoices):
    """What a letter is."""

    OFFER = "offer", _("Offer letter")
    SPPK = "sppk", _("SPPK")
    REFUSAL = "refusal", _("Refusal letter")
    PAPERS = "papers", _("Request for papers")
    PROFILE = "profile", _("Profile for an institution")


class LetterLanguage(models.TextChoices):
    """In which words it is written; the Indonesian ones decide where both stand."""

    INDONESIAN = "id", _("Indonesian")
    ENGLISH = "en", _("English")
    BOTH = "both", _("Indonesian with English below")


class LetterState(models.TextChoices):
    """Where a letter stands. Issued: it has its number and waits to be handed over."""

    DRAFT = "draft", _("Draft")
    WAITING = "waiting", _("Waiting for approval")
    ISSUED = "issued", _("Issued, not handed over yet")
    SENT = "sent", _("Given to the customer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined by the customer")
    EXPIRED = "expired", _("Expired")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class HandOver(models.TextChoices):
    """By which way it reached the customer."""

    PAPER = "paper", _("On paper, handed over in person")
    POST = "post", _("By courier or post")
    CHAT = "chat", _("Shared by chat")
    MAIL = "mail", _("By e-mail from the portal")


class Answer(models.TextChoices):
    """By which way the customer answered."""

    PAPER = "paper", _("Signed on paper")
    IN_PERSON = "in_person", _("Said in person")
    LINK = "link", _("By the one-time link")


LIVE_STATES = (LetterState.ISSUED, LetterState.SENT)
OVER = (LetterState.DECLINED, LetterState.EXPIRED, LetterState.WITHDRAWN)
FROZEN = (
    "kind", "number", "sequence", "issued_on", "content", "sha256", "amount", "months", "rate",
    "fixed_months", "floating_rate", "price", "fee", "decision", "valid_until", "opportunity_id",
    "promotion_id", "is_new_home", "handover_on", "has_used_relief",
)  # fmt: skip


class LetterQuerySet(ScopedQuerySet["Letter"]):
    """Letters."""

    assignee_field: ClassVar[str] = "opportunity__analyst_id"

    def of(self, opportunity: Opportunity) -> LetterQuerySet:
        """Keep those of one opportunity."""
        return self.filter(opportunity=opportunity)

    def live(self) -> LetterQuerySet:
        """Keep those that were issued and still wait for an answer."""
        return self.filter(state__in=LIVE_STATES)

    def sppk_of(self, opportunity: Opportunity) -> LetterQuerySet:
        """Keep the SPPK of one opportunity that are written, wait for an answer or are accepted."""
        return self.of(opportunity).filter(kind=LetterKind.SPPK).exclude(state__in=OVER)

    def ending_soon(self, today: date) -> LetterQuerySet:
        """Keep live ones whose last day is at most SOON days away."""
        return self.live().filter(valid_until__lte=today + timedelta(days=SOON))


@dataclass(frozen=True)
class AcceptedTerms:
    """What the customer said yes to: rupiah, months, % per year. What is booked is held to it."""

    letter: str
    number: str
    accepted_on: date
    amount: Decimal
    months: int
    rate: Decimal
    fixed_months: int | None
    floating_rate: Decimal | None
    instalment: Decimal
    fee: Decimal  # the provision fee alone
    fees: Decimal
    rate_version: str
    valid_until: date | None


@tracked(
    "kind", "state", "number", "opportunity", "amount", "months", "rate", "fixed_months",
    "floating_rate", "valid_until", "promotion", "reason", "decided_by", "decision_note",
    "sent_channel", "answer_channel", "owner", "branch",
)  # fmt: skip
class Letter(Versioned, ScopedModel):
    """One letter. Owner and branch are those of the opportunity and follow it."""

    public_id = PublicIdField()
    prospect = models.ForeignKey(Prospect, on_delete=models.PROTECT, related_name="+")
    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=LetterKind.choices, editable=False)
    state = models.CharField(
        max_length=9, choices=LetterState.choices, default=LetterState.DRAFT, editable=False
    )
    # The first letter of a negotiation names it; later ones bear the same and what they replace.
    thread = models.CharField(max_length=20, editable=False)
    replaces = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    decision = models.CharField(max_length=40, blank=True, editable=False)  # of an SPPK

    language = models.CharField(
        _("language"), max_length=4, choices=LetterLanguage.choices,
        default=LetterLanguage.INDONESIAN,
    )  # fmt: skip
    recipient = models.CharField(_("addressed to"), max_length=160)
    address = models.CharField(_("address"), max_length=300, blank=True)
    attention = models.CharField(_("attention of"), max_length=120, blank=True)
    copies = models.CharField(_("copies to"), max_length=300, blank=True)

    amount = models.DecimalField(_("amount"), max_digits=15, decimal_places=0, null=True,
                                 blank=True, validators=[MinValueValidator(1)])  # fmt: skip
    months = models.PositiveSmallIntegerField(
        _("term in months"), null=True, blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_MONTHS)],
    )  # fmt: skip
    rate = percent_field(_("rate, % per year"), null=True, blank=True)
    fixed_months = models.PositiveSmallIntegerField(
        _("months the rate is fixed"), null=True, blank=True
    )
    floating_rate = percent_field(_("assumed floating rate, % per year"), null=True, blank=True)
    price = models.DecimalField(_("price of what is bought"), max_digits=15, decimal_places=0,
                                null=True, blank=True)  # fmt: skip
    # PPN is paid of a new home; the day of its handover decides what the government bears.
    is_new_home = models.BooleanField(_("new home from a developer"), default=False)
    handover_on = models.DateField(_("handover"), null=True, blank=True)
    has_used_relief = models.BooleanField(_("the buyer had PPN borne before"), default=False)
    # The provision fee an SPPK names, whole rupiah; None: what the product charges.
    fee = rupiah_field(_("provision fee"), null=True, editable=False)
    purpose = models.CharField(_("purpose"), max_length=200, blank=True)
    collateral = models.CharField(_("collateral"), max_length=2000, blank=True)
    conditions = models.TextField(_("conditions"), max_length=2000, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    # Printed with its conditions and reserved when the letter is issued.
    promotion = models.ForeignKey(
        "offers.Promotion", on_delete=models.PROTECT, null=True, blank=True, db_index=False,
        related_name="+", verbose_name=_("promotion"),
    )  # fmt: skip
    sheet_rate = models.ForeignKey(
        Rate, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    # What the bank earns less over the whole term than at its own rate; whole rupiah.
    margin = models.DecimalField(max_digits=15, decimal_places=0, null=True, editable=False)
    reason = models.CharField(_("reason for the better terms"), max_length=300, blank=True)
    asked_by = models.ForeignKey(
        "org.User", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    decided_by = models.ForeignKey(
        "org.User", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, editable=False)
    decision_note = models.CharField(max_length=300, blank=True, editable=False)

    number = models.CharField(max_length=60, blank=True, editable=False)
    sequence = models.PositiveIntegerField(null=True, editable=False)
    issued_on = models.DateField(null=True, editable=False)
    issued_at = models.DateTimeField(null=True, editable=False)
    content = models.JSONField(default=dict, editable=False)
    sha256 = models.CharField(max_length=HASH, blank=True, editable=False)
    pdf = models.BinaryField(null=True, editable=False)
    pdf_sha256 = models.CharField(max_length=HASH, blank=True, editable=False)
    made_at = models.DateTimeField(null=True, editable=False)

    sent_at = models.DateTimeField(null=True, editable=False)
    sent_by = models.ForeignKey(
        "org.User", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    sent_channel = models.CharField(
        max_length=6, choices=HandOver.choices, blank=True, editable=False
    )
    answered_on = models.DateField(null=True, editable=False)
    answer_channel = models.CharField(
        max_length=9, choices=Answer.choices, blank=True, editable=False
    )
    answer_note = models.CharField(max_length=300, blank=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)

    created_at = models.DateTimeField(editable=False)
    created_by = models.ForeignKey(
        "org.User", on_delete=models.PROTECT, editable=False, related_name="+"
    )
    updated_at = models.DateTimeField(editable=False)

    _unscoped: ClassVar[models.Manager[Letter]] = models.Manager()
    objects = ScopedManager(LetterQuerySet)

    class Meta(ScopedModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="letter_number_once",
                violation_error_message=_("This letter number is used already."),
            ),
            # A decision has one SPPK that is written, waits or is accepted.
            models.UniqueConstraint(
                fields=["decision"],
                condition=Q(kind="sppk") & ~Q(state__in=["declined", "expired", "withdrawn"]),
                name="letter_sppk_once",
                violation_error_message=_("This decision has an SPPK already."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=LetterState.values), name="letter_state_known"
            ),
            models.CheckConstraint(
                condition=Q(number="", state__in=["draft", "waiting", "withdrawn"])
                | ~Q(number="") & ~Q(state__in=["draft", "waiting"]),
                name="letter_number_when_issued",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
                name="letter_two_persons",
                violation_error_message=_("Somebody else has to approve this letter."),
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | ~Q(answer_channel=""),
                name="letter_accepted_how",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index("owner", F("updated_at").desc(), F("id").desc(), name="letter_owner"),
            models.Index("branch", F("updated_at").desc(), F("id").desc(), name="letter_branch"),
            models.Index(F("updated_at").desc(), F("id").desc(), name="letter_all"),
            models.Index("valid_until", "id", name="letter_ending",
                         condition=Q(state__in=["issued", "sent"])),
            models.Index("branch", F("updated_at").desc(), F("id").desc(), name="letter_waiting",
                         condition=Q(state="waiting")),
            models.Index("opportunity", name="letter_opportunity"),
            models.Index("thread", name="letter_thread"),
        ]  # fmt: skip
        triggers = [
            pgtrigger.Trigger(
                name="letter_frozen",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__number__gt=""),
                func=f"""
                IF {" OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in FROZEN)}
                THEN RAISE EXCEPTION 'an issued letter never changes'
                USING ERRCODE = 'integrity_constraint_violation';
                END IF;
                RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(LetterKind(self.kind).label)

    def is_own_of(self, user: User) -> bool:
        """Whether this person wrote it, asked for it, or has the file: then another decides."""
        return user.pk in (self.asked_by_id, self.created_by_id, self.owner_id)

    def may_be_recalled_by(self, user: User) -> bool:
        """Whether this person may take it back from who decides: who asked, or has the file now."""
        return user.pk in (self.asked_by_id, self.owner_id)

    @property
    def is_live(self) -> bool:
        """Whether it was issued and still waits for an answer."""
        return self.state in LIVE_STATES

    @property
    def is_offer(self) -> bool:
        """Whether it is an offer in the sense of the rules on offers."""
        return self.kind in (LetterKind.OFFER, LetterKind.PROFILE)

    @property
    def accepted_terms(self) -> AcceptedTerms | None:
        """What was accepted, as it was frozen at issue; None while nothing was accepted."""
        if self.state != LetterState.ACCEPTED or self.answered_on is None:
            return None
        told: dict[str, Any] = self.content["figures"]
        floating = told.get("floating_rate")
        return AcceptedTerms(
            self.public_id, self.number, self.answered_on, Decimal(told["amount"]),
            int(told["months"]), Decimal(told["rate"]), told.get("fixed_months"),
            Decimal(floating) if floating else None, Decimal(told.get("instalment") or 0),
            Decimal(dict(told.get("costs") or []).get(CostCode.PROVISION, 0)),
            Decimal(told.get("fees") or 0), str(told.get("rate_version", "")), self.valid_until,
        )  # fmt: skip


class LetterRound(models.Model):
    """What one side asked for in a negotiation, and what that would cost the bank."""

    class Side(models.TextChoices):
        """Who asked."""

        CUSTOMER = "customer", _("Customer asks")
        BANK = "bank", _("Bank offers")

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="rounds")
    side = models.CharField(_("who"), max_length=8, choices=Side.choices)
    amount = models.DecimalField(_("amount"), max_digits=15, decimal_places=0,
                                 validators=[MinValueValidator(1)])  # fmt: skip
    months = models.PositiveSmallIntegerField(
        _("term in months"), validators=[MinValueValidator(1), MaxValueValidator(MAX_MONTHS)]
    )
    rate = percent_field(_("rate, % per year"))
    fixed_months = models.PositiveSmallIntegerField(null=True)
    floating_rate = percent_field("", null=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    instalment = models.DecimalField(max_digits=15, decimal_places=0, null=True)
    margin = models.DecimalField(max_digits=15, decimal_places=0, null=True)
    by = models.ForeignKey("org.User", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]


class LetterLink(models.Model):
    """A one-time address by which a customer answers; only the hash of its token is kept."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=HASH, unique=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("org.User", on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class LetterCounter(models.Model):
    """The last number of a series: one kind of letter of one branch in one year."""

    kind = models.CharField(max_length=8, choices=LetterKind.choices)
    branch = models.ForeignKey("org.Branch", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "branch", "year"], name="letter_series_once")
        ]


@tracked("kind", "pattern", "valid_days", "closing_id", "closing_en")
class LetterSetting(Versioned):
    """How the bank numbers a kind of letter, how long it holds, and its own closing sentence."""

    public_id = PublicIdField()
    kind = models.CharField(
        _("letter"), max_length=8, unique=True, choices=LetterKind.choices, editable=False
    )
    pattern = models.CharField(_("number pattern"), max_length=80)
    valid_days = models.PositiveSmallIntegerField(
        _("valid for days"), validators=[MinValueValidator(1), MaxValueValidator(365)]
    )
    closing_id = models.TextField(_("own sentence in Indonesian"), max_length=600, blank=True)
    closing_en = models.TextField(_("own sentence in English"), max_length=600, blank=True)

    class Meta:
        ordering = ["kind"]

    def __str__(self) -> str:
        return str(LetterKind(self.kind).label)


@tracked("product", "valid_from", "valid_to", "percent")
class RateFloor(Dated):
    """How far an officer may go alone: for loans the lowest rate, for deposits the highest."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    percent = percent_field(_("limit of the rate, % per year"))

    class Meta(Dated.Meta):
        pass
