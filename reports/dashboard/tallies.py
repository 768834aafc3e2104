"""What the dashboard counts, once it is read: shapes without a query."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

ZERO = Decimal(0)


@dataclass
class Tally:
    """A count and a sum that grow."""

    n: int = 0
    amount: Decimal = ZERO

    def add(self, n: int, amount: Decimal | None) -> None:
        """Add some."""
        self.n += int(n)
        self.amount += amount or ZERO


def total(tallies: dict[Any, Tally]) -> Tally:
    """Add up."""
    result = Tally()
    for tally in tallies.values():
        result.add(tally.n, tally.amount)
    return result


def _none() -> Any:
    return defaultdict(Tally)


@dataclass
class Pipeline:
    """Count and sum of each unit by status, and of everybody by status and stage."""

    by_unit: dict[int, dict[str, Tally]] = field(default_factory=dict)
    by_stage: dict[tuple[str, str], Tally] = field(default_factory=_none)

    def add(self, unit: int, status: str, n: int, amount: Decimal) -> None:
        """Add to what a unit has."""
        self.by_unit.setdefault(unit, defaultdict(Tally))[status].add(n, amount)

    def of_unit(self, unit: int, status: str = "") -> Tally:
        """Return what one unit has, in one status or in all."""
        states = self.by_unit.get(unit, {})
        return states.get(status, Tally()) if status else total(states)

    def sum(self, *, status: str = "", stages: Any = None) -> Tally:
        """Add up everybody's, in some stages or in all."""
        found = Tally()
        for (state, stage), tally in self.by_stage.items():
            if status in ("", state) and (stages is None or stage in stages):
                found.add(tally.n, tally.amount)
        return found


@dataclass
class Money:
    """Realisasi and what waits, by unit and by product.

    `days` holds the loans of each day of the period where they were read along; else it is None.
    """

    credit: dict[int, Tally] = field(default_factory=_none)
    noa: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    awaiting: dict[int, Tally] = field(default_factory=_none)
    by_product: dict[int, Tally] = field(default_factory=_none)
    by_product_before: dict[int, Tally] = field(default_factory=_none)
    noa_before: int = 0
    funds: Tally = field(default_factory=Tally)
    funds_before: Tally = field(default_factory=Tally)
    oldest_awaiting: date | None = None
    days: dict[date, Decimal] | None = None

    @property
    def credit_before(self) -> Tally:
        """All loans of the period before."""
        return total(self.by_product_before)


@dataclass
class Files:
    """Files on somebody's table, by holder and by unit; held ones are past their target."""

    within: dict[str, Tally] = field(default_factory=_none)
    held: dict[str, Tally] = field(default_factory=_none)
    held_by_unit: dict[int, Tally] = field(default_factory=_none)

    @property
    def all_held(self) -> Tally:
        """All held files."""
        return total(self.held)

    @property
    def everywhere(self) -> int:
        """How many files are on a table at all."""
        return self.all_held.n + total(self.within).n
