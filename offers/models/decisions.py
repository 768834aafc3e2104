"""*Usulan dan putusan kredit*: who may decide, what is proposed, the votes, what was decided."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from core.public_id import PublicIdField
from core.versioning import Versioned
from offers.models.letters import LetterLanguage
from org.access.permissions import Permission
from org.access.roles import GRANTS, Role
from org.access.scoping import ScopedManager, ScopedModel, ScopedQuerySet
from products.models.settings import DATES, Dated, percent_field, rupiah_field
from products.types import Kind, product_types

MAX_MONTHS = 480
DECIDING = [
    (role.value, role.label)
    for role in Role
    if Permission.CREDIT_DECIDE in GRANTS[role].permissions
]
"""The positions to which a limit or a seat can be given."""


def frozen(*columns: str) -> pgtrigger.Trigger:
    """Return the trigger that refuses every update but of these columns."""
    names = ", ".join(f"'{column}'" for column in columns)
    kept = f" - ARRAY[{names}]::text[]" if names else ""
    return pgtrigger.Trigger(
        name="frozen",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func=f"IF to_jsonb(NEW){kept} IS DISTINCT FROM to_jsonb(OLD){kept} THEN "
        "RAISE EXCEPTION 'this row is frozen' USING ERRCODE = 'check_violation'; "
        "END IF; RETURN NEW;",
    )


class Place(models.TextChoices):
    """Where the bank decides."""

    EITHER = "either", _("Here, or typed from another system")
    HERE = "here", _("Only here")
    ELSEWHERE = "elsewhere", _("Only in another system")


@tracked(*DATES, "place", "pattern", "validity_days", "language")
class DecisionPolicy(Dated):
    """Where the bank decides, how a decision is numbered and written, and how long it holds."""

    place = models.CharField(
        _("where credit is decided"), max_length=9, choices=Place.choices, default=Place.EITHER
    )
    pattern = models.CharField(
        _("number of a decision"), max_length=80,
        default="{nomor:03}/PTS/{cabang}/{bulan_romawi}/{tahun}",
        help_text=_("{nomor:03}, {cabang}, {bulan}, {bulan_romawi} and {tahun} are filled in."),
    )  # fmt: skip
    validity_days = models.PositiveSmallIntegerField(
        _("valid for, days"), default=90,
        validators=[MinValueValidator(1), MaxValueValidator(730)],
    )  # fmt: skip
    language = models.CharField(
        _("language of its paper"), max_length=4, choices=LetterLanguage.choices,
        default=LetterLanguage.INDONESIAN,
    )  # fmt: skip

    class Meta(Dated.Meta):
        pass


@tracked("name", "quorum", "positions", "is_active")
class Committee(Versioned):
    """People who decide together: seats of positions and of named persons, and how many suffice."""

    public_id = PublicIdField()
    name = models.CharField(_("name"), max_length=80, unique=True)
    positions = ArrayField(
        models.CharField(max_length=24, choices=DECIDING), verbose_name=_("seats of positions"),
        default=list, blank=True,
    )  # fmt: skip
    members = models.ManyToManyField(
        "org.User", verbose_name=_("seats of named persons"), related_name="+", blank=True
    )
    quorum = models.PositiveSmallIntegerField(
        _("votes in favour that decide"), default=2, validators=[MinValueValidator(1)]
    )
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quorum__gte=1), name="committee_quorum",
                violation_error_message=_("At least one vote must be needed."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Case(models.TextChoices):
    """Whether the debtor has credit with the bank already."""

    NEW = "new", _("New debtor")
    ADDITIONAL = "additional", _("Additional credit")


@tracked(*DATES, "position", "committee", "family", "case", "max_exposure")
class DecisionLimit(Dated):
    """Up to which total exposure a position or a committee decides."""

    position = models.CharField(_("position"), max_length=24, choices=DECIDING, blank=True)
    committee = models.ForeignKey(
        Committee, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("committee"),
    )  # fmt: skip
    family = models.CharField(_("product family"), max_length=20, blank=True)
    case = models.CharField(_("kind of application"), max_length=10, choices=Case.choices,
                            blank=True)  # fmt: skip
    max_exposure = rupiah_field(_("up to a total exposure of"))

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(position="", committee__isnull=False)
                | (~Q(position="") & Q(committee__isnull=True)),
                name="limit_one_decider",
                violation_error_message=_("Choose a position or a committee."),
            ),
            models.CheckConstraint(
                condition=Q(max_exposure__gt=0),
                name="limit_above_zero",
                violation_error_message=_("Enter an amount above zero."),
            ),
        ]

    def clean(self) -> None:
        """Only families that lend money have a limit."""
        family = product_types().get(self.family)
        if self.family and (family is None or family.kind != Kind.CREDIT):
            raise ValidationError({"family": _("This family does not exist.")})


class ProposalQuerySet(ScopedQuerySet["CreditProposal"]):
    """Proposals; the analyst reaches those of files that were sent to her."""

    assignee_field: ClassVar[str] = "opportunity__analyst_id"

    def waiting(self) -> ProposalQuerySet:
        """Keep those nobody has finished deciding on."""
        return self.filter(state=CreditProposal.State.WAITING)


class DecisionQuerySet(ScopedQuerySet["Decision"]):
    """Decisions."""

    assignee_field: ClassVar[str] = "opportunity__analyst_id"


class Offered(models.Model):
    """Amount, term, rate and what goes with them."""

    amount = rupiah_field(_("plafon"))
    months = models.PositiveSmallIntegerField(
        _("term in months"), validators=[MinValueValidator(1), MaxValueValidator(MAX_MONTHS)]
    )
    rate = percent_field(_("rate, % per year"))
    fee = rupiah_field(_("provision fee"), null=True, blank=True)
    collateral = models.TextField(_("collateral"), max_length=2000, blank=True)
    conditions = models.TextField(_("conditions"), max_length=4000, blank=True)

    class Meta:
        abstract = True


@tracked(
    "opportunity", "number", "state", "amount", "months", "rate", "fee", "collateral",
    "conditions", "case", "total", "position", "committee", "owner", "branch",
)  # fmt: skip
class CreditProposal(Versioned, Offered, ScopedModel):
    """*Usulan*: what is asked for, on which memo, and who has to decide on it.

    Owner and branch are those of the opportunity and follow it.
    """

    class State(models.TextChoices):
        """Returned, refused and withdrawn ones stay; a new proposal takes the next number."""

        WAITING = "waiting", _("Waiting for a decision")
        RETURNED = "returned", _("Returned")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    public_id = PublicIdField()
    opportunity = models.ForeignKey(
        "prospects.Opportunity", on_delete=models.PROTECT, related_name="+"
    )
    number = models.PositiveSmallIntegerField(editable=False)
    memo = models.ForeignKey("prospects.MemoVersion", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    case = models.CharField(max_length=10, choices=Case.choices)
    # Who owes and may still draw how much, as texts of whole rupiah; see offers.decisions.exposure.
    exposure = models.JSONField()
    total = rupiah_field(_("total exposure"))
    position = models.CharField(max_length=24, choices=DECIDING, blank=True)
    committee = models.ForeignKey(
        Committee, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    proposed_by = models.ForeignKey("org.User", on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ScopedManager(ProposalQuerySet)

    class Meta(ScopedModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["opportunity", "number"], name="usulan_number_once"),
            models.UniqueConstraint(
                fields=["opportunity"],
                condition=Q(state="waiting"),
                name="usulan_one_waits",
                violation_error_message=_("A proposal of this file waits for its decision."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="usulan_amount",
                violation_error_message=_("Enter an amount above zero."),
            ),
            models.CheckConstraint(
                condition=Q(months__range=(1, MAX_MONTHS)),
                name="usulan_months",
                violation_error_message=_("The term is 1 to 480 months."),
            ),
        ]
        indexes = [
            models.Index("branch", "proposed_at", "id", name="usulan_branch",
                         condition=Q(state="waiting")),
            models.Index("proposed_at", "id", name="usulan_waiting", condition=Q(state="waiting")),
            models.Index(F("proposed_at").desc(), F("id").desc(), name="usulan_newest"),
        ]  # fmt: skip


class Verdict(models.TextChoices):
    """What a member says."""

    APPROVE = "approve", _("Agree")
    CONDITIONS = "conditions", _("Agree with conditions")
    RETURN = "return", _("Return")
    REFUSE = "refuse", _("Refuse")


_FOUR_EYES = """
IF EXISTS (
    SELECT 1 FROM offers_creditproposal p JOIN prospects_opportunity o ON o.id = p.opportunity_id
    WHERE p.id = NEW.proposal_id
      AND (NEW.by_id IN (p.proposed_by_id, o.owner_id)
           OR NEW.stands_for_id IN (p.proposed_by_id, o.owner_id))
) THEN
    RAISE EXCEPTION 'who proposed may not decide' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


