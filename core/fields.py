"""Form fields for what people here write: rupiah, telephone numbers, NIK and dates.

Each keeps what was typed when it refuses, and refuses in a sentence that says what to do.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core import identity
from core.errors import InputError
from core.formats import parse_day_first
from core.identity import normalise_phone
from core.money import format_rupiah, parse_rupiah


def _refuse(error: InputError) -> ValidationError:
    return ValidationError(error.text, code=error.code)


class RupiahField(forms.CharField):
    """Whole rupiah as people write them: 600jt, 1,2 M, 1.250.000. Empty gives None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 60} | kwargs)
        self.widget.attrs |= {"inputmode": "text", "autocomplete": "off"}

    def clean(self, value: Any) -> Decimal | None:
        """Return the amount; the sentence of `core.money` where it cannot be read."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_rupiah(text)
        except InputError as error:
            raise _refuse(error) from None

    def prepare_value(self, value: Any) -> Any:
        """Show a stored amount with points, what was typed as it was typed."""
        if isinstance(value, Decimal):
            return format_rupiah(value).removeprefix("Rp")
        return value


class PhoneField(forms.CharField):
    """A telephone number in any usual spelling; gives E.164, or an empty text."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 40} | kwargs)
        self.widget.attrs |= {"inputmode": "tel"}

    def clean(self, value: Any) -> str:
        """Return the number as `+6281255501423`."""
        text = super().clean(value)
        if not text:
            return ""
        try:
            return normalise_phone(text)
        except InputError as error:
            raise _refuse(error) from None

    def prepare_value(self, value: Any) -> Any:
        """Show a stored number as people write it, what was typed as it was typed."""
        if isinstance(value, str) and value.startswith("+62"):
            return identity.phone_display(value)
        return value


class NikField(forms.CharField):
    """An identity number (NIK); gives its 16 digits, or an empty text."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 40} | kwargs)
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}

    def clean(self, value: Any) -> str:
        """Return the digits alone."""
        text = super().clean(value)
        if not text:
            return ""
        try:
            return identity.clean_nik(text)
        except InputError as error:
            raise _refuse(error) from None


class DayFirstDateField(forms.CharField):
    """A date written day first. `today` is set by the form before it cleans."""

    today: date | None = None

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 20} | kwargs)
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}

    def clean(self, value: Any) -> date | None:
        """Return the date, or None for an empty field."""
        text = super().clean(value)
        if not text:
            return None
        if self.today is None:
            raise ValueError("Set `today` on the field: the range of dates depends on it.")
        try:
            return parse_day_first(text, today=self.today)
        except InputError as error:
            raise _refuse(error) from None

    def prepare_value(self, value: Any) -> Any:
        """Show a stored date day first."""
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else value
