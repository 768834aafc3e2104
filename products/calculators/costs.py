"""What is paid before a loan begins: fees, insurance, deeds and taxes."""

from dataclasses import dataclass
from decimal import Decimal

from products.calculators.arithmetic import HUNDRED, exact, whole


@dataclass(frozen=True)
class CostRule:
    """A cost: `percent` of what exceeds `deduction` in `share` percent of a basis, and `fixed`.

    A deed of mortgage is 0,25 % of 125 % of the loan; BPHTB is 5 % of what the price exceeds the
    value free of tax (NPOPTKP); an administration fee is fixed. Amounts in rupiah.
    """

    percent: Decimal = Decimal(0)
    fixed: Decimal = Decimal(0)
    share: Decimal = HUNDRED
    deduction: Decimal = Decimal(0)


@exact
def cost(basis: Decimal, rule: CostRule) -> Decimal:
    """Return the cost of a `basis` in rupiah, half-up."""
    charged = max(basis * rule.share / HUNDRED - rule.deduction, Decimal(0))
    return whole(charged * rule.percent / HUNDRED + rule.fixed)


def tax_basis(price: Decimal, tax_value: Decimal | None) -> Decimal:
    """Return what BPHTB is computed on: price or tax value (NJOP), whichever is more."""
    return max(price, tax_value or Decimal(0))
