"""The kinds of rows in the picture by the word in their address: model, form and place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from prospects.finance import forms
from prospects.finance.reading import REASON, Subject
from prospects.models import BusinessFigures, Collateral, Facility, FinanceLine
from prospects.models.finance import FinanceRow, Section


@dataclass(frozen=True)
class RowKind:
    """One list of the picture. `fixed` are values no form asks for.

    `of_opportunity`: its rows belong to an opportunity, not to the debtor.
    """

    code: str
    model: type[FinanceRow]
    form: type[forms.FinanceForm]
    title: str | Promise
    add: str | Promise
    change: str | Promise
    fixed: dict[str, Any]
    of_opportunity: bool = False

    def is_for(self, subject: Subject) -> bool:
        """Tell whether such rows are met there: collateral only through its opportunity."""
        return subject.opportunity is not None or not self.of_opportunity


def rows_of(kind: RowKind, subject: Subject) -> Any:
    """Return the rows of this kind that belong to the subject, removed ones too."""
    rows = kind.model.objects.system(REASON).filter(**kind.fixed)  # type: ignore[attr-defined]
    if kind.of_opportunity:
        return rows.filter(opportunity=subject.opportunity)
    return rows.filter(prospect=subject.prospect)


KINDS: dict[str, RowKind] = {
    kind.code: kind
    for kind in (
        RowKind("income", FinanceLine, forms.IncomeForm, _("Income"), _("Add income"),
                _("Change income"), {"section": Section.INCOME}),
        RowKind("business", BusinessFigures, forms.BusinessForm, _("Business"),
                _("Add a business"), _("Change the business"), {}),
        RowKind("expense", FinanceLine, forms.ExpenseForm, _("Expenses"), _("Add an expense"),
                _("Change the expense"), {"section": Section.EXPENSE}),
        RowKind("facility", Facility, forms.FacilityForm, _("Existing credit"),
                _("Add existing credit"), _("Change existing credit"), {}),
        RowKind("asset", FinanceLine, forms.AssetForm, _("Assets"), _("Add an asset"),
                _("Change the asset"), {"section": Section.ASSET}),
        RowKind("collateral", Collateral, forms.CollateralForm, _("Collateral"),
                _("Add collateral"), _("Change the collateral"), {}, of_opportunity=True),
    )
}  # fmt: skip
