"""How people come in: their open sessions and the slips that let them choose a first password."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.public_id import PublicIdField
from org.models.user import User

SLIP_VALID = timedelta(days=7)


class SignIn(models.Model):
    """An open session, so that a person can see where he is signed in and end it."""

    public_id = PublicIdField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    session_key = models.CharField(max_length=40, unique=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ip = models.GenericIPAddressField(null=True)
    device = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["-seen_at"]
        indexes = [models.Index(fields=["user", "-seen_at"], name="sign_in_user")]


class ActivationSlipQuerySet(models.QuerySet["ActivationSlip"]):
    """Slips."""

    def usable(self, now: datetime) -> ActivationSlipQuerySet:
        """Keep those that still let somebody in."""
        return self.filter(
            used_at=None, revoked_at=None, expires_at__gt=now, user__is_active=True
        ).select_related("user__branch")


class ActivationSlip(models.Model):
    """A code on paper that lets one person choose a password, once, within seven days."""

    public_id = PublicIdField()
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    code_hash = models.CharField(max_length=88, unique=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = ActivationSlipQuerySet.as_manager()

    class Meta:
        verbose_name = _("activation slip")
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(used_at=None, revoked_at=None),
                name="one_open_slip_per_person",
            )
        ]
