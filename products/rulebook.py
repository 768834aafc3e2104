"""The dated rules of one day; each table is read once, however many products are asked about."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import groupby

from products.ladders import Ladders
from products.models import (
    IncomeZone,
    KurScheme,
    Limit,
    PriceZone,
    Product,
    Rate,
    SubsidyTerms,
)
from products.models.programme import KurCode
from products.models.settings import LimitCode
from products.places import Place, place_on

BY_AMOUNT = (KurCode.SUPER_MICRO, KurCode.MICRO, KurCode.SMALL)


class Rulebook:
    """What holds on a day. A list of suggestions asks one book, so its queries stay the same."""

    def __init__(self, day: date) -> None:
        self.day = day
        self._places: dict[str, Place] = {}

    @cached_property
    def kur(self) -> list[KurScheme]:
        """The schemes of KUR that are told apart by the amount."""
        rows = KurScheme.objects.filter(scheme__in=BY_AMOUNT)
        return rows.newest(self.day, lambda row: row.scheme)

    @cached_property
    def subsidy(self) -> SubsidyTerms | None:
        """What holds for every subsidised home loan; None while no rules are in force."""
        found: SubsidyTerms | None = SubsidyTerms.objects.on(self.day).first()
        return found

    @cached_property
    def price_zones(self) -> dict[str, PriceZone]:
        """The highest price by zone."""
        return {row.zone: row for row in PriceZone.objects.newest(self.day, lambda row: row.zone)}

    @cached_property
    def income_zones(self) -> dict[str, IncomeZone]:
        """The highest income by zone."""
        return {row.zone: row for row in IncomeZone.objects.newest(self.day, lambda row: row.zone)}

    @cached_property
    def ladders(self) -> Ladders:
        """The regulator's limits of homes and vehicles."""
        return Ladders(self.day)

    @cached_property
    def value_limits(self) -> dict[int, Decimal]:
        """The limit of LTV by product, where it has one of its own or all have one."""
        rows = Limit.objects.filter(code=LimitCode.LOAN_TO_VALUE)
        return {row.product_id or 0: row.percent
                for row in rows.newest(self.day, lambda row: row.product_id)}  # fmt: skip

    def value_limit(self, product: Product) -> Decimal | None:
        """Return the limit of LTV of a product; its own speaks before that for all."""
        return self.value_limits.get(product.pk, self.value_limits.get(0))

    @cached_property
    def _rates(self) -> dict[int, list[Rate]]:
        rows = Rate.objects.on(self.day).order_by("product_id")
        return {pk: list(found) for pk, found in groupby(rows, lambda row: row.product_id)}

    def place(self, region: str) -> Place:
        """Return what the rules say about a region code."""
        if region not in self._places:
            self._places[region] = place_on(region, self.day)
        return self._places[region]

    def has_rate(
        self, product: Product, amount: Decimal, months: int, segment: str, *, is_payroll: bool
    ) -> bool:
        """Tell whether some tier holds this amount (rupiah) and term (months) for these people."""
        own = {"", segment or product.segment}
        return any(
            row.holds(amount, months) and row.segment in own and (is_payroll or not row.is_payroll)
            for row in self._rates.get(product.pk, ())
        )
