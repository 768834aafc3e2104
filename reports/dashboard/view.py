"""Whose dashboard it is, and how far it is narrowed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar

from org.access.scoping import ScopedQuerySet
from org.models import Branch, User
from products.models import Product
from reports.dashboard.periods import DEFAULT, Shown, read

Rows = TypeVar("Rows", bound="ScopedQuerySet[Any]")


@dataclass(frozen=True)
class Lens:
    """One reader's view: his reach, the period, and perhaps one branch and one product."""

    user: User
    now: datetime
    today: date
    period: Shown
    branch_id: str = ""
    product_id: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str], user: User, now: datetime, today: date) -> Lens:
        """Read the query string; what is unknown or foreign counts as absent."""
        period = read(query.get("period", DEFAULT), today)
        asked = cls(user, now, today, period, query.get("branch", ""), query.get("product", ""))
        lens = cls(
            user, now, today, period,
            asked.branch.public_id if asked.branch else "",
            asked.product.public_id if asked.product else "",
        )  # fmt: skip
        lens.__dict__.update(branches=asked.branches, products=asked.products)  # read once
        return lens

    @property
    def is_wide(self) -> bool:
        """Whether the person oversees several branches."""
        reach = self.user.access.reach
        return reach.bank or (self.user.branch_id is None and len(reach.branch_ids) > 1)

    @cached_property
    def branches(self) -> list[Branch]:
        """The branches to choose from; none for a person of one branch."""
        if not self.is_wide:
            return []
        reach = self.user.access.reach
        rows = Branch.objects.select_related("region")
        return list(rows if reach.bank else rows.filter(pk__in=reach.branch_ids))

    @cached_property
    def products(self) -> list[Product]:
        """The products to choose from."""
        return list(Product.objects.all())

    @property
    def branch(self) -> Branch | None:
        """The one branch looked at."""
        return next((b for b in self.branches if b.public_id == self.branch_id), None)

    @property
    def product(self) -> Product | None:
        """The one product looked at."""
        return next((p for p in self.products if p.public_id == self.product_id), None)

    @property
    def unit(self) -> str:
        """What the table compares: branches, or the officers of one branch."""
        return "branch_id" if self.is_wide and self.branch is None else "owner_id"

    @property
    def is_by_branch(self) -> bool:
        """Whether totals of branches, which know no officers, hold what this reader sees."""
        return self.user.access.reach.is_by_branch

    def narrow(self, rows: Rows, product: str = "product_id") -> Rows:
        """Keep what the reader looks at; `product` names the column, empty where there is none."""
        if self.branch is not None:
            rows = rows.filter(branch_id=self.branch.pk)
        if self.product is not None and product:
            rows = rows.filter(**{product: self.product.pk})
        return rows

    def query(self, **changes: str) -> dict[str, str]:
        """Return the parameters of this view, some of them changed."""
        mine = {"period": self.period.code, "branch": self.branch_id, "product": self.product_id}
        return {name: value for name, value in (mine | changes).items() if value}
