"""Writing down what was shown and what the customer said to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.formats import percent
from core.money import format_rupiah
from core.versioning import StaleError
from offers.models import (
    Letter,
    LetterKind,
    Riplay,
    SavedSimulation,
    Shown,
    ShownBy,
    ShownResult,
)
from offers.models.shown import TERMS_LENGTH
from org.models import User
from products.models import Product
from prospects import timeline
from prospects.changes import locked
from prospects.models import LossReason, Opportunity, Prospect, TimelineEntry
from prospects.restriction import refuse_locked

REASON = "what was shown to a customer in reach"


@dataclass(frozen=True)
class New:
    """What an officer showed without the simulator: the product, by which way, in one line."""

    product: Product
    channel: str
    terms: str = ""


def _deal(prospect: Prospect, product: Product) -> Opportunity | None:
    """Return his open opportunity of this product, the newest."""
    rows = Opportunity.objects.system(REASON).open().filter(prospect=prospect, product=product)
    return rows.order_by("-pk").first()


def _create(
    prospect: Prospect, product: Product, *, actor: User, now: datetime, **values: Any
) -> Shown:
    return Shown.objects.system(REASON).create(
        prospect=prospect, product=product, owner=prospect.owner, branch=prospect.branch,
        shown_at=now, shown_by=actor, **values,
    )  # fmt: skip


@transaction.atomic
def record(prospect: Prospect, new: New, *, actor: User, now: datetime) -> Shown:
    """Write down that a picture, a chat text or a brochure was shown.

    Raises Prospect.DoesNotExist when the actor no longer reaches him.
    """
    held = locked(prospect, actor)
    if held is None:
        raise Prospect.DoesNotExist
    refuse_locked(held)
    row = _create(held, new.product, actor=actor, now=now, channel=new.channel, terms=new.terms,
                  opportunity=_deal(held, new.product))  # fmt: skip
    timeline.write(
        "product_shown", prospect=held, opportunity=row.opportunity, at=now, actor=actor,
        group=TimelineEntry.Group.FILE, product=new.product.short_name, channel=str(new.channel),
        terms=new.terms,
    )  # fmt: skip
    return row


def simulation_shown(kept: SavedSimulation, *, actor: User, now: datetime) -> Shown:
    """A kept simulation was shown on the screen; its own line of the timeline says so."""
    return _create(kept.prospect, kept.product, actor=actor, now=now, channel=ShownBy.SCREEN,
                   simulation=kept, opportunity=kept.opportunity,
                   terms=_terms_of(kept))  # fmt: skip


def _terms_of(kept: SavedSimulation, *more: str) -> str:
    """Return subtitle and first figure of a kept simulation."""
    first = kept.shown["tiles"][0]
    parts = [*more, str(kept.shown.get("subtitle", "")), f"{first['label']} {first['value']}"]
    return " · ".join(filter(None, parts))[:TERMS_LENGTH]


def riplay_shown(given: Riplay, *, actor: User, now: datetime) -> None:
    """A personal RIPLAY reached the customer; given again by another way, it stays one row.

    Whoever gives one holds the lock of its person, so two at once make one row.
    """
    if not Shown.objects.system(REASON).filter(riplay=given).exists():
        _create(given.prospect, given.product, actor=actor, now=now, riplay=given,
                channel=ShownBy.RIPLAY, opportunity=given.opportunity,
                terms=_terms_of(given.simulation, given.code))  # fmt: skip


def letter_shown(letter: Letter, *, actor: User, now: datetime) -> None:
    """An offer letter reached the customer; given again, it stays one row."""
    if letter.kind != LetterKind.OFFER:
        return
    rows = Shown.objects.system(REASON)
    if not rows.filter(letter=letter).exists():
        _create(letter.prospect, letter.opportunity.product, actor=actor, now=now, letter=letter,
                channel=ShownBy.LETTER, opportunity=letter.opportunity,
                terms=_letter_terms(letter)[:TERMS_LENGTH])  # fmt: skip


def _letter_terms(letter: Letter) -> str:
    parts = [
        letter.number,
        format_rupiah(letter.amount) if letter.amount is not None else "",
        _("%(n)d months") % {"n": letter.months} if letter.months else "",
        percent(letter.rate) if letter.rate is not None else "",
    ]
    return " · ".join(filter(None, parts))


def letter_answered(letter: Letter, *, now: datetime) -> None:
    """The customer took the offer of a letter."""
    row = Shown.objects.system(REASON).filter(letter=letter).first()
    if row is not None and row.result != ShownResult.TAKEN:
        row.save_version(row.version, result=ShownResult.TAKEN, reason=None, result_at=now)


@transaction.atomic
def say(
    row: Shown, result: str, *, version: int, actor: User, now: datetime,
    reason: LossReason | None = None,
) -> Shown:  # fmt: skip
    """Write down what the customer said. `reason` belongs to a refusal and to nothing else.

    Raises StaleError when somebody wrote another result first, ValidationError without a reason.
    """
    held = locked(row.prospect, actor)
    if held is None:
        raise Prospect.DoesNotExist
    refuse_locked(held)
    fresh = Shown.objects.system(REASON).select_related("product", "opportunity").get(pk=row.pk)
    if fresh.version != version:
        raise StaleError(fresh)
    if result not in ShownResult.values or result == ShownResult.OPEN:
        raise ValidationError(_("Choose what the customer said."))
    if (result == ShownResult.REFUSED) != (reason is not None):
        raise ValidationError(_("Say why the customer does not want it."))
    fresh = fresh.save_version(version, result=result, reason=reason, result_at=now)
    timeline.write(
        "shown_result", prospect=held, opportunity=fresh.opportunity, at=now, actor=actor,
        group=TimelineEntry.Group.FILE, product=fresh.product.short_name, result=str(result),
        reason=reason.label(actor.language) if reason else "",
    )  # fmt: skip
    return fresh
