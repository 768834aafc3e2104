"""Total exposure: what debtor, spouse and linked group owe and may still draw, and the proposal.

Only sums leave this module: whose records they come from is not told, because the reader of a
proposal may not see the others' records.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from products.types import Kind, product_types
from prospects.links import LinkedGroup, linked_group
from prospects.models import Disbursement, Facility, Opportunity
from prospects.models.finance import FacilityKind, FacilitySource, Person
from prospects.needs.known import FAMILIES

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


def exposure_of(opportunity: Opportunity, amount: Decimal, today: date) -> Exposure:
    """Return the exposure with `amount` proposed for `opportunity`. At most nine queries.

    Counted are facilities of the bank itself, and applications the bank has decided on: their
    parts paid out are owed, unless a facility with the same plafon tells it already, the rest may
    still be drawn. The opportunity itself counts with the proposal alone.
    """
    group = linked_group(opportunity.prospect)
    facilities = _once(group, _facilities(group))
    found = dict.fromkeys(PARTS, Share())
    for row in facilities:
        found[_part_of(group, row)] += Share(row.outstanding, _room(row, today))
    known = Counter((row.prospect_id, row.plafon, row.kind) for row in facilities)
    for deal in _deals(group, opportunity):
        owed = ZERO if _is_told(deal, known) else deal.paid  # type: ignore[attr-defined]
        undrawn = max(deal.amount - deal.paid, ZERO)  # type: ignore[attr-defined]
        found[_part(group, deal.prospect_id)] += Share(owed, undrawn)
    return Exposure(amount, found)


def _part(group: LinkedGroup, prospect_id: int) -> str:
    if prospect_id == group.debtor:
        return "debtor"
    return "spouse" if prospect_id in group.spouses else "group"


def _part_of(group: LinkedGroup, row: Facility) -> str:
    """Return whose it is: the spouse of the debtor's spouse is the debtor."""
    part = _part(group, row.prospect_id)
    if row.whose != Person.SPOUSE:
        return part
    return {"debtor": "spouse", "spouse": "debtor"}.get(part, part)


def _room(row: Facility, today: date) -> Decimal:
    if row.kind not in REVOLVING or (row.ends_on is not None and row.ends_on < today):
        return ZERO
    return max(row.plafon - row.outstanding, ZERO)


def _facilities(group: LinkedGroup) -> list[Facility]:
    """Return those of our own bank, without what a SLIK answer of the same person replaced."""
    rows = Facility.objects.system(REASON).kept().filter(prospect__in=group.members)
    found = list(rows.filter(is_own_bank=True).order_by("pk"))
    told = {_lender(row) for row in found if row.source == FacilitySource.SLIK}
    return [
        row for row in found
        if row.source == FacilitySource.SLIK or row.is_counted or _lender(row) not in told
    ]  # fmt: skip


def _lender(row: Facility) -> tuple[int, str, str]:
    return row.prospect_id, row.whose, row.lender.casefold()


def _once(group: LinkedGroup, rows: list[Facility]) -> list[Facility]:
    """Leave out a spouse's facility for each equal one in that spouse's own record.

    Two equal ones of which the other record holds one are still two.
    """
    own = [row for row in rows if row.whose != Person.SPOUSE]
    kept = list(own)
    for row in rows:
        if row.whose != Person.SPOUSE:
            continue
        partners = _partners(group, row.prospect_id)
        same = next((one for one in own if one.prospect_id in partners
                     and (one.kind, one.plafon) == (row.kind, row.plafon)), None)  # fmt: skip
        if same is None:
            kept.append(row)
        else:
            own.remove(same)
    return kept


def _partners(group: LinkedGroup, prospect_id: int) -> frozenset[int]:
    """Return whose record may hold what was written here as the spouse's."""
    if prospect_id == group.debtor:
        return group.spouses
    if prospect_id in group.spouses:
        return frozenset({group.debtor})
    return group.members - {prospect_id}


def _is_told(deal: Opportunity, known: Counter[tuple[int, Decimal, str]]) -> bool:
    """Take the facility that tells what was paid out of this application; each tells one."""
    for kind, families in FAMILIES.items():
        key = (deal.prospect_id, deal.amount, str(kind))
        if deal.product.family in families and known[key]:
            known[key] -= 1
            return True
    return False


def _deals(group: LinkedGroup, opportunity: Opportunity) -> list[Opportunity]:
    """Return the others' and his own decided applications, each with `paid`."""
    parts = Disbursement.objects.system(REASON).confirmed().filter(opportunity=OuterRef("pk"))
    sums = parts.order_by().values("opportunity").annotate(total=Sum("amount")).values("total")
    rows = Opportunity.objects.system(REASON).exclude(pk=opportunity.pk)
    running = Q(status="open", stage__in=DECIDED, archived_at=None)
    counted = rows.filter(
        Q(status="won") | running,  # what was paid is owed, on whatever shelf its record lies
        prospect__in=group.members, product__family__in=CREDIT,
    )  # fmt: skip
    paid = Coalesce(Subquery(sums), ZERO, output_field=DecimalField(max_digits=18,
                                                                     decimal_places=0))  # fmt: skip
    return list(counted.annotate(paid=paid).select_related("product").order_by("pk"))
