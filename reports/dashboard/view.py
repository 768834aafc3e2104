"""Whose dashboard it is, and how far it is narrowed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from org.access.scoping import ScopedQuerySet
from org.models import Branch, User
from products.models import Product
from products.types import Kind, product_types
from reports.dashboard.periods import DEFAULT, Shown, read

Rows = TypeVar("Rows", bound="ScopedQuerySet[Any]")
NARROWER = ("region", "branch", "product")


class Place(NamedTuple):
    """A branch as menus and tables name it, with its region."""

    pk: int
    public_id: str
    name: str
    is_active: bool
    region_pk: int
    region_id: str
    region_name: str


FIELDS = ("pk", "public_id", "name", "is_active", "region_id", "region__public_id",
          "region__name")  # fmt: skip


class Unit(StrEnum):
    """What the table compares."""

    REGION = "region"
    BRANCH = "branch"
    OFFICER = "owner"


@dataclass(frozen=True)
class Lens:
    """One reader's view: his reach, the period, and perhaps one region or branch, one product.

    Who oversees several regions sees them first, the branches of one on request, then the officers
    of one branch: a line for each branch of a large bank would be a page nobody reads.
    """

    user: User
    now: datetime
    today: date
    period: Shown
    region_id: str = ""
    branch_id: str = ""
    product_id: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str], user: User, now: datetime, today: date) -> Lens:
        """Read the query string; what is unknown or foreign counts as absent."""
        period = read(query.get("period", DEFAULT), today)
        asked = cls(user, now, today, period, *(query.get(name, "") for name in NARROWER))
        branch, product, region = asked.branch, asked.product, asked.region
        lens = cls(
            user, now, today, period,
            asked.region_id if region and not branch else "",
            branch.public_id if branch else "",
            product.public_id if product else "",
        )  # fmt: skip
        lens.__dict__.update(branches=asked.branches, products=asked.products)  # read once
        return lens

    @property
    def is_wide(self) -> bool:
        """Whether the person oversees several branches."""
        reach = self.user.access.reach
        return reach.bank or (self.user.branch_id is None and len(reach.branch_ids) > 1)

    @cached_property
    def branches(self) -> list[Place]:
        """The branches to choose from; none for a person of one branch."""
        if not self.is_wide:
            return []
        reach = self.user.access.reach
        rows = Branch.objects.all()
        rows = rows if reach.bank else rows.filter(pk__in=reach.branch_ids)
        return [Place._make(row) for row in rows.values_list(*FIELDS)]

    @property
    def regions(self) -> dict[str, str]:
        """The names of the regions to choose from, by their public ids."""
        names = {place.region_id: place.region_name for place in self.branches}
        return names if len(names) > 1 else {}

    @cached_property
    def products(self) -> list[Product]:
        """The products to choose from."""
        return list(Product.objects.all())

    @cached_property
    def funding_ids(self) -> set[int]:
        """The products that bring money in; all others lend it."""
        families = product_types()
        return {one.pk for one in self.products if families[one.family].kind == Kind.FUNDING}

    @cached_property
    def addresses(self) -> dict[tuple[str, ...], str]:
        """Addresses of lists put together so far (see `reports.figures`)."""
        return {}

    @property
    def branch(self) -> Place | None:
        """The one branch looked at."""
        return next((b for b in self.branches if b.public_id == self.branch_id), None)

    @property
    def region(self) -> str:
        """The public id of the one region looked at, also of one branch's; empty for all."""
        if self.branch is not None:
            return self.branch.region_id if self.regions else ""
        return self.region_id if self.region_id in self.regions else ""

    @property
    def product(self) -> Product | None:
        """The one product looked at."""
        return next((p for p in self.products if p.public_id == self.product_id), None)

    @property
    def unit(self) -> Unit:
        """What the table compares: regions, branches, or the officers of one branch."""
        if not self.is_wide or self.branch is not None:
            return Unit.OFFICER
        return Unit.REGION if self.regions and not self.region else Unit.BRANCH

    @property
    def column(self) -> str:
        """The column that rows are grouped by; `unit_of` says to which unit its values belong."""
        return "owner_id" if self.unit == Unit.OFFICER else "branch_id"

    @cached_property
    def unit_of(self) -> Callable[[int], int]:
        """Tell the unit of an officer or a branch: itself, or the region of a branch."""
        if self.unit != Unit.REGION:
            return lambda pk: pk
        regions = {place.pk: place.region_pk for place in self.branches}
        return lambda pk: regions.get(pk, 0)

    @property
    def is_by_branch(self) -> bool:
        """Whether totals of branches, which know no officers, hold what this reader sees."""
        return self.user.access.reach.is_by_branch

    @property
    def is_whole(self) -> bool:
        """Whether the whole bank is looked at, so that its coarsest totals answer."""
        return self.user.access.reach.bank and not (self.region_id or self.branch_id)

    def narrow(self, rows: Rows, product: str = "product_id") -> Rows:
        """Keep what the reader looks at; `product` names the column, empty where there is none."""
        if self.branch is not None:
            rows = rows.filter(branch_id=self.branch.pk)
        elif self.region_id:
            inside = [place.pk for place in self.branches if place.region_id == self.region_id]
            rows = rows.filter(branch_id__in=inside)
        if self.product is not None and product:
            rows = rows.filter(**{product: self.product.pk})
        return rows

    def query(self, **changes: str) -> dict[str, str]:
        """Return the parameters of this view, some of them changed."""
        mine = {"period": self.period.code, "region": self.region_id, "branch": self.branch_id,
                "product": self.product_id}  # fmt: skip
        return {name: value for name, value in (mine | changes).items() if value}
