"""Points for the five C, each beside its facts."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from prospects.finance import memo, memo_reading, scoring
from prospects.finance.forms import FinanceForm
from prospects.finance.memo_forms import ScoreForm
from prospects.models import MemoScore, ScoreSheet
from prospects.views.finance.base import FinanceFormView
from prospects.views.finance.memo import MemoBase


class MemoScoreView(MemoBase, FinanceFormView):
    """The points of one memo; 404 where the bank has no sheet."""

    sheet: ScoreSheet

    def find(self, **kwargs: Any) -> None:
        """Find the memo, then the sheet of the day."""
        super().find(**kwargs)
        sheet = ScoreSheet.objects.in_force(self.today)
        if sheet is None:
            raise Http404
        self.sheet = sheet

    @cached_property
    def present(self) -> MemoScore:
        """The row as it is saved; points by a former sheet are begun anew."""
        return memo_reading.present_score(self.subject.opportunity, self.sheet)

    def form(self, data: Any = None) -> ScoreForm:
        """Return the form with the points and the facts beside them."""
        facts = memo.facts_of(self.subject, self.user, today=self.today)
        return ScoreForm(data, instance=self.present, today=self.today, facts=facts)

    def title(self) -> str:
        """Name the form."""
        return _("Scores of the 5C")

    def more(self) -> dict[str, Any]:
        """Say what the points mean."""
        return {"prompt": self.sheet.guide}

    def save(self, form: FinanceForm) -> str:
        """Write them."""
        points = {str(part): form.cleaned_data[part] for part in self.sheet.weights}
        scoring.give(self.subject, self.sheet, points, version=self.version, actor=self.user,
                     now=self.now, today=self.today)  # fmt: skip
        return self.back_url
