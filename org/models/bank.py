"""The one bank this installation serves."""

from __future__ import annotations

import time
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from core.search import normalise
from core.versioning import Versioned

KEPT_SECONDS = 30


class BankLogo(models.Model):
    """A logo as we drew it: PNG, at most 512 px and 200 KB, found by the hash of its bytes."""

    digest = models.CharField(max_length=64, unique=True)
    content = models.BinaryField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField()


class Paper(models.TextChoices):
    """What the bank prints on."""

    A4 = "A4", _("A4, 210 x 297 mm")
    F4 = "F4", _("F4, 215 x 330 mm")


class MailMode(models.TextChoices):
    """How the weekly report leaves."""

    INSTALLED = "", _("As the installation is set")
    ATTACH = "attach", _("PDF attached, customers by number and initials")
    ATTACH_LOCKED = "attach_locked", _("PDF attached, locked with the reader's NIP")
    LINK = "link", _("Only a link, no attachment")


@tracked(
    "name", "short_name", "accent", "mail_mode", "titles", "address", "phone", "footer", "paper",
    "logo", "introduction", "dormant_days", "hour_tries", "hour_tries_branch", "reset_months",
)  # fmt: skip
class BankSettings(Versioned):
    """Name, look, titles and letterhead: one row."""

    name = models.CharField(_("name of the bank"), max_length=80, default="Bank Nusa Arta")
    short_name = models.CharField(_("short name"), max_length=30, default="Nusa Arta")
    accent = models.CharField(_("accent colour"), max_length=7, blank=True)
    logo = models.ForeignKey(
        BankLogo, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("logo"),
    )  # fmt: skip
    mail_mode = models.CharField(
        _("weekly report by mail"), max_length=14, blank=True, choices=MailMode.choices
    )
    titles = models.JSONField(_("titles of roles"), default=dict, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    footer = models.TextField(_("lines at the foot"), max_length=300, blank=True)
    # What customers are told when another officer looks after them; empty: the portal's own words.
    introduction = models.TextField(
        _("message about a new officer"), max_length=600, blank=True, default="", db_default=""
    )
    dormant_days = models.PositiveSmallIntegerField(
        _("days without contact until a customer counts as silent"), default=30, db_default=30,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
    )  # fmt: skip
    # From how many calls on an hour is proposed: to the same customer, and of the whole branch.
    hour_tries = models.PositiveSmallIntegerField(
        _("calls to a customer before an hour is proposed"), default=3, db_default=3,
        validators=[MinValueValidator(2), MaxValueValidator(100)],
    )  # fmt: skip
    hour_tries_branch = models.PositiveSmallIntegerField(
        _("calls of a branch before its hour is proposed"), default=20, db_default=20,
        validators=[MinValueValidator(2), MaxValueValidator(1000)],
    )  # fmt: skip
    reset_months = models.PositiveSmallIntegerField(
        _("months ahead in which a changing rate is told"), default=6, db_default=6,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )  # fmt: skip
    paper = models.CharField(_("paper"), max_length=2, choices=Paper.choices, default=Paper.A4)

    _kept: ClassVar[BankSettings | None] = None
    _read_at: ClassVar[float] = 0.0

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="bank_settings_once")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> BankSettings:
        """Return the settings, read at most twice a minute: every page shows them."""
        kept = cls._kept
        if kept is None or time.monotonic() - cls._read_at > KEPT_SECONDS:
            kept = cls.load()
            cls.remember(kept)
        return kept

    @classmethod
    def current_name(cls) -> str:
        """Return the bank's name."""
        return cls.current().name

    @classmethod
    def remember(cls, row: BankSettings) -> None:
        """Keep the row for the next half minute."""
        cls._kept, cls._read_at = row, time.monotonic()

    @classmethod
    def remember_name(cls, name: str) -> None:
        """Keep a bank of this name and nothing else for the next half minute."""
        cls.remember(cls(pk=1, name=name))

    @classmethod
    def forget(cls) -> None:
        """Read again at the next question."""
        cls._kept = None

    @classmethod
    def load(cls) -> BankSettings:
        """Return the settings; the defaults when nobody has written any yet."""
        rows = cls.objects.select_related("logo").defer("logo__content")
        return rows.filter(pk=1).first() or cls(pk=1)

    def title_of(self, role: str, language: str) -> str:
        """Return what the bank calls the post in `id` or `en`; empty where it has no own word."""
        own: Any = self.titles.get(role) or {}
        if isinstance(own, str):
            return own
        return str(own.get(language) or own.get("id") or "")

    def is_called(self, text: str) -> bool:
        """Tell whether this names the bank, also with *PT* before and *Tbk* behind it."""
        words = f" {normalise(text)} "
        return f" {normalise(self.name)} " in words or words == f" {normalise(self.short_name)} "

    @property
    def footer_lines(self) -> list[str]:
        """The lines at the foot, without empty ones."""
        return [line.strip() for line in self.footer.splitlines() if line.strip()]

    @property
    def letter(self) -> dict[str, Any]:
        """What papers and mails say of the bank."""
        return {
            "bank_name": self.name,
            "letterhead": self.letterhead,
            "footer_lines": self.footer_lines,
        }

    @property
    def letterhead(self) -> str:
        """Address and telephone in one line."""
        return " · ".join(part for part in (self.address, self.phone) if part)
