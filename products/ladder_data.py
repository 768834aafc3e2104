"""Ladders of LTV/FTV and down payments, and PPN, as they were published; head office edits them.

Sources are those of the domain notes: "sure" was read in the regulation or is quoted alike by
several, "likely" is one good page. Whether the ladders run on after 2024 was not found, and pages
name 11 or 12 % as the ordinary rate of PPN. Loading adds a table that is empty.
"""

from __future__ import annotations

from datetime import date
from typing import Any

MILLIARD = 1_000_000_000
SINCE = date(2023, 1, 1)
LTV = "PADG 24/16/2022, likely; after 2024 unverified"
VAT = "11 % or 12 % by page (unverified)"
RELIEF = "PMK 90/2025 (sure)"
# Kind, floor above and up to (m²); first and later facility of a bank of 5 % NPL or more. Below
# 5 % it is 100 % everywhere.
HOMES: tuple[tuple[str, int, int | None, int, int], ...] = (
    ("house", 0, 21, 100, 95),
    ("house", 21, 70, 95, 95),
    ("house", 70, None, 95, 90),
    ("flat", 0, 21, 100, 95),
    ("flat", 21, 70, 95, 95),
    ("flat", 70, None, 95, 90),
    ("shop", 0, None, 95, 90),
)
# Smallest down payment of a bank of 5 % NPL or more; below 5 % there is none.
VEHICLES = (("two", 10), ("private", 10), ("productive", 5))
VAT_RATE = 11
RELIEF_DAYS = date(2026, 1, 1), date(2026, 12, 31)  # of the handover


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
        "ValueRule": [
            {"valid_from": SINCE, "kind": kind, "above": above, "up_to": up_to,
             "first_sound": 100, "later_sound": 100, "first_other": first, "later_other": later,
             "source": LTV} for kind, above, up_to, first, later in HOMES
        ],
        "VehicleRule": [
            {"valid_from": SINCE, "kind": kind, "sound": 0, "other": other, "source": LTV}
            for kind, other in VEHICLES
        ],
        "VatRate": [{"valid_from": SINCE, "rate": VAT_RATE, "source": VAT}],
        "VatRelief": [
            {"valid_from": RELIEF_DAYS[0], "valid_to": RELIEF_DAYS[1], "share": 100,
             "covered": 2 * MILLIARD, "max_price": 5 * MILLIARD, "source": RELIEF}
        ],
    }  # fmt: skip
