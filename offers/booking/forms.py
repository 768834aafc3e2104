"""Forms of booking: shape only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import DayField, RupiahField
from offers.decisions.forms import DAY_HINT, TermsForm
from prospects.opportunity_forms import DisbursementForm


class AkadForm(TermsForm):
    """What was signed."""

    signed_on = DayField(label=_("Date of the akad"), help_text=DAY_HINT)
    number = forms.CharField(label=_("Number of the akad"), max_length=60)
    fee = RupiahField(label=_("Provision fee"), required=False)
    instalment = RupiahField(label=_("Instalment a month"), required=False)
    reason = forms.CharField(
        label=_("Reason of a difference"), max_length=300, required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Needed where the akad differs from what was promised."),
    )  # fmt: skip

    field_order = (
        "signed_on", "number", "amount", "months", "rate", "fee", "instalment", "reason",
    )  # fmt: skip

    def clean_number(self) -> str:
        """Without blanks around it."""
        return " ".join(str(self.cleaned_data["number"]).split())


class PartForm(DisbursementForm):
    """One part of the money, and which entry of the officer means it."""

    claim = forms.ChoiceField(
        label=_("Entry of the officer"), required=False, widget=forms.RadioSelect,
        help_text=_("If amount and date agree it is confirmed, else refused with what you book."),
    )  # fmt: skip

    field_order = ("claim", "amount", "disbursed_on", "account", "note")

    def __init__(self, *args: Any, claims: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].required = True
        if claims:
            field: Any = self.fields["claim"]
            field.choices = [*claims, ("", _("None of these"))]
        else:
            del self.fields["claim"]
