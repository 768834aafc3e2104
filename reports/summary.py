"""*Laporan sore*: the day of a person or branch as text for the chat group, without a customer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from core.formats import count as counted
from core.formats import long_date
from core.money import short_rupiah
from followups.models import FollowUp, Interaction
from followups.outcomes import Channel
from org.models import User
from products.models import Product
from products.types import Kind, product_types
from prospects.models import Disbursement, Opportunity, PipelineFigure, Prospect


@dataclass(frozen=True)
class Day:
    """Counts and rupiah of one day; nothing that points at a customer."""

    visits: int
    calls: int
    new_prospects: int
    disbursed: Decimal
    noa: int
    funds: Decimal
    open: int
    amount: Decimal
    held: int
    late: int


def read_day(user: User, day: date) -> Day:
    """Read the day of everybody the person reaches: himself, his team or his branch."""
    money = _money(user, day)
    running = (
        PipelineFigure.objects.visible_to(user).open().aggregate(n=Sum("n"), total=Sum("amount"))
    )
    contacts = Interaction.objects.visible_to(user).valid().filter(on_date=day).aggregate(
        visits=Count("pk", filter=Q(channel__in=[Channel.VISIT, Channel.MEETING])),
        calls=Count("pk", filter=Q(channel=Channel.CALL)),
    )  # fmt: skip
    return Day(
        visits=contacts["visits"], calls=contacts["calls"],
        new_prospects=Prospect.objects.visible_to(user).live().filter(created_on=day).count(),
        disbursed=money["credit"] or Decimal(0), noa=money["noa"],
        funds=money["funds"] or Decimal(0),
        open=int(running["n"] or 0), amount=Decimal(running["total"] or 0),
        held=Opportunity.objects.visible_to(user).held_up(day).count(),
        late=FollowUp.objects.visible_to(user).overdue(day).count(),
    )  # fmt: skip


def _money(user: User, day: date) -> dict[str, Any]:
    families = [code for code, family in product_types().items() if family.kind == Kind.FUNDING]
    funding = Q(product__in=Product.objects.filter(family__in=families).values("pk"))
    rows = Disbursement.objects.visible_to(user).confirmed().filter(disbursed_on=day)
    return rows.aggregate(
        credit=Sum("amount", filter=~funding),
        noa=Count("pk", filter=~funding & Q(is_first=True)),
        funds=Sum("amount", filter=funding),
    )


def place_of(user: User) -> str:
    """Return whose day it is: the officer's, or the place he leads."""
    if user.access.reach.owner_ids == {user.pk} or (user.branch is None and not user.region):
        return user.full_name
    return user.branch.name if user.branch else str(user.region)


def text_of(place: str, day: date, figures: Day) -> str:
    """Return the message, one figure a line, short enough to be read in the chat."""
    lines = [
        f"*{place}*",
        long_date(day),
        "",
        _("Visits %(visits)s, calls %(calls)s") % {
            "visits": counted(figures.visits), "calls": counted(figures.calls)},
        _("New prospects %(n)s") % {"n": counted(figures.new_prospects)},
        _("Disbursed %(amount)s, %(noa)s NOA") % {
            "amount": short_rupiah(figures.disbursed), "noa": counted(figures.noa)},
        _("Deposits (DPK) received %(amount)s") % {"amount": short_rupiah(figures.funds)},
        _("Pipeline %(n)s opportunities, %(amount)s") % {
            "n": counted(figures.open), "amount": short_rupiah(figures.amount)},
        _("Held up files %(held)s, late follow-ups %(late)s") % {
            "held": counted(figures.held), "late": counted(figures.late)},
    ]  # fmt: skip
    return "\n".join(lines)
