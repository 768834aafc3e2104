"""The one bound of a rate: calculators, forms, tables and API say the same."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from pydantic import TypeAdapter
from pydantic import ValidationError as ShapeError

from core.errors import InputError
from offers.models import Booking
from products import asking
from products.calculators import deposits, loans
from products.calculators.arithmetic import MAX_RATE, CalculationError, is_rate
from products.calculators.loans import Period
from products.forms import PercentField
from products.models import GuaranteeRate
from prospects.models import Facility, Proposal

BEYOND = Decimal(MAX_RATE) + Decimal("0.0001")


def test_the_bound_is_the_same_everywhere(db: None) -> None:
    assert [is_rate(Decimal(rate)) for rate in (0, MAX_RATE, BEYOND, "-0.0001")] == [
        True, True, False, False,
    ]  # fmt: skip
    most = Decimal(MAX_RATE)
    assert loans.schedule("anuitas", Decimal(1_000_000), [Period(most, 12)])
    assert deposits.interest(Decimal(1_000_000), most, 30)
    with pytest.raises(CalculationError):
        loans.schedule("anuitas", Decimal(1_000_000), [Period(BEYOND, 12)])
    with pytest.raises(CalculationError):
        deposits.interest(Decimal(1_000_000), BEYOND, 30)
    assert PercentField().read(f"{MAX_RATE}") == most
    with pytest.raises(InputError):
        PercentField().read("100,0001")
    percent: TypeAdapter[Decimal] = TypeAdapter(asking.Percent)
    assert percent.validate_python(most) == most
    with pytest.raises(ShapeError):
        percent.validate_python(BEYOND)
    for model in (Booking, Facility, Proposal, GuaranteeRate):
        field = model._meta.get_field("rate")
        field.run_validators(most)
        with pytest.raises(ValidationError):
            field.run_validators(BEYOND)
    row = GuaranteeRate(rate=BEYOND, valid_from=date(2026, 1, 1))
    with pytest.raises(ValidationError):
        row.full_clean()
