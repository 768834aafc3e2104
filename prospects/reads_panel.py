"""The block that tells heads and auditors who looked at a person."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy

from core.formats import relative_moment
from org.access.permissions import Permission as P
from org.models import ReadEntry
from prospects.panels import Column, Panel, Visit

SHOWN = 8


class ReadsPanel(Panel):
    """The last looks, the newest first."""

    permission: ClassVar[P] = P.READS_VIEW
    code: ClassVar[str] = "reads"
    title = gettext_lazy("Who looked")
    template: ClassVar[str] = "prospects/privacy/reads_panel.html"
    column: ClassVar[Column] = "left"
    phone_order: ClassVar[int] = 9
    max_queries: ClassVar[int] = 1
    is_deferred: ClassVar[bool] = True

    def context(self, visit: Visit) -> dict[str, Any] | None:
        """Return names and moments as ready strings."""
        rows = ReadEntry.objects.filter(object_id=visit.prospect.public_id)
        newest = rows.select_related("user").order_by("-at", "-id")[:SHOWN]
        zone = visit.prospect.branch.time_zone
        lines = [(row.user.full_name, relative_moment(row.at, visit.now, zone)) for row in newest]
        return {"lines": lines} if lines else None
