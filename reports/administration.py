"""When each branch gets its weekly report, in the administration."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.formats import day_name
from core.paging import Order
from org.access.permissions import Permission
from org.administration.page import AdminPage, Column, Filter, Tab
from reports import schedules
from reports.models import ReportSchedule

ACTIVE = (("on", gettext_lazy("Active")), ("off", gettext_lazy("Switched off")))


class ScheduleForm(forms.ModelForm):
    """Day and hour on the branch's own clock."""

    weekday = forms.TypedChoiceField(label=gettext_lazy("Day"), coerce=int)
    hour = forms.TypedChoiceField(label=gettext_lazy("Hour"), coerce=int)

    class Meta:
        model = ReportSchedule
        fields = ("weekday", "hour", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = self.instance.branch.time_zone if self.instance.branch_id else "WIB"
        days: Any = self.fields["weekday"]
        days.choices = [(n, day_name(schedules.weekday(n))) for n in range(7)]
        hours: Any = self.fields["hour"]
        hours.choices = [(n, f"{n:02}.00 {zone}") for n in range(24)]


class SchedulesPage(AdminPage):
    """Day and hour of each branch's weekly report, its next run and how the last ones went."""

    slug = "schedule"
    namespace = "reports"
    model = ReportSchedule
    form_class = ScheduleForm
    title = gettext_lazy("Report schedule")
    columns = (
        Column(gettext_lazy("Branch"), lambda row: row.branch.name,
               sub=lambda row: row.branch.code),
        Column(gettext_lazy("When"), schedules.hour_words),
        Column(gettext_lazy("Next report"), lambda row: row.next_words),
        Column(gettext_lazy("Last report"), lambda row: row.last_words,
               sub=lambda row: row.last_reason, tone=lambda row: row.last_tone),
    )  # fmt: skip
    filters = (
        Filter("state", gettext_lazy("State"), lambda: ACTIVE,
               lambda rows, value: rows.filter(is_active=value == "on")),
    )  # fmt: skip
    search_fields = ("branch__code", "branch__name")
    order = Order("branch", "branch_id")
    pairs = (("weekday", "hour"),)
    foot = gettext_lazy("Each branch's own clock counts.")

    def rows(self) -> QuerySet[Any]:
        """Return the schedule of every main branch."""
        return ReportSchedule.objects.filter(kind="weekly").select_related("branch")

    def prepare(self, rows: Sequence[Any]) -> None:
        """Look up the last run of every shown branch."""
        runs = schedules.last_runs(rows)
        newest = [found[0] for found in runs.values() if found]
        outcome = {run.payload["branch"]: one for run, one in zip(
            newest, schedules.outcomes(newest), strict=True)}  # fmt: skip
        for row in rows:
            row.next_words = schedules.next_words(row, self.now)
            last = outcome.get(row.branch.public_id)
            row.last_words = f"{last.state}, {last.mails}" if last else _("none yet")
            row.last_reason = last.why if last else ""
            row.last_tone = last.tone if last else ""

    def title_of(self, row: Any) -> str:
        """Return the branch."""
        return str(row.branch.name)

    def subtitle_of(self, row: Any) -> str:
        """Say when the next report leaves."""
        return _("Next report: %(when)s") % {"when": schedules.next_words(row, self.now)}

    def tabs(self, row: Any) -> tuple[Tab, ...]:
        """Show how the last reports went."""
        return (Tab("runs", _("Last reports"), "reports/schedule_runs.html"),)

    def context(self, row: Any, tab: str) -> dict[str, Any]:
        """Return the last reports of the branch as ready strings."""
        if row is None or tab != "runs":
            return {}
        runs = schedules.last_runs([row]).get(row.branch_id, [])
        url = reverse("outbox:operations") if self.user.may(Permission.OPERATIONS) else ""
        return {"outcomes": schedules.outcomes(runs), "operations_url": url}
