"""The products a bank starts with; head office edits them afterwards."""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from django.utils.timezone import get_default_timezone

from products import ladder_data, programme_data
from products.models import (
    ContractTerms,
    GuaranteeRate,
    Limit,
    Product,
    RateSheet,
    SheetStatus,
    SheetTier,
    UpfrontCost,
)
from products.sheets import publish


@dataclass(frozen=True)
class Tier:
    """One tier of a first sheet; open ends are None."""

    rate: str
    amounts: tuple[int | None, int | None] = (None, None)
    months: tuple[int | None, int | None] = (None, None)
    segment: str = ""
    is_payroll: bool = False


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
    floor: str = ""
    is_above: bool = False  # begins one rupiah above the smallest amount
    tiers: tuple[Tier, ...] = ()


MILLION = 1_000_000
MILLIARD = 1_000 * MILLION
STARTING: tuple[Start, ...] = (
    Start("KPR", "KPR Griya", "KPR", "kpr", "secured", (100, 5_000), (12, 360), "6.75",
          fixed=(36, "11"), floor="6.25"),
    Start("KPA", "KPA Apartemen", "KPA", "kpa", "secured", (150, 3_000), (12, 240), "7.25",
          fixed=(24, "11.5"), floor="6.75"),
    Start("KPRT", "KPR Take Over", "Take over", "takeover", "secured", (100, 3_000), (12, 300),
          "6.5", fixed=(36, "11"), floor="6.25"),
    Start("FLPP", "KPR Sejahtera FLPP", "FLPP", "flpp", "secured", (50, 240), (12, 240), "5"),
    Start("KMG", "Kredit Multiguna", "Multiguna", "kta", "secured", (25, 2_000), (12, 180), "10.5",
          floor="9.5", tiers=(Tier("10.5"), Tier("9.75", is_payroll=True))),
    Start("KTA", "Kredit Tanpa Agunan", "KTA", "kta", "credit", (5, 300), (6, 60), "11.88",
          method="flat"),
    Start("KKB", "Kredit Kendaraan", "KKB", "kkb", "secured", (50, 1_000), (12, 72), "4.5",
          method="flat", floor="4"),
    Start("KURSM", "KUR Super Mikro", "KUR SM", "kur", "micro", (1, 10), (6, 60), "3"),
    Start("KUR", "KUR Mikro", "KUR", "kur", "micro", (10, 100), (6, 60), "6", is_above=True),
    Start("KURK", "KUR Kecil", "KUR Kecil", "kur", "micro", (100, 500), (6, 60), "6",
          is_above=True),
    Start("KMK", "Kredit Modal Kerja", "Modal kerja", "working_capital", "sme", (100, 10_000),
          (3, 36), "10", method="menurun", floor="9.25"),
    Start("KI", "Kredit Investasi", "Investasi", "investment", "sme", (100, 20_000), (12, 120),
          "10.25", floor="9.5"),
    Start("DEP", "Deposito Berjangka", "Deposito", "deposit", "financial_services", (8, 50_000),
          (1, 24), "3.25", floor="3.75",
          tiers=(Tier("3.25", amounts=(None, MILLIARD - 1)),
                 Tier("3.5", amounts=(MILLIARD, None)))),
    Start("TABJ", "Tabungan Rencana Nusa", "Rencana", "term_savings", "financial_services",
          (0, 100), (6, 240), "2.5", floor="3"),
    Start("TAB", "Tabungan Nusa", "Tabungan", "savings", "financial_services", (0, 50_000),
          (1, 12), "1"),
    Start("GIRO", "Giro Nusa", "Giro", "giro", "financial_services", (1, 100_000), (1, 12), "0.75"),
)  # fmt: skip
SINCE = date(2026, 1, 1)
# Product, cost, percent of what, percent, fixed rupiah, part of the basis in %, free of the cost.
HOME: tuple[tuple[str, str, str, int, int, int], ...] = (
    ("provision", "loan", "1", 0, 100, 0),
    ("administration", "none", "0", 500_000, 100, 0),
    ("appraisal", "none", "0", 850_000, 100, 0),
    ("insurance", "loan", "1.5", 0, 100, 0),
    ("notary", "price", "0.5", 0, 100, 0),
    ("ppat", "price", "0.5", 0, 100, 0),
    ("apht", "loan", "0.25", 0, 125, 0),
    ("title", "price", "0.1", 50_000, 100, 0),
    ("bphtb", "taxed", "5", 0, 100, 80 * MILLION),
)
BUSINESS: tuple[tuple[str, str, str, int, int, int], ...] = (
    ("provision", "loan", "1", 0, 100, 0),
    ("administration", "none", "0", 500_000, 100, 0),
)
COSTS: tuple[tuple[str, str, str, str, int, int, int], ...] = (
    *(("KPR", *row) for row in HOME),
    *(("KPA", *row) for row in HOME),
    *(("KPRT", *row) for row in HOME if row[0] not in {"notary", "ppat", "title", "bphtb"}),
    ("FLPP", "provision", "loan", "0.5", 0, 100, 0),
    ("FLPP", "administration", "none", "0", 250_000, 100, 0),
    ("FLPP", "notary", "price", "0.5", 0, 100, 0),
    ("FLPP", "apht", "loan", "0.25", 0, 125, 0),
    ("FLPP", "bphtb", "taxed", "5", 0, 100, 80 * MILLION),
    *(("KMG", *row) for row in BUSINESS),
    ("KTA", "provision", "loan", "1", 0, 100, 0),
    ("KKB", "provision", "loan", "0.5", 0, 100, 0),
    ("KKB", "administration", "none", "0", 400_000, 100, 0),
    ("KKB", "insurance", "price", "4", 0, 100, 0),
    ("KKB", "policy", "none", "0", 150_000, 100, 0),
    ("KKB", "first_instalment", "instalment", "100", 0, 100, 0),
    *(("KMK", *row) for row in BUSINESS),
    *(("KI", *row) for row in BUSINESS),
    ("KI", "apht", "loan", "0.25", 0, 125, 0),
)
EARLY_PENALTY = {"KPR": 1, "KPA": 1, "KPRT": 1, "KMG": 1, "KI": 1}
LOAN_TO_VALUE = {"KPR": 90, "KPA": 85, "KPRT": 80, "FLPP": 99, "KKB": 95}
# Of all products: salaries, salaries paid through the bank, businesses (RPC).
RATIOS = {"dsr": 40, "pay": 50, "rpc": 60}
# As LPS published it for banks in rupiah; a later window is not known and is added by hand.
GUARANTEE = (date(2026, 2, 1), date(2026, 5, 31), "3.5")


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
                "min_amount": start.amounts[0] * MILLION + start.is_above,
                "max_amount": start.amounts[1] * MILLION,
                "min_months": start.months[0],
                "max_months": start.months[1],
                "position": position * 10,
            },
        )
        if is_new:
            _add_sheet(product, start)
            _add_settings(product)
    _add_general()
    programme_data.load()
    ladder_data.load()


