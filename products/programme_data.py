"""The rules of KUR, FLPP and of regions as they were published; head office edits them afterwards.

Sources are those of the domain notes: "sure" was read in the regulation or is quoted alike by
several, "likely" is one good page. Loading adds a table that is empty and leaves others alone.
"""

from __future__ import annotations

from datetime import date
from typing import Any

MILLION = 1_000_000
KUR_SINCE, PRICES_SINCE, INCOMES_SINCE = date(2026, 1, 1), date(2024, 1, 1), date(2025, 4, 22)
KUR = "Permenko Perekonomian 1/2026 (likely)"
PRICES = "Kepmen PUPR 689/KPTS/M/2023 (sure)"
INCOMES = "Permen PKP 5/2025 (sure)"
# Scheme, above, up to (million), rate, months working / investment, collateral, NPWP above
# (million), months of business. Super micro: pages of 2026 say 3 to 6 %.
SCHEMES = (
    ("super_micro", 0, 10, "3", 36, 60, False, 50, 0),
    ("micro", 10, 100, "6", 36, 60, False, 50, 6),
    ("small", 100, 500, "6", 48, 60, True, 0, 6),
    ("cluster", 0, 500, "6", 48, 60, True, 50, 0),
    ("migrant", 0, 100, "6", 36, 36, False, 50, 0),
)
TURNOVER = 4_800 * MILLION
PRICE_ZONES = (
    ("A", "Jawa non-Jabodetabek dan Sumatera", 166),
    ("B", "Kalimantan", 182),
    ("C", "Sulawesi, Babel, Mentawai, Kepri", 173),
    ("D", "Maluku, Bali, Nusa Tenggara, Jabodetabek, Anambas, Murung Raya, Mahakam Ulu", 185),
    ("E", "Papua", 240),
)
INCOME_ZONES = (
    ("1", "Jawa non-Jabodetabek, Sumatera, NTT, NTB", "8.5", "10"),
    ("2", "Kalimantan, Sulawesi, Babel, Kepri, Maluku, Bali", "9", "11"),
    ("3", "Papua", "10.5", "12"),
    ("4", "Jabodetabek", "12", "14"),
)
# Zones of price and income by region code: whole provinces, then what differs within them.
ZONES: tuple[tuple[str, str, str], ...] = (
    ("A", "1", "11 12 13 14 15 16 17 18 32 33 34 35 36"),
    ("C", "2", "19 21 71 72 73 74 75 76"),
    ("B", "2", "61 62 63 64 65"),
    ("D", "2", "51 81 82"),
    ("D", "1", "52 53"),
    ("E", "3", "91 92 93 94 95 96"),
    ("D", "4", "31 3201 3216 3271 3275 3276 3603 3671 3674"),
    ("C", "", "1309"),
    ("D", "", "2105 6212 6411"),
)
LOWEST_NPOPTKP = 80 * MILLION  # UU 1/2022; regions may set more
# New KUR after the floods: 0 % in 2026, 3 % in 2027, then as elsewhere (announced 26 Dec 2025).
RELIEF = ("11", "12", "13")
RELIEF_RATES = ((2026, 0), (2027, 3))


def load(apps: Any = None) -> None:
    """Add the tables that are empty; `apps` are those of a migration."""
    if apps is None:
        from django.apps import apps as present

        apps = present
    for name, rows in _tables().items():
        model = apps.get_model("products", name)
        if not model._default_manager.exists():
            model._default_manager.bulk_create(model(**row) for row in rows)


def _tables() -> dict[str, list[dict[str, Any]]]:
    return {
        "KurScheme": [_scheme(*row) for row in SCHEMES],
        "SubsidyTerms": [{
            "valid_from": PRICES_SINCE, "rate": 5, "max_months": 240, "min_down_payment": 1,
            "floor_min": 21, "floor_max": 36, "land_min": 60, "land_max": 200, "source": PRICES,
        }],
        "PriceZone": [
            {"valid_from": PRICES_SINCE, "zone": zone, "name": name, "max_price": price * MILLION,
             "source": PRICES} for zone, name, price in PRICE_ZONES
        ],
        "IncomeZone": [
            {"valid_from": INCOMES_SINCE, "zone": zone, "name": name, "source": INCOMES,
             "single": int(float(single) * MILLION), "married": int(float(married) * MILLION)}
            for zone, name, single, married in INCOME_ZONES
        ],
        "RegionRule": _regions(),
    }  # fmt: skip


def _scheme(
    scheme: str, above: int, most: int, rate: str, working: int, investment: int,
    collateral: bool, npwp: int, business: int,
) -> dict[str, Any]:  # fmt: skip
    return {
        "valid_from": KUR_SINCE, "scheme": scheme, "above": above * MILLION,
        "max_amount": most * MILLION, "rate": rate, "months_working": working,
        "months_investment": investment, "asks_collateral": collateral,
        "npwp_above": npwp * MILLION, "max_turnover": TURNOVER, "min_business_months": business,
        "source": KUR,
    }  # fmt: skip


def _regions() -> list[dict[str, Any]]:
    """Return one row per region; the provinces of the relief one for each of its years."""
    found: list[dict[str, Any]] = []
    for price_zone, income_zone, codes in ZONES:
        for code in codes.split():
            free = LOWEST_NPOPTKP if len(code) == 2 else None
            row = {"region": code, "price_zone": price_zone, "income_zone": income_zone,
                   "npoptkp": free, "source": f"{PRICES}; {INCOMES}"}  # fmt: skip
            found += _years(row) if code in RELIEF else [{**row, "valid_from": PRICES_SINCE}]
    return found


def _years(row: dict[str, Any]) -> list[dict[str, Any]]:
    first = {**row, "valid_from": PRICES_SINCE, "valid_to": date(RELIEF_RATES[0][0] - 1, 12, 31)}
    years = [{**row, "valid_from": date(year, 1, 1), "valid_to": date(year, 12, 31),
              "kur_rate": rate} for year, rate in RELIEF_RATES]  # fmt: skip
    return [first, *years, {**row, "valid_from": date(RELIEF_RATES[-1][0] + 1, 1, 1)}]
