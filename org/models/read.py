"""Who looked at whom: one row for each detail page, kept apart from the acts of the trail.

The web's role may insert and read these rows, nothing else.
"""

from django.conf import settings
from django.db import models
from django.db.models import F


class ReadEntry(models.Model):
    """One look of one person at one record; `object_id` is the record's public id."""

    at = models.DateTimeField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    object_type = models.CharField(max_length=20)
    object_id = models.CharField(max_length=16)
    ip = models.GenericIPAddressField(null=True)
    request_id = models.CharField(max_length=32, blank=True)

    class Meta:
        indexes = [
            models.Index(F("at").desc(), F("id").desc(), name="read_at"),
            models.Index("user", F("at").desc(), F("id").desc(), name="read_user"),
            models.Index("object_id", F("at").desc(), F("id").desc(), name="read_object"),
        ]
