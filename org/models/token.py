"""Tokens by which a program acts for one person at the API."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.public_id import PublicIdField
from org.models.user import User


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    """Tokens."""

    def of(self, user: User) -> ApiTokenQuerySet:
        """Keep one person's own."""
        return self.filter(user=user)

    def usable(self, now: datetime) -> ApiTokenQuerySet:
        """Keep those that still open the API."""
        return self.filter(revoked_at=None, expires_at__gt=now)


class ApiToken(models.Model):
    """What one program shows instead of a password. The token itself is kept nowhere.

    `window_at` is the beginning of the minute of use that is being counted, `calls` how many came
    in it; so `window_at` is also the last use, to the minute.
    """

    class Scope(models.TextChoices):
        """What the token may do at most; the person's own rights bound it as well."""

        READ = "read", _("Read only")
        WRITE = "write", _("Read and write")

    public_id = PublicIdField()
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=60)
    scope = models.CharField(_("may"), max_length=5, choices=Scope.choices, default=Scope.READ)
    prefix = models.CharField(max_length=12, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(editable=False)
    expires_at = models.DateTimeField(editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)
    window_at = models.DateTimeField(null=True, editable=False)
    calls = models.PositiveIntegerField(default=0, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["user", "-created_at"], name="api_token_user")]
        constraints = [
            models.CheckConstraint(
                condition=Q(scope__in=["read", "write"]), name="api_token_scope_known"
            )
        ]
