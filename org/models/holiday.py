"""Days on which the bank rests."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from core.public_id import PublicIdField
from core.versioning import Versioned
from org.models.branch import Branch


class HolidayQuerySet(models.QuerySet["Holiday"]):
    """Calendars."""

    def for_branch(self, branch: Branch | None) -> "HolidayQuerySet":
        """Keep the bank's days and those of this branch."""
        return self.filter(models.Q(branch=None) | models.Q(branch=branch))


@tracked("day", "name", "kind", "branch", "is_bank_holiday")
class Holiday(Versioned):
    """A national holiday, a day of joint leave (*cuti bersama*), or a local day."""

    class Kind(models.TextChoices):
        """Only national holidays and Sundays stop collecting; all marked days stop the bank."""

        NATIONAL = "national", _("National holiday")
        JOINT_LEAVE = "joint_leave", _("Joint leave")
        LOCAL = "local", _("Local holiday")

    public_id = PublicIdField()
    day = models.DateField(_("date"))
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    branch = models.ForeignKey(
        Branch, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    is_bank_holiday = models.BooleanField(_("the bank is closed"), default=True)

    objects = HolidayQuerySet.as_manager()

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "kind", "branch"],
                name="holiday_once",
                nulls_distinct=False,
                violation_error_message=_("This day is already in the calendar."),
            )
        ]
