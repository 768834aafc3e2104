"""Rows that know nothing of the bank."""

from django.conf import settings
from django.db import models


class IdempotencyKey(models.Model):
    """The proof that a request was carried out, and where its answer is.

    Written in the transaction of the service it protects; kept 48 hours.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)
    target = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="idempotency_user_key")]
