"""Keeping a simulation for a prospect, as it was shown to him."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from core.money import format_rupiah
from offers.models import SavedSimulation
from offers.shown.services import simulation_shown
from offers.simulations.freezing import shown_of
from offers.simulations.person import asked_opportunity
from org.models import User
from products.savings import Savings, Simulated
from products.simulation import Loan
from products.terms import terms_of
from prospects import timeline
from prospects.changes import locked
from prospects.models import Prospect, TimelineEntry


@transaction.atomic
def save(
    prospect: Prospect, answer: Simulated, typed: str, *, actor: User, now: datetime
) -> SavedSimulation:
    """Freeze the simulation below the prospect and write it on his timeline.

    It belongs to his open opportunity of the same product, where there is one. Raises
    Prospect.DoesNotExist when the actor no longer reaches him.
    """
    held = locked(prospect, actor)
    if held is None:
        raise Prospect.DoesNotExist
    opportunity = asked_opportunity(held, answer.product, actor)
    row = SavedSimulation.objects.system("a simulation is kept").create(
        prospect=held, opportunity=opportunity, owner=held.owner, branch=held.branch,
        product=answer.product, rate=answer.offer, code=answer.code,
        computed_on=answer.starts_on, answers=typed, terms=terms_of(answer),
        shown=shown_of(answer), created_at=now, created_by=actor,
    )  # fmt: skip
    timeline.write(
        "simulation_saved", prospect=held, opportunity=opportunity, at=now, actor=actor,
        group=TimelineEntry.Group.FILE, product=answer.product.short_name,
        figure=_figure(answer), code=answer.code,
    )  # fmt: skip
    simulation_shown(row, actor=actor, now=now)
    return row


def _figure(answer: Simulated) -> str:
    """Return the one figure people remember: instalment, net interest, what was saved."""
    if isinstance(answer, Loan):
        return format_rupiah(answer.regular_payment)
    if isinstance(answer, Savings):
        return format_rupiah(answer.value)
    return format_rupiah(answer.interest.net)
