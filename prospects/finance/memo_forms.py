"""Forms of the memo: the text of a section, and the points."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.formats import percent
from products.forms.fields import WholeField
from prospects.finance import memo, scoring
from prospects.finance.forms import FinanceForm
from prospects.models import MemoScore, MemoSection
from prospects.models.memo_score import CRITERIA


class SectionForm(FinanceForm):
    """The text of one section."""

    class Meta:
        model = MemoSection
        fields = ("text",)
        widgets: ClassVar[dict[str, Any]] = {"text": forms.Textarea({"rows": 12})}
        labels: ClassVar[dict[str, Any]] = {"text": gettext_lazy("Text")}


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
