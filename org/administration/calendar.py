"""Holidays: by year, for the bank or for one branch, and the national calendar of a year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.formats import date_words, day_name
from core.paging import Order
from org.administration.page import AdminPage, Column, Filter
from org.administration.undo import sealed_day
from org.models import Branch, Holiday

CLOSED: dict[str, str | Promise] = {
    "yes": gettext_lazy("Closed"),
    "no": gettext_lazy("Open for business"),
}


class HolidayForm(forms.ModelForm):
    """One day."""

    class Meta:
        model = Holiday
        fields = ("day", "name", "kind", "branch", "is_bank_holiday")
        labels = {"branch": gettext_lazy("Branch")}
        widgets = {"day": forms.DateInput(format="%d/%m/%Y")}
        help_texts = {
            "day": gettext_lazy("Day, month, year"),
            "branch": gettext_lazy("Empty: every branch."),
        }

    def clean(self) -> dict[str, Any]:
        """National days are for everybody; a local day names its branch."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        kind, branch = data.get("kind"), data.get("branch")
        if kind == Holiday.Kind.LOCAL and not branch:
            self.add_error("branch", _("Choose the branch."))
        if kind and kind != Holiday.Kind.LOCAL and branch:
            self.add_error("kind", _("A day of one branch is a local holiday."))
        return data


def _years() -> list[tuple[str, str]]:
    known = Holiday.objects.dates("day", "year", order="DESC")
    return [(str(one.year), str(one.year)) for one in known]


class HolidaysPage(AdminPage):
    """The calendar that moves working days, reminders and due dates."""

    slug = "holiday"
    model = Holiday
    form_class = HolidayForm
    title = gettext_lazy("Holidays")
    add_label = gettext_lazy("New day")
    columns = (
        Column(gettext_lazy("Date"), lambda row: date_words(row.day),
               sub=lambda row: day_name(row.day)),
        Column(gettext_lazy("Name"), lambda row: row.name),
        Column(gettext_lazy("Kind"), lambda row: row.get_kind_display(),
               sub=lambda row: row.branch.name if row.branch else ""),
        Column(gettext_lazy("The bank"),
               lambda row: CLOSED["yes" if row.is_bank_holiday else "no"],
               tone=lambda row: "" if row.is_bank_holiday else "ok"),
    )  # fmt: skip
    filters = (
        Filter("year", gettext_lazy("Year"), _years,
               lambda rows, value: rows.filter(day__year=int(value))),
        Filter("branch", gettext_lazy("Branch"),
               lambda: [(row.public_id, row.name) for row in Branch.objects.all()],
               lambda rows, value: rows.filter(branch__public_id=value)),
        Filter("kind", gettext_lazy("Kind"), lambda: Holiday.Kind.choices,
               lambda rows, value: rows.filter(kind=value)),
    )  # fmt: skip
    search_fields = ("name",)
    search_label = gettext_lazy("Name of the day")
    order = Order("day", "day")
    is_removable = True
    actions_template = "org/holiday_links.html"

    def rows(self) -> QuerySet[Any]:
        """Return the days with their branch."""
        return Holiday.objects.select_related("branch")

    def narrowed(self, chosen: Mapping[str, str], text: str) -> QuerySet[Any]:
        """Show this year and later while no year is chosen and nothing is searched for."""
        rows = super().narrowed(chosen, text)
        if chosen.get("year") or text:
            return rows
        return rows.filter(day__gte=date(self.today.year, 1, 1))

    def list_context(self) -> dict[str, Any]:
        """Offer the calendar of the next year whose days are not there yet."""
        return {"import_year": self._year_to_import()}

    def _year_to_import(self) -> int:
        year = self.today.year
        while Holiday.objects.filter(day__year=year, kind=Holiday.Kind.NATIONAL).exists():
            year += 1
        return year

    def title_of(self, row: Any) -> str:
        """Name the day."""
        return str(row.name)

    def subtitle_of(self, row: Any) -> str:
        """Say the date."""
        return f"{day_name(row.day)}, {date_words(row.day)}"

    def undo_url(self, row: Any) -> str:
        """Return the address that puts the day back."""
        return reverse("org:holiday-restore", args=[sealed_day(row)])

    def may_remove(self, row: Any) -> bool:
        """Days of the bank's own go; a day of the decree is switched to open instead."""
        from org.holidays import decreed

        return row.branch_id is not None or row.day not in decreed([row.day.year])
