"""One paper of one application: whether it is here, who looked at it, until when it holds."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from core.public_id import PublicIdField
from core.versioning import Versioned
from documents.models.kinds import DocumentType, Employment
from org.access.scoping import ScopedManager, ScopedModel, ScopedQuerySet
from prospects.models import Opportunity, Prospect

if TYPE_CHECKING:
    from org.models import User


class Checklist(models.Model):
    """What an application says of itself that decides which papers are asked for."""

    opportunity = models.OneToOneField(Opportunity, on_delete=models.CASCADE, related_name="+")
    employment = models.CharField(max_length=1, choices=Employment.choices, blank=True)


class DocumentQuerySet(ScopedQuerySet["Document"]):
    """Papers."""

    assignee_field: ClassVar[str] = "opportunity__analyst_id"

    def of(self, opportunity: Opportunity) -> DocumentQuerySet:
        """Keep the papers of an application, with those of the customer that serve each."""
        own = Q(opportunity=opportunity, is_personal=False)
        return self.filter(own | Q(prospect=opportunity.prospect_id, is_personal=True))

    def seen_to_by(self, person_id: int) -> DocumentQuerySet:
        """Keep what this person sees to: by name, or as the owner where nobody was named."""
        mine = Q(responsible=person_id) | Q(responsible=None, owner=person_id)
        return self.filter(mine)

    def awaited_from(self, person: User) -> DocumentQuerySet:
        """Keep what follows later (*TBO*) and is seen to by this person by name."""
        return self.filter(responsible=person, state=Document.State.DEFERRED)

    def taken_over(self) -> DocumentQuerySet:
        """Keep those of won applications, which lie with who looks after the customer now.

        Of what serves all his applications only what is still to follow.
        """
        own = Q(is_personal=False) | Q(state=Document.State.DEFERRED)
        return self.filter(own, opportunity__status="won")

    def in_use(self) -> DocumentQuerySet:
        """Leave out those of applications that were lost or archived."""
        alive = Q(opportunity__archived_at=None, opportunity__status__in=["open", "won"])
        return self.filter(alive)


@tracked(
    "opportunity", "type", "state", "owner", "branch", "received_on", "issued_on", "expires_on",
    "checked_by", "reason", "due_on", "allowed_by", "responsible", "note",
)  # fmt: skip
class Document(Versioned, ScopedModel):
    """A paper. A personal one is there once for all applications of its customer.

    Owner and branch are those of the opportunity; of a personal paper those of the prospect.
    """

    class State(models.TextChoices):
        """What was done with it. That it has expired follows from the day."""

        MISSING = "missing", _("Not here")
        RECEIVED = "received", _("Received")
        CHECKED = "checked", _("Checked")
        REJECTED = "rejected", _("Rejected")
        DEFERRED = "deferred", _("To follow (TBO)")

    public_id = PublicIdField()
    prospect = models.ForeignKey(Prospect, on_delete=models.PROTECT, related_name="+")
    # Of a personal paper: the application it was last handled for.
    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="+")
    type = models.ForeignKey(DocumentType, on_delete=models.PROTECT, related_name="+")
    is_personal = models.BooleanField(editable=False)
    state = models.CharField(max_length=8, choices=State.choices)
    received_on = models.DateField(null=True, blank=True)
    received_by = models.ForeignKey(
        "org.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    issued_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    checked_by = models.ForeignKey(
        "org.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True, blank=True)
    allowed_by = models.ForeignKey(
        "org.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    responsible = models.ForeignKey(
        "org.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField(max_length=200, blank=True)
    # The day the lists of what falls due are sorted by: due, or the last day; empty for the rest.
    watch_on = models.DateField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(editable=False)
    updated_at = models.DateTimeField(editable=False)
    updated_by = models.ForeignKey(
        "org.User", on_delete=models.PROTECT, related_name="+", editable=False
    )

    _unscoped: ClassVar[models.Manager[Document]] = models.Manager()
    objects = ScopedManager(DocumentQuerySet)

    class Meta(ScopedModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "type"], condition=Q(is_personal=False),
                name="document_once_an_application",
            ),
            models.UniqueConstraint(
                fields=["prospect", "type"], condition=Q(is_personal=True),
                name="document_once_a_customer",
            ),
            models.CheckConstraint(
                condition=~Q(state="deferred")
                | Q(due_on__isnull=False, allowed_by__isnull=False, responsible__isnull=False),
                name="document_deferred_by_somebody",
                violation_error_message=_("Enter until when it follows, and who sees to it."),
            ),
            models.CheckConstraint(
                condition=~Q(state="checked") | Q(checked_by__isnull=False),
                name="document_checked_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="rejected") | ~Q(reason=""),
                name="document_rejected_for_a_reason",
                violation_error_message=_("Write why."),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index("owner", "watch_on", "id", name="document_owner_watch",
                         condition=Q(watch_on__isnull=False)),
            models.Index("branch", "watch_on", "id", name="document_branch_watch",
                         condition=Q(watch_on__isnull=False)),
            models.Index("watch_on", "id", name="document_watch",
                         condition=Q(watch_on__isnull=False)),
        ]  # fmt: skip

    def state_on(self, today: date) -> str:
        """Return the state as shown on `today`: a paper past its last day has `expired`."""
        is_here = self.state in {self.State.RECEIVED, self.State.CHECKED}
        if is_here and self.expires_on is not None and self.expires_on < today:
            return "expired"
        return self.state
