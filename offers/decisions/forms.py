"""Forms about proposals and decisions: shape only, the rules live in the services beside."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import DayField, RupiahField
from offers.models import Decision, Verdict
from offers.models.decisions import MAX_MONTHS
from products.forms.fields import PercentField, WholeField
from prospects.opportunity_forms import DatedForm

AMOUNT_HINT = _("For example 600jt or 1,2 M.")
DAY_HINT = _("Day, month, year: 18/12/2026.")


def _text(label: Any, *, most: int, rows: int = 3, required: bool = False, hint: Any = "") -> Any:
    return forms.CharField(
        label=label, max_length=most, required=required, help_text=hint,
        widget=forms.Textarea({"rows": rows}),
    )  # fmt: skip


class TermsForm(DatedForm):
    """Amount, term and rate."""

    amount = RupiahField(label=_("Plafon"), minimum=1, help_text=AMOUNT_HINT)
    months = WholeField(label=_("Term in months"), low=1, high=MAX_MONTHS)
    rate = PercentField(label=_("Rate, % per year"))


class ProposalForm(TermsForm):
    """What is proposed."""

    fee = RupiahField(label=_("Provision fee"), required=False)
    collateral = _text(_("Collateral"), most=2000)
    conditions = _text(_("Conditions"), most=4000, hint=_("Before and after the akad."))
    memo = forms.TypedChoiceField(
        label=_("Memo version"), required=False, coerce=int, empty_value=None,
        help_text=_("Without a version the memo is kept as it stands now."),
    )  # fmt: skip

    def __init__(self, *args: Any, versions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        memo: Any = self.fields["memo"]
        memo.choices = versions or [("", _("Keep the memo as it stands now"))]


class VoteForm(DatedForm):
    """What a member says. Amount, term and rate only where he agrees with conditions."""

    verdict = forms.ChoiceField(
        label=_("Your vote"), choices=Verdict.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose your vote.")},
    )  # fmt: skip
    opinion = _text(_("Opinion"), most=2000, required=True)
    words = _text(
        _("Conditions, what is missing, or the reason"), most=2000,
        hint=_("Needed unless you simply agree."),
    )  # fmt: skip
    amount = RupiahField(
        label=_("Plafon you agree to"), required=False, minimum=1,
        help_text=_("Only with conditions. Empty: as proposed."),
    )  # fmt: skip
    months = WholeField(label=_("Term in months"), low=1, high=MAX_MONTHS, required=False)
    rate = PercentField(label=_("Rate, % per year"), required=False)


class ManyFiles(forms.ClearableFileInput):
    """Several pictures become one sheet."""

    allow_multiple_selected = True


class RecordForm(TermsForm):
    """A decision of another system."""

    outcome = forms.ChoiceField(
        label=_("Result"), choices=Decision.Outcome.choices, widget=forms.RadioSelect,
        initial=Decision.Outcome.APPROVED,
    )  # fmt: skip
    number = forms.CharField(label=_("Number of the decision"), max_length=60)
    decided_on = DayField(label=_("Date"), help_text=DAY_HINT)
    valid_until = DayField(label=_("Valid until"), required=False, help_text=DAY_HINT)
    fee = RupiahField(label=_("Provision fee"), required=False)
    conditions = _text(_("Conditions"), most=4000)
    reason = _text(_("Reason, if refused"), most=2000, rows=2)
    deciders = _text(_("Decided by"), most=1000, rows=2, required=True,
                     hint=_("One name a line."))  # fmt: skip

    field_order = (
        "outcome", "number", "decided_on", "deciders", "amount", "months", "rate", "fee",
        "valid_until", "conditions", "reason",
    )  # fmt: skip

    def clean_deciders(self) -> list[str]:
        """One name a line."""
        lines = self.cleaned_data["deciders"].splitlines()
        return [" ".join(line.split())[:120] for line in lines if line.strip()]

    def clean_number(self) -> str:
        """Without blanks around it."""
        typed: str = self.cleaned_data["number"]
        return " ".join(typed.split())
