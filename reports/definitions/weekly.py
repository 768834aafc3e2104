"""*Laporan mingguan*: one officer's or one branch's week, Monday to Sunday on its own clock."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.periods import last_ended_week, week_from_key
from reports.definitions.base import Definition
from reports.weekly.compute import compute_week
from reports.weekly.document import document
from reports.weekly.figures import WeeklyFigures, from_data


def _read(data: dict[str, Any]) -> WeeklyFigures:
    return from_data(WeeklyFigures, data)


REPORT = Definition(
    code="weekly",
    label=_("Weekly report"),
    template="pdf/weekly.html",
    page="reports/report_detail.html",
    compute=compute_week,
    read=_read,
    document=document,
    period_from_key=week_from_key,
    last_ended=last_ended_week,
)
