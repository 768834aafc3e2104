"""Prospects and opportunities made the way the portal makes them."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from org.models import User
from products.models import Product
from prospects.models import Opportunity, Prospect
from prospects.services import NewProspect, add_opportunity, add_prospect

# A Wednesday, 10.00 in WIB.
NOW = datetime(2026, 11, 18, 3, 0, tzinfo=UTC)


def make_prospect(
    owner: User, name: str = "Sugimin", *, now: datetime = NOW, **fields: Any
) -> Prospect:
    """Log a prospect as its owner would."""
    return add_prospect(NewProspect(name=name, **fields), actor=owner, now=now)


def make_opportunity(
    owner: User, product: Product, name: str = "Sugimin", *, amount: int = 100_000_000,
    now: datetime = NOW, **fields: Any,
) -> Opportunity:  # fmt: skip
    """Log a prospect with an opportunity and return the opportunity."""
    prospect = make_prospect(owner, name, now=now, **fields)
    return add_opportunity(prospect, product=product, amount=Decimal(amount), actor=owner, now=now)
