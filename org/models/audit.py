"""Who did what that is no change of a row: sign-in, reveal, export, download, look-up, approval.

The web's database role may insert and read these rows, nothing else.
"""

from django.conf import settings
from django.db import models


class AuditEntry(models.Model):
    """One act of one person."""

    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    action = models.CharField(max_length=40)
    object_type = models.CharField(max_length=40, blank=True)
    object_id = models.CharField(max_length=16, blank=True)
    branch = models.ForeignKey("org.Branch", on_delete=models.PROTECT, null=True, related_name="+")
    ip = models.GenericIPAddressField(null=True)
    request_id = models.CharField(max_length=32, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["-at", "-id"], name="audit_at"),
            models.Index(fields=["actor", "-at"], name="audit_actor"),
            models.Index(fields=["object_type", "object_id", "-at"], name="audit_object"),
        ]


class AuditSeal(models.Model):
    """A hash over a block of audit rows, chained to the seal before: tampering shows."""

    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField(unique=True)
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ["last_id"]
