"""What a person asks about his data, what was made of it, and who was erased."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core import sealed_files
from core.crypto import field_aad
from core.history import tracked
from core.public_id import PublicIdField
from core.versioning import Versioned
from org.access.scoping import ScopedManager, ScopedModel, ScopedQuerySet
from prospects.models.consent import WithdrawalMedium
from prospects.models.prospect import Prospect


class DataRequestQuerySet(ScopedQuerySet["DataRequest"]):
    """Requests of persons about their data."""

    def open(self) -> DataRequestQuerySet:
        """Keep those without an answer."""
        return self.filter(state__in=DataRequest.OPEN)


@tracked("prospect", "kind", "state", "received_at", "due_at", "answered_at", "owner", "branch")
class DataRequest(Versioned, ScopedModel):
    """One request under UU 27/2022, due 72 clock hours after it came."""

    class Kind(models.TextChoices):
        """What is asked for."""

        ACCESS = "access", _("A copy of the data")
        CORRECTION = "correction", _("Correction")
        RESTRICTION = "restriction", _("Restriction")
        ERASURE = "erasure", _("Erasure")
        WITHDRAWAL = "withdrawal", _("Withdrawal of consent")

    class State(models.TextChoices):
        """An erasure waits for a second person; the others are answered by one."""

        WAITING = "waiting", _("Waiting for an answer")
        APPROVAL = "approval", _("Waiting for approval")
        WORKING = "working", _("Being erased")
        ANSWERED = "answered", _("Done")
        REFUSED = "refused", _("Refused")

    OPEN = (State.WAITING, State.APPROVAL, State.WORKING)

    public_id = PublicIdField()
    prospect = models.ForeignKey(Prospect, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    medium = models.CharField(max_length=10, choices=WithdrawalMedium.choices)
    by_whom = models.CharField(max_length=120, blank=True)
    detail = models.CharField(max_length=500, blank=True)
    received_at = models.DateTimeField()
    due_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("org.User", on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        "org.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        "org.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    _unscoped: ClassVar[models.Manager[DataRequest]] = models.Manager()
    objects = ScopedManager(DataRequestQuerySet)

    class Meta(ScopedModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["prospect", "kind"],
                condition=Q(state__in=["waiting", "approval", "working"]),
                name="data_request_open_once",
                violation_error_message=_("The same request is open already."),
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("answered_by")),
                name="data_request_two_persons",
                violation_error_message=_("A second person approves an erasure."),
            ),
        ]
        indexes = [
            models.Index("owner", "due_at", "id", name="data_request_owner"),
            models.Index("branch", "due_at", "id", name="data_request_branch"),
            models.Index("due_at", "id", name="data_request_due"),
            models.Index("prospect", F("received_at").desc(), name="data_request_prospect"),
        ]

    @property
    def is_open(self) -> bool:
        """Whether an answer is still owed."""
        return self.state in self.OPEN


class DataCopy(models.Model):
    """The copy of all data of a person, ready to be handed out; emptied after some days.

    Both forms are sealed under a key of the row's own, which is sealed with the key ring.
    """

    FORMS = ("json", "pdf")

    request = models.OneToOneField(DataRequest, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(null=True)
    key_cipher = models.TextField(blank=True)
    as_json = models.BinaryField(null=True)
    as_pdf = models.BinaryField(null=True)

    @property
    def aad(self) -> bytes:
        """What binds the key to this row."""
        return field_aad("prospects.DataCopy", self.request.public_id, "key")

    def keep(self, content: Mapping[str, bytes], now: datetime) -> None:
        """Write both forms sealed, under a new key."""
        self.key_cipher, self.made_at = sealed_files.new_key(self.aad), now
        for form in self.FORMS:
            sealed = sealed_files.seal(
                content[form], name=form, sealed_key=self.key_cipher, aad=self.aad
            )
            setattr(self, f"as_{form}", sealed)
        self.save()

    def opened(self, form: str) -> bytes | None:
        """Return one form of the copy as the person gets it; None while it is being made."""
        sealed = getattr(self, f"as_{form}")
        if sealed is None:
            return None
        return sealed_files.unseal(
            bytes(sealed), name=form, sealed_key=self.key_cipher, aad=self.aad
        )


class ErasedPerson(models.Model):
    """That somebody was erased: no name, no number. A restored backup is erased by it again."""

    public_id = models.CharField(max_length=16, unique=True)
    digest = models.CharField(max_length=64)
    erased_at = models.DateTimeField()
    by_retention = models.BooleanField(default=False)


@tracked("code", "amount", "valid_from")
class RetentionRule(Versioned):
    """How long one class of data is kept, from a day on; 0 keeps it for ever."""

    class Code(models.TextChoices):
        """The classes, each with its unit."""

        LOST_PROSPECT = "lost_prospect", _("Lost prospects (months)")
        MAIL_BODY = "mail_body", _("Contents of mails (days)")
        IMPORT_FILE = "import_file", _("Imported files (days)")
        DATA_COPY = "data_copy", _("Copies of data (days)")
        READ_LOG = "read_log", _("Who looked at whom (months)")

    public_id = PublicIdField()
    code = models.CharField(_("class"), max_length=16, choices=Code.choices)
    amount = models.PositiveSmallIntegerField(
        _("kept for"), validators=[MaxValueValidator(1200)], help_text=_("0 keeps it for ever.")
    )
    valid_from = models.DateField(_("holds from"))

    class Meta:
        ordering = ["code", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "valid_from"],
                name="retention_rule_day",
                violation_error_message=_("Another rule begins on this day already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_code_display()}: {self.amount}"


class RetentionRun(models.Model):
    """What one night's run did, by class. Counts only."""

    day = models.DateField(unique=True)
    at = models.DateTimeField()
    counts = models.JSONField(default=dict)

    class Meta:
        ordering = ["-day"]
