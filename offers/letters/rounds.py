"""Negotiation: what each side asked for, and what it costs the bank over the life of the loan."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from offers.letters import figures
from offers.letters.drafts import check_terms
from offers.letters.services import held
from offers.models import Letter, LetterKind, LetterRound, LetterState
from org.models import User
from prospects import timeline
from prospects.models import TimelineEntry
from prospects.restriction import refuse_locked

COMPUTED = ("instalment", "margin", "fixed_months", "floating_rate")
TALKED = (LetterState.ISSUED, LetterState.SENT, LetterState.DRAFT)


@transaction.atomic
def add(
    letter: Letter, values: dict[str, Any], *, actor: User, now: datetime, today: date
) -> LetterRound:
    """Write down one round with instalment and margin of the day. Raises ValidationError."""
    row = held(letter, None)
    refuse_locked(row.prospect)
    if row.kind != LetterKind.OFFER or row.state not in TALKED:
        raise ValidationError(_("Rounds belong to an offer that still waits for an answer."))
    terms = check_terms(row.opportunity, values, today)
    product = row.opportunity.product
    told = figures.frozen(product, terms, today)
    found = LetterRound(
        letter=row, side=values["side"], note=values.get("note", ""), amount=terms.amount,
        months=terms.months, rate=terms.rate, fixed_months=terms.fixed_months,
        floating_rate=terms.floating_rate, instalment=told.get("instalment") or told.get("net"),
        margin=figures.margin_of(product, terms, today), by=actor, at=now,
    )  # fmt: skip
    found.full_clean(exclude=["letter", "by", *COMPUTED])
    found.save(force_insert=True)
    timeline.write(
        "letter_round", prospect=row.prospect, opportunity=row.opportunity, at=now, actor=actor,
        group=TimelineEntry.Group.FILE, side=str(found.side), amount=str(terms.amount),
        rate=str(terms.rate),
    )  # fmt: skip
    return found


def of_thread(letter: Letter) -> list[LetterRound]:
    """Return the rounds of the whole negotiation, the first ones first."""
    rows = LetterRound.objects.filter(letter__thread=letter.thread)
    return list(rows.select_related("by", "letter"))


def last_asked(letter: Letter) -> LetterRound | None:
    """Return what was asked for last; None where nobody asked."""
    found = of_thread(letter)
    return found[-1] if found else None
