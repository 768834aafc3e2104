"""Total exposure: what debtor, spouse and linked group owe and may still draw, and the proposal.

Only sums leave this module: whose records they come from is not told, because the reader of a
proposal may not see the others' records.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from products.types import Kind, product_types
from prospects.links import LinkedGroup, linked_group
from prospects.models import Disbursement, Facility, Opportunity
from prospects.models.finance import FacilityKind, Person

REASON = "total exposure"
ZERO = Decimal(0)
PARTS = ("debtor", "spouse", "group")
CREDIT = [one.code for one in product_types().values() if one.kind == Kind.CREDIT]
# Of these what was paid back can be drawn again; of the others the plafon only shrinks.
REVOLVING = {FacilityKind.CARD, FacilityKind.WORKING_CAPITAL, FacilityKind.PAY_LATER}
DECIDED = ("decision", "sppk", "signing")  # rungs from which the bank has given its word


@dataclass(frozen=True)
class Share:
    """What one part of the group owes (*baki debet*) and may still draw, in whole rupiah."""

    owed: Decimal = ZERO
    undrawn: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        """Both together."""
        return self.owed + self.undrawn

    def __add__(self, other: Share) -> Share:
        return Share(self.owed + other.owed, self.undrawn + other.undrawn)


@dataclass(frozen=True)
class Exposure:
    """The calculation: the parts by name, and what is proposed."""

    new: Decimal
    parts: Mapping[str, Share] = field(default_factory=dict)

    @property
    def existing(self) -> Decimal:
        """What is there without the proposal."""
        return sum((share.total for share in self.parts.values()), ZERO)

    @property
    def total(self) -> Decimal:
        """With the proposal."""
        return self.existing + self.new

    @property
    def is_additional(self) -> bool:
        """Whether the debtor himself has credit with the bank already."""
        return self.parts.get("debtor", Share()).total > 0

    def as_json(self) -> dict[str, Any]:
        """Return it as it is kept beside a proposal: texts of whole rupiah."""
        shares = {name: [f"{one.owed:f}", f"{one.undrawn:f}"] for name, one in self.parts.items()}
        return {"new": f"{self.new:f}", "parts": shares}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Exposure:
        """Return what `as_json` kept."""
        parts = {
            name: Share(Decimal(pair[0]), Decimal(pair[1])) for name, pair in kept["parts"].items()
        }
        return cls(Decimal(kept["new"]), parts)


def exposure_of(opportunity: Opportunity, amount: Decimal) -> Exposure:
    """Return the exposure with `amount` proposed for `opportunity`. At most nine queries.

    Counted are facilities of the bank itself, and applications the bank has decided on: their
    parts paid out are owed, unless a facility with the same plafon tells it already, the rest may
    still be drawn. The opportunity itself counts with the proposal alone.
    """
    group = linked_group(opportunity.prospect)
    facilities = _facilities(group)
    found = dict.fromkeys(PARTS, Share())
    for facility in _once(facilities):
        part = "spouse" if facility.whose == Person.SPOUSE else _part(group, facility.prospect_id)
        found[part] += Share(facility.outstanding, _room(facility))
    known = {(one.prospect_id, one.plafon) for one in facilities}
    for deal in _deals(group, opportunity):
        is_told = (deal.prospect_id, deal.amount) in known
        owed = ZERO if is_told else deal.paid  # type: ignore[attr-defined]
        undrawn = max(deal.amount - deal.paid, ZERO)  # type: ignore[attr-defined]
        found[_part(group, deal.prospect_id)] += Share(owed, undrawn)
    return Exposure(amount, found)


def _part(group: LinkedGroup, prospect_id: int) -> str:
    if prospect_id == group.debtor:
        return "debtor"
    return "spouse" if prospect_id in group.spouses else "group"


def _room(facility: Facility) -> Decimal:
    if facility.kind not in REVOLVING:
        return ZERO
    return max(facility.plafon - facility.outstanding, ZERO)


def _facilities(group: LinkedGroup) -> list[Facility]:
    rows = Facility.objects.system(REASON).kept().filter(prospect__in=group.members)
    return list(rows.filter(is_own_bank=True).order_by("pk"))


def _once(rows: Iterable[Facility]) -> list[Facility]:
    """Leave out a spouse's facility written with the debtor when the spouse's record holds it."""
    rows = list(rows)
    own = {(one.kind, one.plafon) for one in rows if one.whose != Person.SPOUSE}
    return [one for one in rows if one.whose != Person.SPOUSE or (one.kind, one.plafon) not in own]


def _deals(group: LinkedGroup, opportunity: Opportunity) -> list[Opportunity]:
    """Return the others' and his own decided applications, each with `paid`."""
    parts = Disbursement.objects.system(REASON).confirmed().filter(opportunity=OuterRef("pk"))
    sums = parts.order_by().values("opportunity").annotate(total=Sum("amount")).values("total")
    rows = Opportunity.objects.system(REASON).live().exclude(pk=opportunity.pk)
    counted = rows.filter(
        Q(status="won") | Q(status="open", stage__in=DECIDED),
        prospect__in=group.members, product__family__in=CREDIT,
    )  # fmt: skip
    paid = Coalesce(Subquery(sums), ZERO, output_field=DecimalField(max_digits=18,
                                                                     decimal_places=0))  # fmt: skip
    return list(counted.annotate(paid=paid).order_by("pk"))
