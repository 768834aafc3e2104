"""The block of a detail page that shows what fits a debtor."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from org.access.permissions import Permission
from prospects.finance import answer, reading, scoring
from prospects.finance.reading import Subject
from prospects.panels import Column, Panel, Visit


class FinancePanel(Panel):
    """The gauge and the way to the rows. On an opportunity's page the file alone is enough."""

    permission: ClassVar[Permission] = Permission.FINANCE_VIEW
    code: ClassVar[str] = "finance"
    template: ClassVar[str] = "prospects/finance_panel.html"
    column: ClassVar[Column] = "right"
    phone_order: ClassVar[int] = 4
    max_queries: ClassVar[int] = 11
    is_deferred: ClassVar[bool] = True
    title: ClassVar[str | Promise] = _("Finances")
    shows_person: ClassVar[bool] = False

    def context(self, visit: Visit) -> dict[str, Any] | None:
        """Return gauge and findings; nothing for deposits and savings."""
        subject = Subject(visit.prospect, visit.opportunity)
        row = visit.opportunity
        if row is not None and row.product.family not in reading.CREDIT:
            return None
        picture = reading.picture_of(visit.prospect)
        found = reading.opportunities_of(subject, visit.user)
        check = reading.check_of(picture, found[0] if found else None, today=visit.today)
        memo = subject.url("memo") if row is not None else ""
        scores = scoring.tiles(scoring.score_of(row, visit.today)) if row is not None else []
        return {"answer": answer.answer(check), "url": subject.url("finance"), "memo_url": memo,
                "scores": scores}  # fmt: skip
