"""Forms of RIPLAY: shape only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import DayField
from offers.letters.forms import TodayForm
from offers.models import Acknowledged, Channel


class GiveForm(TodayForm):
    """By which way the customer got it."""

    channel = forms.ChoiceField(
        label=_("How the customer got it"), choices=Channel.choices, widget=forms.RadioSelect
    )


class WordForm(TodayForm):
    """The customer's word that he has it and has read it."""

    how = forms.ChoiceField(
        label=_("How the customer confirmed"), choices=Acknowledged.choices,
        widget=forms.RadioSelect, help_text=_("A signed sheet is photographed first."),
    )  # fmt: skip
    on = DayField(label=_("Date"))
    hour = forms.TimeField(
        label=_("Hour"), input_formats=["%H.%M", "%H:%M"], help_text=_("For example 14.30."),
        widget=forms.TextInput({"inputmode": "decimal"}),
        error_messages={"invalid": _("Enter an hour such as 14.30.")},
    )  # fmt: skip
    place = forms.CharField(
        label=_("Place"), max_length=120,
        help_text=_("For example: at the branch, at the customer's house in Antapani."),
    )  # fmt: skip


def chosen(step: str, data: Any, **more: Any) -> TodayForm:
    """Return the form of a step."""
    form: type[TodayForm] = {"give": GiveForm, "acknowledge": WordForm}[step]
    return form(data, **more)
