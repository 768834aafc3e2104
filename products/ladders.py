"""The limits of homes and vehicles on one day, and how the bank's own limit meets them.

Each table is read once, and only when it is asked. An answer that is missing counts against the
borrower: of everything it could be, the strictest holds, and the reader is told so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal

from products.calculators.limits import least_down_payment
from products.models import BankStanding, ValueRule, VatRate, VatRelief, VehicleRule
from products.models.ladder import PropertyKind, VehicleUse

FIRST_BY_RULE = "flpp"  # the family whose home is a first one by its own rules
Decider = Literal["product", "regulator", "both"]


@dataclass(frozen=True)
class Bought:
    """What a loan pays for, as far as limits and PPN ask. None and "" are not answered.

    `kinds` are those of PropertyKind it may be, `vehicles` those of VehicleUse, `floor` is in m².
    `handover` and `has_used_relief` belong to a new home from a developer (`is_new`).
    """

    kinds: tuple[str, ...] = ()
    floor: Decimal | None = None
    is_later: bool | None = None
    vehicles: tuple[str, ...] = ()
    is_new: bool = False
    handover: date | None = None
    has_used_relief: bool = False


@dataclass(frozen=True)
class Rung:
    """What the regulator allows, in percent of the value: at least, and with all answers at most.

    `bought` is what it was asked for, `is_sound` the standing of the bank that decided, which
    counts as below the bound while its NPL is not `is_recorded`.
    """

    percent: Decimal
    highest: Decimal
    bought: Bought
    is_sound: bool
    is_recorded: bool = True

    @property
    def is_open(self) -> bool:
        """Whether an answer that is missing could lift it."""
        return self.highest > self.percent


@dataclass(frozen=True)
class Ceiling:
    """The limit of the product and that of the regulator; the lower one holds."""

    own: Decimal | None = None
    rung: Rung | None = None

    @property
    def percent(self) -> Decimal | None:
        """The limit that holds, in percent of the value; None where there is none."""
        known = [one for one in (self.own, self.rung.percent if self.rung else None)
                 if one is not None]  # fmt: skip
        return min(known) if known else None

    @property
    def most(self) -> Decimal:
        """What the limit could be with every answer."""
        known = [one for one in (self.own, self.rung.highest if self.rung else None)
                 if one is not None]  # fmt: skip
        return min(known)

    @property
    def decider(self) -> Decider | None:
        """Whose limit it is."""
        if self.percent is None:
            return None
        if self.rung is None or self.percent < self.rung.percent:
            return "product"
        return "both" if self.own == self.rung.percent else "regulator"

    @property
    def is_open(self) -> bool:
        """Whether an answer that is missing could lift the limit that holds."""
        return self.decider != "product" and self.rung is not None and self.rung.is_open


class Ladders:
    """What holds on a day; each table is read once, by the first question that needs it."""

    def __init__(self, day: date) -> None:
        self.day = day

    @cached_property
    def standing(self) -> BankStanding | None:
        """The bank's own NPL; None while none is recorded."""
        return BankStanding.objects.on(self.day).first()

    @cached_property
    def _homes(self) -> list[ValueRule]:
        return ValueRule.objects.newest(self.day, lambda row: (row.kind, row.above))

    @cached_property
    def _vehicles(self) -> dict[str, VehicleRule]:
        rows = VehicleRule.objects.newest(self.day, lambda row: row.kind)
        return {row.kind: row for row in rows}

    @cached_property
    def vat(self) -> VatRate | None:
        """The ordinary rate of PPN."""
        return VatRate.objects.on(self.day).first()

    @cached_property
    def reliefs(self) -> list[VatRelief]:
        """What the government bears of it, the newest first; each for handovers of its days."""
        return list(VatRelief.objects.order_by("-valid_from", "pk"))

    def relief_on(self, handover: date) -> VatRelief | None:
        """Return what holds for a home handed over on a day."""
        for row in self.reliefs:
            if row.valid_from <= handover and (row.valid_to is None or handover <= row.valid_to):
                return row
        return None

    def rung(self, bought: Bought) -> Rung | None:
        """Return what the regulator allows for this; None where no table speaks of it."""
        if bought.kinds:
            return self._home(bought)
        return self._vehicle(bought) if bought.vehicles else None

    def _home(self, bought: Bought) -> Rung | None:
        is_sound = (self.standing or BankStanding.unknown()).is_sound_for_homes
        rows = [row for row in self._homes if row.kind in bought.kinds]
        if bought.floor is not None:
            rows = [row for row in rows if row.holds(bought.floor)]
        facilities = (False, True) if bought.is_later is None else (bought.is_later,)
        found = [row.percent(is_later=one, is_sound=is_sound) for row in rows for one in facilities]
        if not found:
            return None
        return Rung(min(found), max(found), bought, is_sound, self.standing is not None)

    def _vehicle(self, bought: Bought) -> Rung | None:
        is_sound = (self.standing or BankStanding.unknown()).is_sound_for_vehicles
        found = [
            least_down_payment(self._vehicles[kind].percent(is_sound=is_sound))
            for kind in bought.vehicles
            if kind in self._vehicles
        ]
        if not found:
            return None
        return Rung(min(found), max(found), bought, is_sound, self.standing is not None)


def vehicle_of(*, has_two_wheels: bool, is_productive: bool) -> str:
    """Return which row of the table a vehicle falls into."""
    if has_two_wheels:
        return str(VehicleUse.TWO)
    return str(VehicleUse.PRODUCTIVE if is_productive else VehicleUse.PRIVATE)


ANY_HOME = tuple(str(kind) for kind in PropertyKind.values)
ANY_VEHICLE = tuple(str(kind) for kind in VehicleUse.values)
