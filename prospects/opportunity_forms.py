"""Forms about opportunities: shape only, the rules live in `prospects.pipeline`."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.fields import DayField, RupiahField
from products.models import Product
from prospects.models import LossReason, Milestone, Opportunity


class ProductField(forms.ModelChoiceField):
    """A product by its public id."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=Product.objects.none(), to_field_name="public_id",
            error_messages={"required": _("Choose one product.")}, **kwargs,
        )  # fmt: skip

    def label_from_instance(self, obj: Any) -> str:
        """Return the product's name."""
        return str(obj.name)


class ReasonField(forms.ModelChoiceField):
    """A reason by its code, in the reader's language."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the reason in words."""
        return str(obj.label(get_language() or "id"))


class DatedForm(forms.Form):
    """A form that knows which day it is."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, DayField):
                field.today = today


class OpportunityForm(DatedForm):
    """Product, amount and expected close."""

    product = ProductField(label=_("Product"))
    amount = RupiahField(label=_("Amount"), help_text=_("For example 600jt or 1,2 M."))
    expected_close_on = DayField(
        label=_("Expected close"), required=False, help_text=_("Day, month, year: 18/12/2026.")
    )

    def __init__(self, *args: Any, like: Opportunity | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        products = Product.objects.offered()
        if like is not None:
            same = [p.pk for p in products if p.type.kind == like.product.type.kind]
            products = Product.objects.filter(pk__in={*same, like.product_id})
        cast(ProductField, self.fields["product"]).queryset = products


class EndForm(forms.Form):
    """Why it ended."""

    reason = ReasonField(
        label=_("Reason"), queryset=LossReason.objects.none(), to_field_name="code",
        widget=forms.RadioSelect, empty_label=None,
        error_messages={"required": _("Choose a reason.")},
    )  # fmt: skip
    note = forms.CharField(
        label=_("Note"), max_length=300, required=False, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = LossReason.objects.filter(kind=kind, is_active=True)
        cast(ReasonField, self.fields["reason"]).queryset = reasons


class PauseForm(DatedForm):
    """Until when."""

    until = DayField(label=_("Pause until"), help_text=_("Day, month, year: 18/12/2026."))


class MilestoneForm(DatedForm):
    """When it was reached and the number of the paper."""

    reached_on = DayField(label=_("Date"), help_text=_("Day, month, year: 18/12/2026."))
    reference = forms.CharField(label=_("Number or result"), max_length=60, required=False)

    def __init__(self, *args: Any, kind: str, needs_number: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reference"].required = needs_number
        if needs_number:
            self.fields["reference"].label = _("Number of the paper")
            self.fields["reference"].error_messages["required"] = _(
                "Enter the number of the paper."
            )
        elif kind == Milestone.Kind.SLIK:
            self.fields["reference"].help_text = _("For example Kol 1.")


class DisbursementForm(DatedForm):
    """One part of the money."""

    amount = RupiahField(label=_("Amount"), minimum=1, help_text=_("For example 600jt or 1,2 M."))
    disbursed_on = DayField(label=_("Date"), help_text=_("Day, month, year: 18/12/2026."))
    account = forms.CharField(
        label=_("Account number"), max_length=26, required=False,
        help_text=_("Kept encrypted; only the last four digits are shown."),
        widget=forms.TextInput({"inputmode": "numeric", "data-no-draft": ""}),
    )  # fmt: skip
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def clean_account(self) -> str:
        """Digits only, however they were grouped."""
        typed: str = self.cleaned_data["account"]
        return "".join(typed.replace("-", " ").replace(".", " ").split())


class WhyForm(forms.Form):
    """A reason in the person's words."""

    reason = forms.CharField(
        label=_("Reason"), max_length=200, widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Write why.")},
    )  # fmt: skip
