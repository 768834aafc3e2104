"""The one bank this installation serves."""

import time

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from core.versioning import Versioned

KEPT_SECONDS = 30
_cached_name: list[str | float] = ["", 0.0]


@tracked("name", "short_name", "accent", "mail_mode", "titles")
class BankSettings(Versioned):
    """Name, look and titles: one row."""

    name = models.CharField(_("name of the bank"), max_length=80, default="Bank Nusa Arta")
    short_name = models.CharField(_("short name"), max_length=30, default="Nusa Arta")
    accent = models.CharField(_("accent colour"), max_length=7, blank=True)
    mail_mode = models.CharField(max_length=14, blank=True)
    titles = models.JSONField(_("titles of roles"), default=dict, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="bank_settings_once")]

    @classmethod
    def current_name(cls) -> str:
        """Return the bank's name, read at most twice a minute: every page shows it."""
        name, read_at = _cached_name
        if not name or time.monotonic() - float(read_at) > KEPT_SECONDS:
            name = cls.load().name
            cls.remember_name(name)
        return str(name)

    @staticmethod
    def remember_name(name: str) -> None:
        """Keep the name for the next half minute."""
        _cached_name[:] = [name, time.monotonic()]

    @classmethod
    def load(cls) -> "BankSettings":
        """Return the settings; the defaults when nobody has written any yet."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)
