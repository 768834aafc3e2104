"""What the dated rules say about a region, and its costs."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from core import regions
from products.models import RegionRule
from products.models.settings import CostCode
from products.simulation import DaySettings


@dataclass(frozen=True)
class Place:
    """What the rules say about a region: its own cells, else those of its province."""

    name: str = ""
    price_zone: str = ""
    income_zone: str = ""
    npoptkp: Decimal | None = None
    kur_rate: Decimal | None = None


def place_on(region: str, day: date) -> Place:
    """Return the rules of a region code of 2, 4 or 6 digits; empty for an unknown one."""
    codes = [region[:4], region[:2]] if len(region) >= 4 else [region[:2]]
    rows = {row.region: row for row in RegionRule.objects.filter(region__in=codes).newest(
        day, lambda row: row.region)}  # fmt: skip
    found: dict[str, Any] = {}
    for code in codes:
        for name in ("price_zone", "income_zone", "npoptkp", "kur_rate"):
            value = getattr(rows.get(code), name, None)
            if value not in (None, ""):
                found.setdefault(name, value)
    return Place(", ".join(reversed(regions.path_of(codes[0]))), **found)


def regional(settings: DaySettings, region: str, day: date) -> DaySettings:
    """Return the settings with the region's own NPOPTKP in BPHTB, where one is known."""
    free = place_on(region, day).npoptkp if region else None
    if free is None:
        return settings
    rows = []
    for row in settings.costs:
        own = copy(row)
        if row.code == CostCode.DUTY:
            own.deduction = free
        rows.append(own)
    return replace(settings, costs=rows)
