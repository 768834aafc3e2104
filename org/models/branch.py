"""Regions, branches with their sub-branches, and teams."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from core.public_id import PublicIdField
from core.versioning import Versioned


class TimeZone(models.TextChoices):
    """The three zones of Indonesia; none has summer time."""

    WIB = "WIB", _("Western Indonesia (WIB)")
    WITA = "WITA", _("Central Indonesia (WITA)")
    WIT = "WIT", _("Eastern Indonesia (WIT)")


ZONES = {
    TimeZone.WIB: ZoneInfo("Asia/Jakarta"),
    TimeZone.WITA: ZoneInfo("Asia/Makassar"),
    TimeZone.WIT: ZoneInfo("Asia/Jayapura"),
}


@tracked("code", "name")
class Region(Versioned):
    """A *kantor wilayah*."""

    public_id = PublicIdField()
    code = models.CharField(_("code"), max_length=10, unique=True)
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


@tracked("code", "name", "region", "parent", "time_zone", "is_active")
class Branch(Versioned):
    """A *kantor cabang*, or a sub-branch (KCP) when it has a parent."""

    public_id = PublicIdField()
    code = models.CharField(_("code"), max_length=10, unique=True)
    name = models.CharField(_("name"), max_length=80)
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="branches", verbose_name=_("region")
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sub_branches",
        verbose_name=_("main branch"),
    )
    time_zone = models.CharField(
        _("time zone"), max_length=4, choices=TimeZone.choices, default=TimeZone.WIB
    )
    city = models.CharField(_("city"), max_length=80, blank=True)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        """The clock on the branch's wall."""
        return ZONES[TimeZone(self.time_zone)]

    def local_date(self, moment: datetime) -> date:
        """Return the branch's calendar day at `moment`."""
        return moment.astimezone(self.zone).date()


@tracked("name", "branch")
class Team(Versioned):
    """Officers of one branch under a team lead."""

    public_id = PublicIdField()
    name = models.CharField(_("name"), max_length=80)
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="teams")

    class Meta:
        ordering = ["branch", "name"]
        constraints = [
            models.UniqueConstraint(fields=["branch", "name"], name="team_name_in_branch")
        ]

    def __str__(self) -> str:
        return self.name
