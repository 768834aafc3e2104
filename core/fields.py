"""Form fields for what people here type: rupiah, phones, identity numbers and dates.

Each field keeps the typed text when it is refused, says what to do in the person's words, and
cleans to the stored value. Fields that depend on today take it from their form
(`form.fields["born_on"].today = today`); none of them looks at a clock.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils.translation import gettext_lazy as _

from core import formats, identity, money
from core.errors import InputError


def word_empty_choices(form: forms.BaseForm) -> None:
    """Let a list that nothing was chosen from say so in words, not in dashes."""
    dashes = BLANK_CHOICE_DASH[0]
    for field in form.fields.values():
        if isinstance(field, forms.ModelChoiceField):
            field.empty_label = _("Choose") if field.empty_label == dashes[1] else field.empty_label
        elif isinstance(field, forms.ChoiceField):
            choices: Any = field.choices
            field.choices = [("", _("Choose")) if one == dashes else one for one in choices]


class TypedField(forms.CharField):
    """A text box whose text is read by one function that raises InputError."""

    input_mode = "text"
    empty_message: Any = _("Fill this in.")

    def __init__(self, **kwargs: Any) -> None:
        messages = {"required": self.empty_message, **(kwargs.pop("error_messages", None) or {})}
        super().__init__(error_messages=messages, **kwargs)

    def read(self, text: str) -> Any:
        """The stored value of a text that is not empty."""
        return text

    def to_python(self, value: Any) -> Any:
        """The stored value, None for nothing; ValidationError with the reader's own code."""
        text = super().to_python(value)
        if text in self.empty_values:
            return None
        try:
            return self.read(str(text))
        except InputError as refusal:
            raise ValidationError(
                refusal.message, code=refusal.code, params=refusal.params or None
            ) from None

    def run_validators(self, value: Any) -> None:
        """The text validators of CharField speak of lengths of text; values here are read."""
        if isinstance(value, str):
            super().run_validators(value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """The phone shows the keys that fit."""
        return {**super().widget_attrs(widget), "inputmode": self.input_mode}

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Another spelling of the same value is no change; an unreadable text is one."""
        try:
            return bool((self.to_python(data) or "") != (initial or ""))
        except ValidationError:
            return True


class RupiahField(TypedField):
    """An amount as people write it; cleans to whole rupiah in Decimal, at least `minimum`."""

    input_mode = "text"  # the letters of 600jt are needed too
    empty_message = money.EMPTY_MESSAGE

    def __init__(self, *, minimum: int = 0, **kwargs: Any) -> None:
        self.minimum = Decimal(minimum)
        super().__init__(**kwargs)

    def read(self, text: str) -> Decimal:
        """Whole rupiah; refused below `minimum`."""
        amount = money.parse_rupiah(text)
        if amount < self.minimum:
            raise money.AmountError("too_small", _TOO_SMALL, least=self._least())
        return amount

    def _least(self) -> str:
        return money.format_rupiah(self.minimum)

    def prepare_value(self, value: Any) -> Any:
        """A stored amount is shown in groups; a typed text as it was typed."""
        if isinstance(value, Decimal | int):
            return money.format_rupiah(Decimal(value)).replace("Rp", "")
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """An amount of 0 differs from no amount."""
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True


class PhoneField(TypedField):
    """A telephone number in any spelling; cleans to E.164."""

    input_mode = "tel"
    empty_message = identity.PHONE_EMPTY_MESSAGE

    def __init__(self, *, region: str = "ID", **kwargs: Any) -> None:
        self.region = region
        super().__init__(**kwargs)

    def read(self, text: str) -> str:
        """The number in E.164."""
        return identity.normalise_phone(text, self.region)

    def prepare_value(self, value: Any) -> Any:
        """A stored number is shown as people write it."""
        stored = isinstance(value, str) and re.fullmatch(r"\+[0-9]{6,15}", value)
        return identity.phone_display(value) if stored else value


class NikField(TypedField):
    """A NIK; cleans to its 16 digits. Notices are the view's: identity.parse_nik."""

    input_mode = "numeric"
    empty_message = identity.NIK_EMPTY_MESSAGE

    def read(self, text: str) -> str:
        """The 16 digits."""
        return identity.clean_nik(text)


class NpwpField(TypedField):
    """A tax number of 15 or 16 digits; cleans to 16."""

    input_mode = "numeric"
    empty_message = identity.NPWP_EMPTY_MESSAGE

    def read(self, text: str) -> str:
        """The 16 digits."""
        return identity.parse_npwp(text).value

    def prepare_value(self, value: Any) -> Any:
        """A stored number is shown with its points."""
        stored = isinstance(value, str) and re.fullmatch(r"[0-9]{16}", value)
        return identity.format_npwp(value) if stored else value


class KkField(TypedField):
    """A family card number; cleans to its 16 digits."""

    input_mode = "numeric"
    empty_message = identity.KK_EMPTY_MESSAGE

    def read(self, text: str) -> str:
        """The 16 digits."""
        return identity.clean_kk(text)


class NibField(TypedField):
    """A business number; cleans to its 13 digits."""

    input_mode = "numeric"
    empty_message = identity.NIB_EMPTY_MESSAGE

    def read(self, text: str) -> str:
        """The 13 digits."""
        return identity.clean_nib(text)


class DayField(TypedField):
    """A date written day first; cleans to `date`. `today` is set by the form before cleaning."""

    input_mode = "numeric"
    empty_message = formats.DATE_EMPTY_MESSAGE

    def __init__(
        self,
        *,
        today: date | None = None,
        check: Callable[[date], None] | None = None,
        **kwargs: Any,
    ) -> None:
        self.today, self.check = today, check
        super().__init__(**kwargs)

    def read(self, text: str) -> date:
        """The date, after the form's own `check`, which may raise InputError."""
        if self.today is None:
            raise ImproperlyConfigured("DayField needs today: the form sets field.today.")
        day = formats.parse_day_first(text, today=self.today)
        if self.check:
            self.check(day)
        return day

    def prepare_value(self, value: Any) -> Any:
        """A stored date is shown as it is typed: 21/11/2026."""
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else value


_TOO_SMALL = _("The amount must be at least %(least)s.")
