"""Limits of the central bank for homes and vehicles, the bank's own NPL, and PPN of new homes.

Each holds from day to day. What the regulator allows is a permission, not a duty: the bank's own
limit of a product stays, and the stricter of the two holds.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from products.calculators.costs import Relief
from products.calculators.limits import is_sound
from products.models.programme import SourcedMixin
from products.models.settings import DATES, Dated, percent_field, rupiah_field


class PropertyKind(models.TextChoices):
    """What a home loan pays for, as the ladder of LTV/FTV tells it apart."""

    HOUSE = "house", _("Landed house")
    FLAT = "flat", _("Flat (rusun)")
    SHOP = "shop", _("Shop house (ruko/rukan)")


class VehicleUse(models.TextChoices):
    """What a vehicle loan pays for, as the table of down payments tells it apart."""

    TWO = "two", _("Two wheels")
    PRIVATE = "private", _("Three wheels or more, private")
    PRODUCTIVE = "productive", _("Three wheels or more, productive")


@tracked(*DATES, "total", "homes", "source")
class BankStanding(Dated, SourcedMixin):
    """The bank's own NPL/NPF, on which the ladders of the central bank depend."""

    total = percent_field(_("NPL/NPF of all credit, %"))
    homes = percent_field(_("NPL/NPF of property credit, %"))

    class Meta(Dated.Meta):
        pass

    @classmethod
    def unknown(cls) -> BankStanding:
        """Return what counts while nothing is recorded: both below the bound."""
        return cls(total=Decimal(0), homes=Decimal(0))

    @property
    def is_sound_for_homes(self) -> bool:
        """Whether both ratios lie below the bound."""
        return is_sound(self.total) and is_sound(self.homes)

    @property
    def is_sound_for_vehicles(self) -> bool:
        """Whether the ratio of all credit lies below the bound."""
        return is_sound(self.total)


def area_field(label: Any, **kwargs: Any) -> models.DecimalField[Any, Any]:
    """Square metres with two decimals, not below zero."""
    checks = [MinValueValidator(0)]
    return models.DecimalField(label, max_digits=8, decimal_places=2, validators=checks, **kwargs)


@tracked(
    *DATES, "kind", "above", "up_to", "first_sound", "later_sound", "first_other", "later_other",
    "source",
)  # fmt: skip
class ValueRule(Dated, SourcedMixin):
    """The highest LTV/FTV of a kind of property in a band of floor area."""

    kind = models.CharField(_("kind of property"), max_length=5, choices=PropertyKind.choices)
    above = area_field(_("floor above, m²"), default=0)
    up_to = area_field(_("floor up to, m²"), null=True, blank=True)
    first_sound = percent_field(_("first facility, NPL below 5 %"))
    later_sound = percent_field(_("later facility, NPL below 5 %"))
    first_other = percent_field(_("first facility, NPL of 5 % or more"))
    later_other = percent_field(_("later facility, NPL of 5 % or more"))

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(up_to=None) | Q(up_to__gt=F("above")),
                name="value_rule_band_rises",
                violation_error_message=_("The largest floor must lie above the smallest."),
            ),
        ]

    def holds(self, floor: Decimal) -> bool:
        """Tell whether a floor of so many m² lies in the band."""
        return self.above < floor and (self.up_to is None or floor <= self.up_to)

    def percent(self, *, is_later: bool, is_sound: bool) -> Decimal:
        """Return the highest LTV of a facility for a bank of this standing."""
        if is_sound:
            return self.later_sound if is_later else self.first_sound
        return self.later_other if is_later else self.first_other


@tracked(*DATES, "kind", "sound", "other", "source")
class VehicleRule(Dated, SourcedMixin):
    """The smallest down payment of a vehicle."""

    kind = models.CharField(_("vehicle"), max_length=10, choices=VehicleUse.choices)
    sound = percent_field(_("smallest down payment, NPL below 5 %"))
    other = percent_field(_("smallest down payment, NPL of 5 % or more"))

    class Meta(Dated.Meta):
        pass

    def percent(self, *, is_sound: bool) -> Decimal:
        """Return the smallest down payment for a bank of this standing."""
        return self.sound if is_sound else self.other


@tracked(*DATES, "rate", "source")
class VatRate(Dated, SourcedMixin):
    """The rate of PPN on what a developer sells."""

    rate = percent_field(_("PPN, % of the price"))

    class Meta(Dated.Meta):
        pass


@tracked(*DATES, "share", "covered", "max_price", "source")
class VatRelief(Dated, SourcedMixin):
    """PPN that the government bears (DTP) for a new home; its days are those of the handover."""

    share = percent_field(_("part of the PPN, %"), default=100)
    covered = rupiah_field(_("on the first rupiah of the price"))
    max_price = rupiah_field(_("price up to"))

    class Meta(Dated.Meta):
        pass

    def clean(self) -> None:
        """What is covered lies within the price."""
        known = self.covered is not None and self.max_price is not None
        if known and self.covered > self.max_price:
            text = _("The covered part must not exceed the highest price.")
            raise ValidationError({"covered": text})

    @property
    def rule(self) -> Relief:
        """The arithmetic of the row."""
        return Relief(self.share, self.covered, self.max_price)
