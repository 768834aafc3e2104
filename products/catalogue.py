"""The products a bank starts with; head office edits them afterwards."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from products.models import Product, Rate


@dataclass(frozen=True)
class Start:
    """A product with its limits and one rate. Amounts in rupiah, rates in % per year.

    All figures are invented for a start and dated, so that the bank's own replace them.
    """

    code: str
    name: str
    short_name: str
    family: str
    segment: str
    amounts: tuple[int, int]
    months: tuple[int, int]
    rate: str
    method: str = "anuitas"
    fixed: tuple[int, str] | None = None


MILLION = 1_000_000
STARTING: tuple[Start, ...] = (
    Start("KPR", "KPR Griya", "KPR", "kpr", "secured", (100, 5_000), (12, 360), "6.75",
          fixed=(36, "11")),
    Start("KMG", "Kredit Multiguna", "Multiguna", "kta", "secured", (25, 2_000), (12, 180), "10.5"),
    Start("KTA", "Kredit Tanpa Agunan", "KTA", "kta", "credit", (5, 300), (6, 60), "11.88",
          method="flat"),
    Start("KKB", "Kredit Kendaraan", "KKB", "kkb", "secured", (50, 1_000), (12, 72), "4.5",
          method="flat"),
    Start("KUR", "KUR Mikro", "KUR", "kur", "micro", (10, 100), (6, 60), "6"),
    Start("KMK", "Kredit Modal Kerja", "Modal kerja", "working_capital", "sme", (100, 10_000),
          (3, 36), "10", method="menurun"),
    Start("DEP", "Deposito Berjangka", "Deposito", "deposit", "financial_services", (8, 50_000),
          (1, 24), "3.25"),
    Start("TAB", "Tabungan Nusa", "Tabungan", "savings", "financial_services", (0, 50_000),
          (1, 12), "1"),
)  # fmt: skip
SINCE = date(2026, 1, 1)


def load() -> None:
    """Add the starting products that are not there yet; leave the others as they are."""
    for position, start in enumerate(STARTING, start=1):
        product, is_new = Product.objects.get_or_create(
            code=start.code,
            defaults={
                "name": start.name,
                "short_name": start.short_name,
                "family": start.family,
                "segment": start.segment,
                "method": start.method,
                "min_amount": start.amounts[0] * MILLION,
                "max_amount": start.amounts[1] * MILLION,
                "min_months": start.months[0],
                "max_months": start.months[1],
                "position": position * 10,
            },
        )
        if is_new:
            fixed_months, floating = start.fixed or (None, None)
            Rate.objects.create(
                product=product,
                valid_from=SINCE,
                rate=Decimal(start.rate),
                fixed_months=fixed_months,
                floating_rate=Decimal(floating) if floating else None,
            )