def _add_sheet(product: Product, start: Start) -> None:
    """Give a new product the first version of its rates; nobody drafted it."""
    began = datetime.combine(SINCE, time.min, tzinfo=get_default_timezone())
    sheet = RateSheet.objects.create(
        product=product, number=1, status=SheetStatus.APPROVED, valid_from=SINCE,
        effective_at=began, floor_rate=Decimal(start.floor) if start.floor else None,
    )  # fmt: skip
    fixed_months, floating = start.fixed or (None, None)
    later = Decimal(floating) if floating else None
    for tier in start.tiers or (Tier(start.rate),):
        SheetTier.objects.create(
            sheet=sheet, rate=Decimal(tier.rate), segment=tier.segment,
            is_payroll=tier.is_payroll, min_amount=tier.amounts[0], max_amount=tier.amounts[1],
            min_months=tier.months[0], max_months=tier.months[1],
            fixed_months=fixed_months, floating_rate=later,
        )  # fmt: skip
    publish(sheet)


def _add_settings(product: Product) -> None:
    """Add costs, terms and limits of a new product."""
    for code, cost, basis, percent, fixed, share, free in COSTS:
        if code == product.code:
            UpfrontCost.objects.create(
                product=product, valid_from=SINCE, code=cost, basis=basis,
                percent=Decimal(percent), fixed=fixed, share=share, deduction=free,
            )  # fmt: skip
    if product.code in EARLY_PENALTY:
        penalty = EARLY_PENALTY[product.code]
        ContractTerms.objects.create(product=product, valid_from=SINCE, early_penalty=penalty)
    if product.code in LOAN_TO_VALUE:
        Limit.objects.create(
            product=product, valid_from=SINCE, code="ltv", percent=LOAN_TO_VALUE[product.code]
        )


def _add_general() -> None:
    """Add what holds for all products, unless somebody has already settled it."""
    if not Limit.objects.filter(product=None).exists():
        for code, percent in RATIOS.items():
            Limit.objects.create(valid_from=SINCE, code=code, percent=percent)
    if not GuaranteeRate.objects.exists():
        since, until, rate = GUARANTEE
        GuaranteeRate.objects.create(valid_from=since, valid_to=until, rate=Decimal(rate))
