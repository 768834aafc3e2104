"""One run of an import: what came in, when, by whom."""

from django.db import models

from core.public_id import PublicIdField


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
