"""Forms of the financial picture: few questions first, the rest folded away."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.fields import DayField, RupiahField, word_empty_choices
from products.calculators.collectibility import by_days
from products.forms import AreaField, PercentField
from products.forms.fields import WholeField
from products.ladders import FIRST_BY_RULE
from products.ratios import collectibility_on
from prospects.models import BusinessFigures, Collateral, Facility, FinanceLine, Proposal
from prospects.models.finance import KINDS_OF, Section

NOT_TYPED = (forms.ChoiceField, forms.BooleanField)
NOTHING = (None, "", "0")
PER_MONTH = gettext_lazy("For example 7,5 jt or 7.500.000.")


class FinanceForm(forms.ModelForm):
    """What the forms share. `folded` are the questions behind *Lainnya*."""

    folded: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        if not self.instance.pk:  # nobody wants to wipe a zero before he types
            self.initial = {name: value for name, value in self.initial.items() if value != 0}
        word_empty_choices(self)
        for field in self.fields.values():
            if isinstance(field, DayField):
                field.today = today

    @property
    def first(self) -> list[forms.BoundField]:
        """The questions that are always shown."""
        return [self[name] for name in self.fields if name not in self.folded]

    @property
    def rest(self) -> list[forms.BoundField]:
        """The questions that are folded away."""
        return [self[name] for name in self.folded]

    @property
    def is_unfolded(self) -> bool:
        """Whether a folded question holds an error, or a saved answer."""
        if any(field.errors for field in self.rest):
            return True
        plain = (f for f in self.rest if not isinstance(f.field, NOT_TYPED))
        return self.instance.pk is not None and any(f.value() not in NOTHING for f in plain)

    def clean(self) -> dict[str, Any]:
        """An amount left empty that cannot be unknown is nothing."""
        cleaned = super().clean() or {}
        for name, value in cleaned.items():
            if value is None and not self._meta.model._meta.get_field(name).null:
                cleaned[name] = Decimal(0)
        return cleaned

    def values(self) -> dict[str, Any]:
        """Return what is saved, by field."""
        return {name: self.cleaned_data[name] for name in self.fields}


class LineForm(FinanceForm):
    """A line of one of the three lists."""

    section: ClassVar[str]
    amount = RupiahField(label=gettext_lazy("Amount a month"), minimum=1, help_text=PER_MONTH)

    class Meta:
        model = FinanceLine
        fields: tuple[str, ...] = ("kind", "amount", "whose", "evidence", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(str(kind), kind.label) for kind in KINDS_OF[self.section]]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class IncomeForm(LineForm):
    """Money that comes in every month."""

    section = Section.INCOME

    class Meta(LineForm.Meta):
        fields = ("kind", "amount", "whose", "evidence", "is_payroll", "note")


class ExpenseForm(LineForm):
    """Money the household spends every month; instalments stand with the credits."""

    section = Section.EXPENSE
    folded = ("evidence", "note")


class AssetForm(LineForm):
    """What is owned."""

    section = Section.ASSET
    amount = RupiahField(label=gettext_lazy("Value"), minimum=1, help_text=PER_MONTH)


class BusinessForm(FinanceForm):
    """A business in an average month."""

    revenue = RupiahField(
        label=gettext_lazy("Turnover a month (omzet)"), minimum=1, help_text=PER_MONTH
    )
    cost_of_goods = RupiahField(label=gettext_lazy("Cost of goods a month"), required=False)
    operating_costs = RupiahField(label=gettext_lazy("Operating costs a month"), required=False)
    inventory = RupiahField(label=gettext_lazy("Inventory"), required=False)
    receivables = RupiahField(label=gettext_lazy("Receivables"), required=False)
    payables = RupiahField(label=gettext_lazy("Trade payables"), required=False)
    folded = ("inventory", "receivables", "payables", "note")

    class Meta:
        model = BusinessFigures
        fields = (
            "name", "revenue", "cost_of_goods", "operating_costs", "whose", "evidence",
            "inventory", "receivables", "payables", "note",
        )  # fmt: skip


class FacilityForm(FinanceForm):
    """A credit there is already."""

    instalment = RupiahField(label=gettext_lazy("Instalment a month"), help_text=PER_MONTH)
    outstanding = RupiahField(
        label=gettext_lazy("Outstanding principal (baki debet)"), required=False
    )
    plafon = RupiahField(label=gettext_lazy("Plafon"), required=False)
    rate = PercentField(label=gettext_lazy("Rate, % per year"), required=False)
    ends_on = DayField(
        label=gettext_lazy("Ends on"), required=False, help_text=gettext_lazy("Day, month, year")
    )
    days_past_due = WholeField(
        label=gettext_lazy("Days past due"), low=0, high=9999, required=False
    )
    collectibility = WholeField(
        label=gettext_lazy("Kol"), low=1, high=5, required=False,
        help_text=gettext_lazy("1 to 5. Empty: as the days past due indicate."),
    )  # fmt: skip
    collectibility_reason = forms.CharField(
        label=gettext_lazy("Reason for another kol"), max_length=200, required=False
    )
    folded: ClassVar[tuple[str, ...]] = (
        "is_own_bank", "plafon", "rate", "ends_on", "days_past_due", "collectibility",
        "collectibility_reason", "is_counted",
    )  # fmt: skip

    class Meta:
        model = Facility
        fields = (
            "lender", "kind", "instalment", "outstanding", "whose", "is_own_bank", "plafon",
            "rate", "ends_on", "days_past_due", "collectibility", "collectibility_reason",
            "is_counted",
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """The days indicate the kol; another one needs a reason."""
        cleaned = super().clean()
        days, kol = cleaned.get("days_past_due"), cleaned.get("collectibility")
        if (
            self.instance.slik_id
            and "collectibility" in self.changed_data
            and not cleaned.get("collectibility_reason")
        ):
            self.add_error("collectibility_reason", _("SLIK says another kol. Say why."))
        if days is None:
            return cleaned
        indicated = by_days(days, collectibility_on(self.today).bounds)
        if kol is None:
            cleaned["collectibility"] = indicated
        elif kol != indicated and not cleaned.get("collectibility_reason"):
            text = _("%(days)s days indicate kol %(kol)s. Say why it is another one.")
            values = {"days": days, "kol": indicated}
            self.add_error("collectibility_reason", ValidationError(text % values))
        return cleaned


class CollateralForm(FinanceForm):
    """Something pledged."""

    market_value = RupiahField(
        label=gettext_lazy("Market value (taksasi)"), minimum=1, help_text=PER_MONTH
    )
    liquidation_value = RupiahField(label=gettext_lazy("Liquidation value"), required=False)
    appraised_on = DayField(
        label=gettext_lazy("Appraised on"), required=False,
        help_text=gettext_lazy("Day, month, year"),
    )  # fmt: skip
    folded = ("appraiser", "appraised_on", "method", "certificate", "holder", "binding")

    class Meta:
        model = Collateral
        fields = (
            "kind", "description", "market_value", "liquidation_value", "appraiser",
            "appraised_on", "method", "certificate", "holder", "binding",
        )  # fmt: skip


FACILITIES = [("", gettext_lazy("Not known")), ("no", gettext_lazy("First facility")),
              ("yes", gettext_lazy("Second or later facility"))]  # fmt: skip
ANSWERED = {None: "", False: "no", True: "yes"}


class ProposalForm(FinanceForm):
    """What is proposed beside the amount; of a home or vehicle also what its limit depends on."""

    months = WholeField(label=gettext_lazy("Term in months"), low=1, high=480)
    rate = PercentField(
        label=gettext_lazy("Rate, % per year"), required=False,
        help_text=gettext_lazy("Empty: the product's rate of the day."),
    )  # fmt: skip
    price = RupiahField(label=gettext_lazy("Price of what is bought"), required=False, minimum=1)
    floor = AreaField(
        label=gettext_lazy("Floor, m²"), required=False,
        help_text=gettext_lazy("Decides about the highest LTV. Empty: the strictest counts."),
    )  # fmt: skip
    is_later = forms.TypedChoiceField(
        label=gettext_lazy("Facility"), required=False, choices=FACILITIES, empty_value=None,
        coerce=lambda answer: answer == "yes",
    )  # fmt: skip

    class Meta:
        model = Proposal
        fields = ("months", "rate", "price", "purpose", "floor", "is_later", "vehicle")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        family = self.instance.opportunity.product.type
        self.initial["is_later"] = ANSWERED[self.instance.is_later]
        vehicle: Any = self.fields["vehicle"]
        vehicle.label = _("Vehicle")
        vehicle.choices = [("", _("Not known")), *vehicle.choices[1:]]
        left = [] if family.homes else ["floor", "is_later"]
        left += ["is_later"] if family.code == FIRST_BY_RULE else []
        for name in left if family.is_vehicle else [*left, "vehicle"]:
            self.fields.pop(name, None)