class DecisionVote(models.Model):
    """What one person said of a proposal, from one seat. Never changed."""

    public_id = PublicIdField()
    proposal = models.ForeignKey(CreditProposal, on_delete=models.CASCADE, related_name="votes")
    by = models.ForeignKey("org.User", on_delete=models.PROTECT, related_name="+")
    stands_for = models.ForeignKey(
        "org.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # "decider" of one person alone; "position:ROLE" or "member:ID" of a committee.
    seat = models.CharField(max_length=40)
    post = models.CharField(max_length=24, choices=Role.choices)
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    opinion = models.TextField(max_length=2000)
    # What is missing, the reason, or the conditions.
    words = models.TextField(max_length=2000, blank=True)
    amount = rupiah_field(_("plafon"))
    months = models.PositiveSmallIntegerField(_("term in months"))
    rate = percent_field(_("rate, % per year"))
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "by"], name="vote_once"),
            models.UniqueConstraint(fields=["proposal", "seat"], name="vote_seat_once"),
            models.CheckConstraint(
                condition=Q(verdict="approve") | ~Q(words=""), name="vote_says_why",
                violation_error_message=_("Write why, or what is missing."),
            ),
        ]  # fmt: skip
        triggers = [
            frozen(),
            pgtrigger.Trigger(
                name="four_eyes",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=_FOUR_EYES,
            ),
        ]


