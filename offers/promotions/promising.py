"""What letters promise: reserved when one is issued, given back when it holds no longer."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from offers.models import GrantState, Letter, LetterState
from offers.promotions.services import PROMISING, REASON, grant_of, hold, settle, swap
from org.models import User
from prospects.pipeline.base import lock, require_open


def promise(letter: Letter, *, actor: User, now: datetime) -> None:
    """Reserve what a letter that is being issued promises.

    Raises ValidationError when nothing is left of it, or another letter promises something else.
    """
    if letter.promotion is None:
        return
    held = lock(letter.opportunity)
    require_open(held)
    row = swap(held, letter.promotion, actor=actor, now=now, replaces=letter.replaces_id)
    if row is None or row.state != GrantState.RESERVED:
        return
    if row.letter is None or row.letter.state != LetterState.ACCEPTED:
        row.save_version(row.version, letter=letter)


def keep(letter: Letter) -> None:
    """What the customer accepted stays reserved for him, whatever becomes of other letters."""
    if letter.promotion_id is None:
        return
    row = grant_of(hold(letter.opportunity))
    if row is not None and row.promotion_id == letter.promotion_id:
        row.save_version(row.version, letter=letter)


def refuse_broken(letter: Letter) -> None:
    """Refuse to hand over a letter whose promotion ended between its issue and now."""
    if letter.promotion is None:
        return
    row = grant_of(letter.opportunity)
    if row is None or row.promotion_id != letter.promotion_id:
        text = _("The promotion in this letter is over. Withdraw it and write a new one.")
        raise ValidationError(text)


def let_go(letter: Letter, *, actor: User | None, now: datetime) -> None:
    """Give back what a letter promised that was declined, withdrawn or has expired.

    Another letter of the file that still promises the same keeps it.
    """
    if letter.promotion_id is None:
        return
    held = hold(letter.opportunity)
    row = grant_of(held)
    if row is None or row.letter_id != letter.pk or row.state != GrantState.RESERVED:
        return
    others = (
        Letter.objects.system(REASON)
        .of(held)
        .filter(promotion=letter.promotion_id, state__in=PROMISING)
    )
    other = others.exclude(pk=letter.pk).order_by("-issued_at").first()
    if other is not None:
        row.save_version(row.version, letter=other)
    else:
        settle(row, held, GrantState.RELEASED, actor=actor, now=now)
