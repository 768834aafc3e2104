"""Score sheets of the memo analisa in the administration: drafted, approved, from day to day."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from core.fields import DayField
from core.formats import date_words, decimal_words
from core.paging import Order
from org.access.permissions import Permission
from org.administration.approval import ApprovalForm, ApprovedPage, state_words
from org.administration.page import Column, Stamp
from products.forms import PercentField
from prospects.finance import scoring
from prospects.models import MemoPart, ScoreSheet


def _weight(part: MemoPart) -> PercentField:
    return PercentField(label=part.label, initial=0, help_text=gettext_lazy("Weight in percent"))


class ScoreSheetForm(ApprovalForm):
    """From which day, on which scale, and what each C weighs."""

    valid_from = DayField(
        label=gettext_lazy("Holds from"), help_text=gettext_lazy("Day, month, year")
    )
    weight_character = _weight(MemoPart.CHARACTER)
    weight_capacity = _weight(MemoPart.CAPACITY)
    weight_capital = _weight(MemoPart.CAPITAL)
    weight_security = _weight(MemoPart.SECURITY)
    weight_condition = _weight(MemoPart.CONDITION)
    minimum = PercentField(
        label=gettext_lazy("First limit of the total"), required=False,
        help_text=gettext_lazy("Empty: the total is shown without a limit."),
    )  # fmt: skip

    class Meta:
        model = ScoreSheet
        fields = (
            "valid_from", "lowest", "highest", "weight_character", "weight_capacity",
            "weight_capital", "weight_security", "weight_condition", "minimum", "guide",
        )  # fmt: skip
        widgets = {"guide": forms.Textarea({"rows": 5})}


def _weights(row: ScoreSheet) -> str:
    return " · ".join(f"{decimal_words(weight)}%" for weight in row.weights.values())


class ScoreSheetsPage(ApprovedPage):
    """Every sheet; the approved one that began last is the one officers see."""

    slug = "scoresheet"
    namespace = "prospects"
    model = ScoreSheet
    form_class = ScoreSheetForm
    permission = Permission.CATALOGUE_ADMIN
    title = gettext_lazy("Scores of the memo")
    add_label = gettext_lazy("New score sheet")
    order = Order("from", "valid_from", is_descending=True)
    columns = (
        Column(gettext_lazy("Holds from"), lambda row: date_words(row.valid_from), sub=_weights),
        Column(gettext_lazy("State"), state_words,
               tone=lambda row: "ok" if row.approved_by_id else "warn"),
        Column(gettext_lazy("Scale of the points"), scoring.scale_words, is_figure=True),
    )  # fmt: skip
    pairs = (("lowest", "highest"), ("weight_character", "weight_capacity"),
             ("weight_capital", "weight_security"))  # fmt: skip
    foot = gettext_lazy("Without an approved sheet memos have no scores. All weights 0 ends them.")
    said = gettext_lazy("Approved. Memos are scored by it from its day.")
    fixed = gettext_lazy("An approved sheet is not altered: points were given by it.")

    def title_of(self, row: Any) -> str:
        """Name its day."""
        return date_words(row.valid_from)

    def add(self, form: forms.ModelForm, stamp: Stamp) -> Any:
        """Write a draft that begins today or later."""
        scoring.refuse_past(form.cleaned_data["valid_from"], self.today)
        return super().add(form, stamp)

    def change(self, row: Any, expected: int, form: forms.ModelForm, stamp: Stamp) -> Any:
        """Change a draft; it still begins today or later."""
        scoring.refuse_past(form.cleaned_data["valid_from"], self.today)
        return super().change(row, expected, form, stamp)

    def approve(self, row: ScoreSheet, version: int) -> None:
        """Let it hold from its day."""
        scoring.approve_sheet(row, version=version, actor=self.user, now=self.now, today=self.today)
