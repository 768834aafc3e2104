"""Points for the five C, each beside its facts."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.formats import percent
from products.forms.fields import WholeField
from prospects.finance import memo, scoring
from prospects.finance.forms import FinanceForm
from prospects.finance.reading import REASON
from prospects.models import MemoScore, ScoreSheet
from prospects.models.memo_score import CRITERIA
from prospects.views.finance.base import FinanceFormView
from prospects.views.finance.memo import MemoBase


class ScoreForm(FinanceForm):
    """One number for each criterion that counts on the sheet of the row."""

    sheet = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = MemoScore
        fields: ClassVar[list[str]] = [str(part) for part in CRITERIA]

    def __init__(self, *args: Any, facts: memo.Facts | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sheet = self.instance.sheet
        self.initial["sheet"] = sheet.public_id
        for part in CRITERIA:
            weight = sheet.weights.get(part)
            if weight is None:
                del self.fields[part]
                continue
            words = {"weight": percent(weight), "scale": scoring.scale_words(sheet)}
            field: Any = WholeField(
                low=sheet.lowest, high=sheet.highest, required=False, label=part.label,
                help_text=_("Weight %(weight)s. Points from %(scale)s.") % words,
            )  # fmt: skip
            field.facts = memo.facts_beside(part, facts) if facts else []
            self.fields[part] = field

    def clean_sheet(self) -> str:
        """Points on one scale are not taken for points on another."""
        if self.cleaned_data["sheet"] != self.instance.sheet.public_id:
            raise ValidationError(_("Another score sheet holds by now. Open the form again."))
        return str(self.cleaned_data["sheet"])


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
        rows = MemoScore.objects.system(REASON).filter(opportunity=self.subject.opportunity)
        found: MemoScore = rows.select_related("sheet").first() or MemoScore(sheet=self.sheet)
        if found.sheet != self.sheet:
            found.sheet = self.sheet
            for part in CRITERIA:
                setattr(found, part, None)
        return found

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
