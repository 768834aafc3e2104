"""Fields of the simulator: rates, shares and whole numbers as people write them."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from core import regions
from core.errors import InputError
from core.fields import DayField, TypedField
from core.money import parse_rupiah
from products.calculators.arithmetic import HUNDRED, MAX_RATE

_PERCENT = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]{1,4}))? ?%?")
_AREA = re.compile(r"([0-9]{1,5})(?:[.,]([0-9]{1,2}))? ?(?:m2|m²)?")
REGENCY = 4  # digits of its code
FURTHEST = 366  # days to a disbursement
_SHARE_UNREADABLE = _("Write the down payment like 20%, or 150 jt, below the price.")


class PercentField(TypedField):
    """Percent as people write it, `6,75`; cleans to Decimal from 0 to `highest`."""

    input_mode = "decimal"
    empty_message = _("Enter the rate.")

    def __init__(self, *, highest: int = MAX_RATE, **kwargs: Any) -> None:
        self.highest = highest
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A stored rate is shown without empty decimals; a typed text as it was typed."""
        if isinstance(value, Decimal | int):
            plain = f"{Decimal(value).normalize():f}"
            return plain.replace(".", ",")
        return value

    def read(self, text: str) -> Decimal:
        """The number of percent."""
        found = _PERCENT.fullmatch(text)
        if found is None:
            raise InputError("rate_unreadable", _("Write the rate in percent, like 6,75."))
        rate = Decimal(f"{found[1]}.{found[2] or 0}")
        if rate > self.highest:
            message = _("The rate must lie between 0 and %(highest)s%%.")
            raise InputError("rate_range", message, highest=self.highest)
        return rate


class WholeField(TypedField):
    """A whole number from `low` to `high`."""

    input_mode = "numeric"
    empty_message = _("Enter a number.")

    def __init__(self, *, low: int, high: int, **kwargs: Any) -> None:
        self.low, self.high = low, high
        super().__init__(**kwargs)

    def read(self, text: str) -> int:
        """The number."""
        if not re.fullmatch(r"[0-9]{1,5}", text):
            raise InputError("number_unreadable", _("Write a whole number, like 15."))
        if not self.low <= int(text) <= self.high:
            raise InputError(
                "number_range",
                _("From %(low)d to %(high)d."),
                low=self.low,
                high=self.high,
            )
        return int(text)


class AreaField(TypedField):
    """Square metres as people write them, `36` or `21,5`; cleans to Decimal."""

    input_mode = "decimal"

    def prepare_value(self, value: Any) -> Any:
        """A stored size is shown without empty decimals; a typed text as it was typed."""
        if isinstance(value, Decimal):
            return f"{value.normalize():f}".replace(".", ",")
        return value

    def read(self, text: str) -> Decimal:
        """The size in m²."""
        found = _AREA.fullmatch(text)
        if found is None:
            raise InputError("area_unreadable", _("Write the size in m², like 36 or 21,5."))
        return Decimal(f"{found[1]}.{found[2] or 0}")


class ShareField(TypedField):
    """A part of another amount: `20%` cleans to Decimal percent, `150 jt` to a whole amount."""

    empty_message = _("Enter the down payment, like 20%, or 150 jt.")

    def read(self, text: str) -> tuple[Decimal, bool]:
        """The figure and whether it is a percentage."""
        if "%" not in text:
            return parse_rupiah(text), False
        found = _PERCENT.fullmatch(text)
        if found is None or Decimal(f"{found[1]}.{found[2] or 0}") >= HUNDRED:
            raise InputError("share_unreadable", _SHARE_UNREADABLE)
        return Decimal(f"{found[1]}.{found[2] or 0}"), True


class PlaceField(TypedField):
    """A regency or city by its name or its code of the Ministry; cleans to the code."""

    def read(self, text: str) -> str:
        """The code of the place that fits best."""
        typed = text.strip()
        if len(typed) == REGENCY and regions.name_of(typed):
            return typed
        found = [place for place in regions.search(typed, 20) if len(place.code) == REGENCY]
        if not found:
            raise InputError("place_unknown", _("No regency or city has this name."))
        return found[0].code


class DisbursementDayField(DayField):
    """The day the loan is paid out: today or later, within a year."""

    def read(self, text: str) -> date:
        """The day."""
        day = super().read(text)
        if self.today is not None and not 0 <= (day - self.today).days <= FURTHEST:
            raise InputError("day_range", _("Choose a day from today to a year from now."))
        return day
