"""One run of an import: what came in, when, by whom; and what waits to be imported."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.public_id import PublicIdField
from org.access.permissions import Permission as P

if TYPE_CHECKING:
    from org.models import User


class ImportBatch(models.Model):
    """A file that was read. Its rows carry the batch, so that all can be found again."""

    public_id = PublicIdField()
    entity = models.CharField(max_length=16)
    file_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    system = models.CharField(max_length=40)
    note = models.CharField(max_length=200, blank=True)
    counts = models.JSONField(default=dict)
    by = models.ForeignKey("org.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class ImportProfileQuerySet(models.QuerySet["ImportProfile"]):
    """Saved mappings."""

    def offered_to(self, user: User, entity: str) -> ImportProfileQuerySet:
        """Keep those for this kind of rows: one's own for an own list, else everybody's."""
        rows = self.filter(entity=entity)
        return rows.filter(by=user) if entity == "own" else rows

    def visible_to(self, user: User) -> ImportProfileQuerySet:
        """Keep one's own for own lists; those for files of many whoever may import such files."""
        own = Q(entity="own", by=user)
        return self.filter(own | ~Q(entity="own")) if user.may(P.IMPORT) else self.filter(own)


class ImportProfile(models.Model):
    """A mapping under a name: which column is which field, and what its values mean."""

    public_id = PublicIdField()
    name = models.CharField(_("name of the mapping"), max_length=60)
    entity = models.CharField(max_length=16)
    data = models.JSONField(default=dict)
    by = models.ForeignKey("org.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ImportProfileQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["by", "entity", "name"], name="import_profile_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class ImportFileQuerySet(models.QuerySet["ImportFile"]):
    """Files on their way in."""

    def visible_to(self, user: User) -> ImportFileQuerySet:
        """Keep one's own; who may import for everybody sees all."""
        return self if user.may(P.IMPORT) else self.filter(by=user)


class ImportFile(models.Model):
    """A file or pasted cells: what came, how it is read, what a dry run says, what became of it.

    Bytes and rejected rows lie in this row and nowhere else; the nightly clean-up empties both.
    """

    class State(models.TextChoices):
        """A file is checked as often as its mapping changes and imported once."""

        CHECKING = "checking", _("Being checked")
        DRAFT = "draft", _("Not imported yet")
        WAITING = "waiting", _("Waiting")
        READING = "reading", _("Being read")
        WRITING = "writing", _("Being written")
        DONE = "done", _("Imported")
        FAILED = "failed", _("Failed")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")

    RUNNING = (State.CHECKING, State.WAITING, State.READING, State.WRITING, State.UNDOING)

    public_id = PublicIdField()
    by = models.ForeignKey("org.User", on_delete=models.PROTECT, related_name="+")
    entity = models.CharField(max_length=16)
    file_name = models.CharField(max_length=120)
    is_pasted = models.BooleanField(default=False)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    content = models.BinaryField(null=True)
    rejects = models.BinaryField(null=True)
    row_count = models.PositiveIntegerField(default=0)
    rows_read = models.PositiveIntegerField(default=0)
    mapping = models.JSONField(default=dict)
    preview = models.JSONField(default=dict)
    profile = models.ForeignKey(
        ImportProfile, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    problem = models.CharField(max_length=300, blank=True)
    counts = models.JSONField(default=dict)
    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone = models.JSONField(default=dict)

    objects: ClassVar[ImportFileQuerySet] = ImportFileQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [
            models.Index("by", F("created_at").desc(), name="import_file_by"),
            models.Index("created_at", name="import_file_age"),
        ]

    @property
    def is_own(self) -> bool:
        """Whether the rows go into the name of the one who brought them."""
        return self.entity == "own"

    @property
    def is_running(self) -> bool:
        """Whether a worker has it or will have it."""
        return self.state in self.RUNNING
