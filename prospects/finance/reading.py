"""Reading the picture and what an opportunity asks for, in few queries.

Whoever reaches the prospect, or an opportunity of his, reads the debtor's rows: the analyst needs
the figures of a file that was sent to her, and no other part of the prospect.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import OuterRef, Subquery, Sum
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _

from org.models import User
from products.answers.panels import largest
from products.calculators.arithmetic import CalculationError
from products.calculators.loans import Period
from products.forms.base import REFUSALS, typical
from products.ladders import ANY_VEHICLE, FIRST_BY_RULE, Bought, Ceiling, Ladders
from products.models import Limit, Product, Rate
from products.models.ladder import VehicleUse
from products.models.settings import LimitCode
from products.ratios import ratios_of
from products.simulation import DaySettings, Loan
from products.types import Kind, product_types
from prospects.finance.figures import Asked, Check, Picture, Value, capacities
from prospects.models import (
    BusinessFigures,
    Collateral,
    Facility,
    FinanceLine,
    Opportunity,
    Proposal,
    Prospect,
)
from prospects.models.finance import FacilityKind

REASON = "the debtor of a prospect or opportunity in reach"
CREDIT = [t.code for t in product_types().values() if t.kind == Kind.CREDIT]
MOST = 6
PROPOSED = ("months", "rate", "price", "purpose", "floor", "is_later", "vehicle")


@dataclass(frozen=True)
class Subject:
    """Whose figures: a prospect, met by itself or through one of his opportunities."""

    prospect: Prospect
    opportunity: Opportunity | None = None

    @property
    def row(self) -> Prospect | Opportunity:
        """What the address names."""
        return self.opportunity or self.prospect

    def url(self, name: str, *args: str) -> str:
        """Return the address of a page about these figures."""
        kind = "opportunity" if self.opportunity else "prospect"
        return reverse(f"prospects:{kind}-{name}", args=[self.row.public_id, *args])


def picture_of(prospect: Prospect) -> Picture:
    """Return the rows of the picture that were not removed: three queries."""
    return Picture(
        *(
            list(model.objects.system(REASON).kept().filter(prospect=prospect).order_by("pk"))
            for model in (FinanceLine, BusinessFigures, Facility)
        )
    )


def with_proposal(rows: Any) -> Any:
    """Add `proposed` (as JSON), `appraisal` (rupiah) and `pledged` (kinds) to opportunities."""
    proposal = Proposal.objects.system(REASON).filter(opportunity=OuterRef("pk"))
    values = JSONObject(**{name: name for name in PROPOSED})
    pledged = Collateral.objects.system(REASON).kept().filter(opportunity=OuterRef("pk"))
    of_one = pledged.values("opportunity")
    total = of_one.annotate(total=Sum("market_value")).values("total")
    kinds = of_one.annotate(kinds=ArrayAgg("kind", distinct=True)).values("kinds")
    return rows.annotate(
        proposed=Subquery(proposal.values_list(values)[:1]), appraisal=Subquery(total),
        pledged=Subquery(kinds),
    ).select_related("product")  # fmt: skip


def opportunities_of(subject: Subject, user: User) -> list[Opportunity]:
    """Return the open credit opportunities `user` reaches, the newest first, with their proposal.

    Met through an opportunity, that one alone.
    """
    if subject.opportunity is not None:
        rows = Opportunity.objects.visible_to(user).filter(pk=subject.opportunity.pk)
        return list(with_proposal(rows))
    rows = Opportunity.objects.visible_to(user).open().filter(prospect=subject.prospect)
    found = with_proposal(rows.filter(product__family__in=CREDIT))
    return list(found.order_by("-created_at", "-pk")[:MOST])


def tested(opportunities: list[Opportunity], asked: str) -> Opportunity | None:
    """Return the credit that is tested: the one of the id asked for, else the newest."""
    of = [row for row in opportunities if row.product.type.kind == Kind.CREDIT]
    return next((row for row in of if row.public_id == asked), of[0] if of else None)


def pledged_for(row: Opportunity) -> list[Collateral]:
    """Return what secures an opportunity."""
    return list(Collateral.objects.system(REASON).kept().filter(opportunity=row).order_by("pk"))


def proposal_of(row: Opportunity) -> Proposal | None:
    """Return what is proposed for an opportunity now."""
    found: Proposal | None = Proposal.objects.system(REASON).filter(opportunity=row).first()
    return found


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def proposed_months(row: Opportunity) -> int:
    """Return the proposed term in months, the usual one of the product without a proposal."""
    proposed: dict[str, Any] = getattr(row, "proposed", None) or {}
    return int(proposed.get("months") or typical(row.product)[1])


def _periods(offer: Rate | None, own: Decimal | None, months: int) -> tuple[Period, ...]:
    """Return the stretches of rate; none when no rate is known."""
    if own is not None:
        return (Period(own, months),)
    if offer is None:
        return ()
    fixed = offer.fixed_months
    if fixed and fixed < months and offer.floating_rate is not None:
        return Period(offer.rate, fixed), Period(offer.floating_rate, months - fixed)
    return (Period(offer.rate, months),)


def _offer(product: Product, amount: Decimal, months: int, day: date) -> Rate | None:
    return product.rates.on(day).fitting(amount, months, product.segment).best()


def check_of(picture: Picture, row: Opportunity | None, *, today: date) -> Check:
    """Return the pre-screening of the picture, with what `row` (of `with_proposal`) asks for."""
    product = row.product if row is not None else None
    found = Limit.in_force(product, today)
    means = capacities(picture, ratios_of(found))
    if row is None or product is None:
        return Check(picture, means)
    limit = found.get(LimitCode.LOAN_TO_VALUE)
    proposed: dict[str, Any] = getattr(row, "proposed", None) or {}
    price = _decimal(proposed.get("price"))
    rung = Ladders(today).rung(bought_of(row, picture)) if price or row.appraisal else None  # type: ignore[attr-defined]
    value = Value(price, row.appraisal, Ceiling(limit.percent if limit else None, rung))  # type: ignore[attr-defined]
    asked, refusal = asked_for(row, means[0].room, found, today)
    return Check(picture, means, asked, value, refusal)


def bought_of(row: Opportunity, picture: Picture | None = None) -> Bought:
    """Return what is known of the home or vehicle of an opportunity (of `with_proposal`)."""
    family = row.product.type
    proposed: dict[str, Any] = getattr(row, "proposed", None) or {}
    if family.is_vehicle:
        vehicle = proposed.get("vehicle")
        return Bought(vehicles=(vehicle,) if vehicle else ANY_VEHICLE)
    pledged = getattr(row, "pledged", None) or ()
    kinds = tuple(kind for kind in family.homes if kind in pledged) or family.homes
    is_later = _is_later(family.code, proposed, picture)
    return Bought(kinds, _decimal(proposed.get("floor")), is_later)


def _is_later(family: str, proposed: dict[str, Any], picture: Picture | None) -> bool | None:
    """Tell whether a home loan runs already, which says so by itself unless it is taken over."""
    if family == FIRST_BY_RULE:
        return False
    said: bool | None = proposed.get("is_later")
    if said is not None or picture is None or family == "takeover":
        return said
    runs = [one for one in picture.facilities if one.kind == FacilityKind.MORTGAGE]
    return True if any(one.is_counted for one in runs) else None


def bought_answers(bought: Bought) -> dict[str, str]:
    """Return what the simulator asks about a home or vehicle, as it would be typed."""
    typed: dict[str, str] = {}
    if len(bought.vehicles) == 1:
        (vehicle,) = bought.vehicles
        typed = {"wheels": "two" if vehicle == VehicleUse.TWO else "more",
                 "productive": "yes" if vehicle == VehicleUse.PRODUCTIVE else "no"}  # fmt: skip
    if len(bought.kinds) == 1:
        typed["home"] = bought.kinds[0]
    if bought.floor is not None:
        typed["floor"] = f"{bought.floor.normalize():f}".replace(".", ",")
    if bought.is_later is not None:
        typed["later"] = "yes" if bought.is_later else "no"
    return typed


def asked_for(
    row: Opportunity, room: Decimal, limits: dict[str, Limit], today: date
) -> tuple[Asked | None, str]:
    """Return the instalment of the proposal and the largest loan `room` carries, or why not."""
    proposed: dict[str, Any] = getattr(row, "proposed", None) or {}
    months, own = proposed_months(row), _decimal(proposed.get("rate"))
    offer = None if own is not None else _offer(row.product, row.amount, months, today)
    periods = _periods(offer, own, months)
    if not periods:
        return None, _("The product has no rate for this amount and term.")
    contract = row.product.terms.on(today).first()
    settings = DaySettings(contract, (), limits)
    loan = Loan(row.product, row.amount, periods, today, offer, settings=settings)
    try:
        payment, highest = loan.regular_payment, loan.highest_payment
    except CalculationError as error:
        return None, str(REFUSALS.get(error.code, error))
    later = periods[1].rate if len(periods) > 1 else None
    asked = Asked(
        row.amount, months, periods[0].rate, payment, highest, max(largest(loan, room), Decimal(0)),
        own is not None, later,
    )  # fmt: skip
    return asked, ""
