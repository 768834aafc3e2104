"""A product that a prospect might take, on the ladder of its family."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from core.public_id import PublicIdField
from core.versioning import Versioned
from org.access.scoping import ScopedManager, ScopedModel
from products.types.base import Stage
from prospects.models.prospect import LIVE, Prospect
from prospects.querysets import OpportunityQuerySet, OpportunityStateQuerySet
from prospects.triggers import DELTA_TRIGGERS, STATE_TRIGGER, branch_triggers

AMOUNT_DIGITS = 15


class FileHolder(models.TextChoices):
    """*Posisi berkas*: who has the file on his table."""

    CUSTOMER = "customer", _("Customer")
    OFFICER = "officer", _("Account officer (file)")
    SLIK = "slik", _("SLIK")
    APPRAISER = "appraiser", _("Appraiser")
    PARTNER = "partner", _("Developer or dealer")
    NOTARY = "notary", _("Notary")
    ANALYST = "analyst", _("Analyst")
    APPROVER = "approver", _("Approver")
    CREDIT_ADMINISTRATION = "credit_administration", _("Credit administration")


# Working days each holder has. The bank's own figures replace these defaults.
HOLDER_TARGET_DAYS: dict[str, int] = {
    FileHolder.CUSTOMER: 7,
    FileHolder.OFFICER: 2,
    FileHolder.SLIK: 1,
    FileHolder.APPRAISER: 5,
    FileHolder.PARTNER: 5,
    FileHolder.NOTARY: 5,
    FileHolder.ANALYST: 3,
    FileHolder.APPROVER: 2,
    FileHolder.CREDIT_ADMINISTRATION: 2,
}


@tracked("code", "kind", "label_id", "label_en", "is_active", "position")
class LossReason(Versioned):
    """Why an opportunity ended: the bank's refusals and the customer's withdrawals."""

    class Kind(models.TextChoices):
        """Who ended it."""

        BANK = "bank", _("Refused by the bank")
        CUSTOMER = "customer", _("Withdrawn by the customer")

    public_id = PublicIdField()
    code = models.CharField(max_length=40, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    label_id = models.CharField(_("name in Indonesian"), max_length=80)
    label_en = models.CharField(_("name in English"), max_length=80)
    is_active = models.BooleanField(_("active"), default=True)
    position = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta:
        ordering = ["kind", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "label_id"],
                name="reason_label_id_once",
                violation_error_message=_("There is a reason with this Indonesian name."),
            ),
            models.UniqueConstraint(
                fields=["kind", "label_en"],
                name="reason_label_en_once",
                violation_error_message=_("There is a reason with this English name."),
            ),
        ]

    def __str__(self) -> str:
        return self.label_id

    def label(self, language: str) -> str:
        """Return the reason in `id` or `en`."""
        return self.label_en if language == "en" else self.label_id


class OpportunityFields(ScopedModel):
    """What both the present row and its past states hold."""

    product = models.ForeignKey("products.Product", on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(_("stage"), max_length=16)
    status = models.CharField(max_length=8, default="open")
    amount = models.DecimalField(_("amount"), max_digits=AMOUNT_DIGITS, decimal_places=0)
    loss_reason = models.ForeignKey(
        LossReason, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta(ScopedModel.Meta):
        abstract = True


@tracked(
    "prospect", "product", "stage", "status", "amount", "owner", "branch", "expected_close_on",
    "loss_reason", "loss_note", "paused_until", "holder", "analyst", "partner", "project", "unit",
    "archived_at",
    in_bulk=True,
)  # fmt: skip
class Opportunity(Versioned, OpportunityFields):
    """Prospect x product x amount. Its owner may differ from the prospect's."""

    class Status(models.TextChoices):
        """A pause is a date, not a status."""

        OPEN = "open", _("Running")
        WON = "won", _("Won")
        LOST = "lost", _("Lost")

    public_id = PublicIdField()
    prospect = models.ForeignKey(Prospect, on_delete=models.PROTECT, related_name="+")
    expected_close_on = models.DateField(_("expected close"), null=True, blank=True)
    close_month = models.DateField(null=True, editable=False)
    loss_note = models.CharField(max_length=300, blank=True)
    paused_until = models.DateField(null=True, blank=True)
    stage_since = models.DateField(editable=False)

    holder = models.CharField(max_length=24, choices=FileHolder.choices, blank=True)
    holder_since = models.DateField(null=True, editable=False)
    holder_due_on = models.DateField(null=True, editable=False)
    analyst = models.ForeignKey(
        "org.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    partner = models.ForeignKey(
        "prospects.Partner", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        db_index=False,
    )  # fmt: skip
    project = models.ForeignKey(
        "prospects.Project", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        db_index=False,
    )  # fmt: skip
    unit = models.ForeignKey(
        "prospects.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        db_index=False,
    )  # fmt: skip

    created_at = models.DateTimeField(editable=False)
    created_on = models.DateField(editable=False)
    updated_at = models.DateTimeField(editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_on = models.DateField(null=True, editable=False)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)
    state_at = models.DateTimeField(editable=False)
    state_by = models.ForeignKey(
        "org.User", on_delete=models.PROTECT, related_name="+", editable=False
    )

    external_system = models.CharField(max_length=40, blank=True, editable=False)
    external_id = models.CharField(max_length=80, null=True, blank=True, editable=False)
    is_imported = models.BooleanField(default=False, editable=False)
    import_batch = models.ForeignKey(
        "prospects.ImportBatch", on_delete=models.PROTECT, null=True, editable=False,
        related_name="+",
    )  # fmt: skip

    _unscoped: ClassVar[models.Manager[Opportunity]] = models.Manager()
    objects = ScopedManager(OpportunityQuerySet)

    class Meta(OpportunityFields.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["external_system", "external_id"], name="opportunity_external_once"
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="opportunity_amount_not_negative",
                violation_error_message=_("The amount must not be negative."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["open", "won", "lost"]), name="opportunity_status_known"
            ),
            models.CheckConstraint(
                condition=Q(status="lost") | Q(loss_reason=None),
                name="opportunity_reason_only_if_lost",
            ),
            models.CheckConstraint(
                condition=Q(unit=None) | ~Q(project=None), name="opportunity_unit_in_project"
            ),
            models.CheckConstraint(
                condition=Q(project=None) | ~Q(partner=None), name="opportunity_project_of_partner"
            ),
        ]
        indexes = [
            models.Index("owner", F("updated_at").desc(), F("id").desc(), name="opp_owner",
                         condition=LIVE),
            models.Index("branch", F("updated_at").desc(), F("id").desc(), name="opp_branch",
                         condition=LIVE),
            models.Index(F("updated_at").desc(), F("id").desc(), name="opp_all", condition=LIVE),
            models.Index("owner", "stage", F("updated_at").desc(), F("id").desc(),
                         name="opp_owner_stage", condition=LIVE & Q(status="open")),
            models.Index("branch", "stage", F("updated_at").desc(), F("id").desc(),
                         name="opp_branch_stage", condition=LIVE & Q(status="open")),
            models.Index("stage", F("updated_at").desc(), F("id").desc(), name="opp_stage",
                         condition=LIVE & Q(status="open")),
            models.Index("branch", "holder", "holder_due_on", include=["amount", "owner"],
                         name="opp_held", condition=LIVE & Q(status="open") & ~Q(holder="")),
            models.Index("branch", "created_on", include=["status", "owner", "product"],
                         name="opp_branch_created", condition=LIVE),
            models.Index("analyst", F("updated_at").desc(), F("id").desc(), name="opp_analyst",
                         condition=LIVE & Q(analyst__isnull=False)),
            models.Index("branch", F("amount").desc(), F("id").desc(), name="opp_branch_amount",
                         condition=LIVE),
            models.Index(F("amount").desc(), F("id").desc(), name="opp_all_amount",
                         condition=LIVE),
            models.Index("branch", "expected_close_on", "id", name="opp_branch_close",
                         condition=LIVE),
            models.Index("expected_close_on", "id", name="opp_all_close", condition=LIVE),
            # By closing day what is closed comes first, so the open ones have their own.
            models.Index("expected_close_on", "id", name="opp_open_close",
                         condition=LIVE & Q(status="open")),
            models.Index("owner", "expected_close_on", "id", name="opp_owner_close",
                         condition=LIVE & Q(status="open")),
            models.Index("owner", F("amount").desc(), F("id").desc(), name="opp_owner_amount",
                         condition=LIVE),
            models.Index("owner", "created_on", "id", name="opp_owner_created", condition=LIVE),
            models.Index("created_on", "id", name="opp_all_created", condition=LIVE),
            models.Index("prospect", name="opp_prospect"),
            # Few opportunities name a partner, so their indexes hold only those.
            models.Index("partner", name="opp_partner", condition=Q(partner__isnull=False)),
            models.Index("project", name="opp_project", condition=Q(project__isnull=False)),
            models.Index("unit", name="opp_unit", condition=Q(unit__isnull=False)),
            models.Index("branch", "closed_on", name="opp_branch_closed",
                         condition=Q(status="lost")),
        ]  # fmt: skip
        triggers = [
            STATE_TRIGGER, *DELTA_TRIGGERS, *branch_triggers("prospects_opportunity"),
        ]  # fmt: skip

    @property
    def rung(self) -> Stage:
        """The present rung of the family's ladder."""
        return self.product.type.stage(self.stage)


