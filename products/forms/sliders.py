"""Sliders beside the exact fields.

With the script a slider writes into its field and is not sent. Without it the slider is sent with
the place it stood at: one that was moved speaks, one that was left alone lets the text speak.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from core.money import format_rupiah
from products.calculators.arithmetic import MONTHS
from products.calculators.loans import MAX_MONTHS
from products.models import Product

MOVED, STOOD = "slide_", "slid_"
STEPS = (1_000_000, 2_500_000, 5_000_000, 10_000_000, 25_000_000, 50_000_000, 100_000_000)
FINENESS = 200  # about so many places a slider of rupiah has
HIGHEST_SHARE = 90
USUAL_AMOUNT = 2_000_000_000
INCOMES = (1_000_000, 100_000_000)


@dataclass(frozen=True)
class Slider:
    """Where a slider begins and ends; `unit` is what its field writes behind the number."""

    low: int
    high: int
    step: int
    place: int
    unit: str = ""

    @classmethod
    def at(cls, value: int, low: int, high: int, step: int, unit: str = "") -> "Slider":
        """Put the slider to the place next to `value`, its end moved outwards where needed."""
        if value > high:
            high = value
        place = low + (min(max(value, low), high) - low) // step * step
        return cls(low, high, step, place, unit)


def moved(query: Mapping[str, str]) -> dict[str, str]:
    """Return the texts of the fields whose slider was moved without the script."""
    found = {}
    for key, place in query.items():
        name = key.removeprefix(MOVED)
        if key.startswith(MOVED) and place.isdecimal() and place != query.get(STOOD + name):
            found[name] = _text(name, int(place))
    return found


def _text(name: str, place: int) -> str:
    if name == "down_payment":
        return f"{place}%"
    return str(place) if name == "term" else format_rupiah(Decimal(place)).removeprefix("Rp")


def of_rupiah(value: Decimal, name: str, product: Product) -> Slider:
    """Return the slider of an amount within the limits of the product."""
    low, high = _usual(name, product)
    step = next((step for step in STEPS if (high - low) // step <= FINENESS), STEPS[-1])
    return Slider.at(int(value), low, high, step)


def _usual(name: str, product: Product) -> tuple[int, int]:
    if name == "income":
        return INCOMES
    bought = product.type.purchase
    if name == "price" and bought is not None:
        return bought.lowest, bought.highest
    high = min(int(product.max_amount or USUAL_AMOUNT), USUAL_AMOUNT)
    return min(int(product.min_amount or 1_000_000), high), high


def of_share(percent: Decimal) -> Slider:
    """Return the slider of a down payment in percent of the price."""
    return Slider.at(min(int(percent), 99), 0, HIGHEST_SHARE, 1, "%")


def of_term(term: int, unit: str, product: Product) -> Slider | None:
    """Return the slider of a term in its unit; days have none."""
    size = {"years": MONTHS, "months": 1}.get(unit)
    if size is None:
        return None
    least, most = product.min_months or 1, product.max_months or MAX_MONTHS
    return Slider.at(term, max(-(-least // size), 1), max(most // size, 1), 1)