class Decision(Offered, ScopedModel):
    """*Putusan*: frozen. Only owner and branch follow the opportunity."""

    class Outcome(models.TextChoices):
        """Approved or refused."""

        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")

    public_id = PublicIdField()
    opportunity = models.ForeignKey(
        "prospects.Opportunity", on_delete=models.PROTECT, related_name="+"
    )
    proposal = models.OneToOneField(
        CreditProposal, on_delete=models.PROTECT, null=True, blank=True, related_name="decision"
    )
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    number = models.CharField(_("number"), max_length=60, unique=True)
    decided_on = models.DateField(_("date"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    # [{"name", "post", "verdict"}], in the order of their votes.
    deciders = models.JSONField(default=list, blank=True)
    reason = models.TextField(max_length=2000, blank=True)
    is_external = models.BooleanField(default=False)
    sheet = models.ForeignKey(
        "documents.DocumentFile", on_delete=models.PROTECT, null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    recorded_by = models.ForeignKey("org.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ScopedManager(DecisionQuerySet)

    class Meta(ScopedModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="putusan_amount",
                violation_error_message=_("Enter an amount above zero."),
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("decided_on")),
                name="putusan_holds",
                violation_error_message=_("The last day must not be before the first day."),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index("opportunity", F("recorded_at").desc(), name="putusan_opportunity"),
            models.Index(F("recorded_at").desc(), F("id").desc(), name="putusan_newest"),
        ]
        triggers = [frozen("owner_id", "branch_id")]


class DecisionCounter(models.Model):
    """The last number of a branch in a year. Taken in the transaction of the decision: no gaps."""

    branch = models.ForeignKey("org.Branch", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["branch", "year"], name="putusan_counter_once")
        ]