class OpportunityState(OpportunityFields):
    """How an opportunity stood from one moment to another; written by a database trigger."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="+")
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)
    by = models.ForeignKey("org.User", on_delete=models.PROTECT, related_name="+")
    is_archived = models.BooleanField(default=False)
    is_imported = models.BooleanField(default=False)

    _unscoped: ClassVar[models.Manager[OpportunityState]] = models.Manager()
    objects = ScopedManager(OpportunityStateQuerySet)

    class Meta(OpportunityFields.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity"], condition=Q(valid_to=None), name="state_one_open"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="state_lasts",
            ),
        ]
        indexes = [
            models.Index("opportunity", "valid_from", name="state_opportunity"),
            models.Index("branch", "valid_from", "valid_to", name="state_branch"),
            models.Index("owner", "valid_from", "valid_to", name="state_owner"),
        ]


class FilePosition(models.Model):
    """One stay of a file on somebody's table."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="+")
    holder = models.CharField(max_length=24, choices=FileHolder.choices)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    due_on = models.DateField()
    by = models.ForeignKey("org.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity"], condition=Q(until=None), name="file_on_one_table"
            )
        ]
        indexes = [models.Index("opportunity", "since", name="file_opportunity")]


class Milestone(models.Model):
    """A dated fact beside the ladder: SLIK, OTS, taksasi, memo, putusan, SPPK, akad."""

    class Kind(models.TextChoices):
        """Bank terms that officers use."""

        SLIK = "slik", _("SLIK")
        OTS = "ots", _("Site visit (OTS)")
        APPRAISAL = "appraisal", _("Appraisal (taksasi)")
        MEMO = "memo", _("Memo analisa")
        DECISION = "decision", _("Decision")
        SPPK = "sppk", _("SPPK")
        SIGNING = "signing", _("Signing (akad)")

    public_id = PublicIdField()
    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    reached_on = models.DateField()
    reference = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey("org.User", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["opportunity", "kind"], name="milestone_once")
        ]
