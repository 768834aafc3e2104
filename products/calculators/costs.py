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


@dataclass(frozen=True)
class Relief:
    """PPN borne by the government: `share` percent on the first `covered` of a price up to a limit.

    Amounts in rupiah.
    """

    share: Decimal
    covered: Decimal
    max_price: Decimal

    def holds(self, price: Decimal) -> bool:
        """Tell whether a home of this price has the relief at all."""
        return price <= self.max_price


@dataclass(frozen=True)
class Vat:
    """PPN of a price in whole rupiah, and the part of it that the government bears."""

    rate: Decimal
    total: Decimal
    borne: Decimal = Decimal(0)

    @property
    def paid(self) -> Decimal:
        """What the buyer pays."""
        return self.total - self.borne


@exact
def vat(price: Decimal, rate: Decimal, relief: Relief | None = None) -> Vat:
    """Return the PPN of `rate` percent on a price in rupiah, half-up."""
    total = whole(price * rate / HUNDRED)
    if relief is None or not relief.holds(price):
        return Vat(rate, total)
    borne = whole(min(price, relief.covered) * rate * relief.share / HUNDRED / HUNDRED)
    return Vat(rate, total, min(borne, total))
