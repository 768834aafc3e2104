"""Forms about consent: shape only, the rules live in `prospects.consents`."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.errors import InputError
from core.fields import DayField
from prospects.models import ConsentMedium, ConsentPurpose, OfferChannel, WithdrawalMedium

Line = tuple[str, str]
"""Purpose and, for offers, channel."""

LINES: tuple[Line, ...] = (
    (ConsentPurpose.PROCESSING, ""),
    *((ConsentPurpose.OFFERS, channel) for channel in OfferChannel),
    (ConsentPurpose.SLIK, ""),
    (ConsentPurpose.SLIK_SPOUSE, ""),
    (ConsentPurpose.PARTNERS, ""),
    (ConsentPurpose.RECONTACT, ""),
)


def code_of(line: Line) -> str:
    """Return how a line is named in a form: `slik`, `offers:phone`."""
    return ":".join(part for part in map(str, line) if part)


def line_words(line: Line) -> str:
    """Return the line in the active language."""
    purpose, channel = line
    words = str(ConsentPurpose(purpose).label)
    return f"{words}: {OfferChannel(channel).label}" if channel else words


class GiveForm(forms.Form):
    """What the person agrees to, how and when he said so."""

    grants = forms.MultipleChoiceField(
        label=_("Consent to"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one purpose.")},
    )
    medium = forms.ChoiceField(
        label=_("How it was given"),
        choices=ConsentMedium.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it was given.")},
    )
    given_on = DayField(label=_("Given on"), max_length=20)
    place = forms.CharField(label=_("Where"), max_length=120, required=False)
    reference = forms.CharField(
        label=_("Number of the sheet or recording"), max_length=60, required=False
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grants"].choices = [  # type: ignore[attr-defined]
            (code_of(line), line_words(line)) for line in LINES
        ]
        day: Any = self.fields["given_on"]
        day.today, day.check = today, lambda given: refuse_later(given, today)
        self.fields["given_on"].initial = today

    def clean(self) -> dict[str, Any]:
        """A recording and a sheet are found again by their number only."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("medium") == ConsentMedium.RECORDED and not data.get("reference"):
            self.add_error("reference", ValidationError(_("Enter the number of the recording.")))
        return data

    @property
    def lines(self) -> list[Line]:
        """The chosen lines."""
        pairs = (code.partition(":") for code in self.cleaned_data["grants"])
        return [(purpose, channel) for purpose, _colon, channel in pairs]


class LaterError(InputError):
    """A day that has not come yet."""


def refuse_later(day: date, today: date) -> None:
    """Raise for a day after today."""
    if day > today:
        raise LaterError("later", _("This day has not come yet."))


class WithdrawForm(forms.Form):
    """How the person took his consent back."""

    medium = forms.ChoiceField(
        label=_("How it was withdrawn"),
        choices=WithdrawalMedium.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it was withdrawn.")},
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False)
