"""Forms about needs, offers of other banks and the plan: shape only."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.errors import InputError
from core.fields import DayField, RupiahField
from core.formats import date_words
from products.forms.fields import PercentField, WholeField
from products.purposes import Purpose
from products.types import family_choices
from prospects.below_forms import VersionField
from prospects.models import Need, RelationshipPlan, RivalOffer

LONGEST_TERM = 480


class DayForm(forms.Form):
    """A form that knows which day it is."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for field in self.fields.values():
            if isinstance(field, DayField):
                field.today = today


class NeedForm(DayForm):
    """What for, how much, by when."""

    purpose = forms.ChoiceField(
        label=_("What for"), choices=Purpose.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is for.")},
    )  # fmt: skip
    amount = RupiahField(
        label=_("Amount"), required=False, minimum=1, help_text=_("For example 600jt or 1,2 M.")
    )
    wanted_on = DayField(label=_("By when"), required=False)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    state = forms.ChoiceField(
        label=_("State"), choices=Need.State.choices, widget=forms.RadioSelect,
        initial=Need.State.OPEN,
    )  # fmt: skip
    version = VersionField()


class RivalForm(DayForm):
    """What another bank offered."""

    bank = forms.CharField(
        label=_("Bank or lender"), max_length=80,
        error_messages={"required": _("Enter the name of the bank.")},
    )  # fmt: skip
    family = forms.ChoiceField(label=_("Kind of product"), choices=family_choices)
    rate = PercentField(label=_("Yearly rate in percent"), required=False)
    months = WholeField(low=1, high=LONGEST_TERM, label=_("Term in months"), required=False)
    amount = RupiahField(label=_("Amount"), required=False, minimum=1)
    costs = forms.CharField(label=_("Costs, gifts or conditions"), max_length=200, required=False)
    heard = forms.ChoiceField(
        label=_("Known from"), choices=RivalOffer.Heard.choices, widget=forms.RadioSelect,
        initial=RivalOffer.Heard.CUSTOMER,
    )  # fmt: skip
    seen_on = DayField(label=_("Day"))
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    version = VersionField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen_on"].initial = self.today
        self.fields["seen_on"].check = self.not_ahead  # type: ignore[attr-defined]

    def not_ahead(self, day: date) -> None:
        """Refuse a day that has not come."""
        if day > self.today:
            text = _("This day is still to come. Today is %(today)s.")
            raise InputError("seen_ahead", text, today=date_words(self.today))


class PlanForm(DayForm):
    """Aim and rhythm, and up to three dated steps that become follow-ups."""

    aim = forms.CharField(
        label=_("Aim"), max_length=300, widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Write what the bank wants to reach.")},
    )  # fmt: skip
    rhythm_days = forms.TypedChoiceField(
        label=_("Contact"), choices=RelationshipPlan.Rhythm.choices, coerce=int,
        widget=forms.RadioSelect, initial=RelationshipPlan.Rhythm.MONTHLY,
    )  # fmt: skip
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
