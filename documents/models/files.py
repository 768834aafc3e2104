"""What was photographed or uploaded: shots on their way, and the files made safe of them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.crypto import field_aad
from core.public_id import PublicIdField
from documents.models.document import Document
from documents.models.kinds import DocumentType
from prospects.models import Opportunity

NAME_LENGTH = 120


class Upload(models.Model):
    """One shot or file on its way in, chunk by chunk. Gone once its file is made, or overnight."""

    public_id = PublicIdField()
    by = models.ForeignKey("org.User", on_delete=models.CASCADE, related_name="+")
    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="+")
    type = models.ForeignKey(DocumentType, on_delete=models.CASCADE, related_name="+")
    # The device's own keys: of this shot, and of all shots that become one file.
    key = models.CharField(max_length=32)
    batch = models.CharField(max_length=32)
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=NAME_LENGTH)
    size = models.PositiveIntegerField()
    chunks = models.PositiveSmallIntegerField()
    storage = models.CharField(max_length=40)
    key_cipher = models.TextField()
    is_whole = models.BooleanField(default=False)
    file = models.ForeignKey(
        "documents.DocumentFile", on_delete=models.CASCADE, null=True, related_name="parts"
    )
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "key"], name="upload_key_once"),
        ]
        indexes = [models.Index("by", "batch", "position", name="upload_batch")]

    @property
    def aad(self) -> bytes:
        """What binds the key to this row."""
        return field_aad("documents.Upload", self.public_id, "key")


class DocumentFile(models.Model):
    """A file of a paper, made safe. It is reached through its paper only."""

    class State(models.TextChoices):
        """Nothing is served before it is ready."""

        WAITING = "waiting", _("Being checked")
        READY = "ready", _("Ready")
        REFUSED = "refused", _("Refused (file)")

    class Scan(models.TextChoices):
        """What the malware scanner said."""

        NONE = "none", _("not scanned")
        CLEAN = "clean", _("scanned, clean")
        INFECTED = "infected", _("malware found")

    public_id = PublicIdField()
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="files")
    by = models.ForeignKey("org.User", on_delete=models.PROTECT, related_name="+")
    batch = models.CharField(max_length=32)
    name = models.CharField(max_length=NAME_LENGTH)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    refusal = models.CharField(max_length=20, blank=True)
    scan = models.CharField(max_length=8, choices=Scan.choices, default=Scan.NONE)
    # How many files and bytes came in, for the limits of a month; then what was made of them.
    sent_count = models.PositiveSmallIntegerField(default=1)
    sent_size = models.PositiveIntegerField()
    media_type = models.CharField(max_length=40, blank=True)
    size = models.PositiveIntegerField(default=0)
    pages = models.PositiveSmallIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    storage = models.CharField(max_length=40)
    key_cipher = models.TextField()
    has_thumbnail = models.BooleanField(default=False)
    # Latitude and longitude in degrees and the camera's time, of visit photos only.
    position = models.JSONField(null=True)
    created_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "batch"], name="file_batch_once"),
            models.CheckConstraint(
                condition=~Q(state="ready") | Q(ready_at__isnull=False, sha256__gt=""),
                name="file_ready_is_whole",
            ),
        ]
        indexes = [
            models.Index("document", F("created_at").desc(), name="file_document"),
            models.Index("by", "created_at", name="file_month"),
        ]

    def content_for_copy(self) -> bytes:
        """The file as the person it is about gets it with the copy of his data."""
        from documents.uploads import stored

        return stored(self) if self.state == self.State.READY else b""

    @property
    def aad(self) -> bytes:
        """What binds the key to this row."""
        return field_aad("documents.DocumentFile", self.public_id, "key")

    @property
    def thumbnail(self) -> str:
        """The name of the small picture beside the file."""
        return f"{self.storage}.t"
