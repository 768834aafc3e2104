"""The one-time address by which a customer answers a letter.

Off until the bank has a domain of its own for it (`LETTER_LINK_URL`): customers are told never to
tap links. The token has 256 bits, only its hash is kept, one answer ends it, and the page asks for
no number and no code.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from offers.letters.services import answer, held
from offers.letters.states import may
from offers.models import Answer, Letter, LetterLink
from org.models import User
from prospects.restriction import refuse_locked

BYTES = 32
KEPT = timedelta(days=7)


def is_on() -> bool:
    """Tell whether the bank uses such links."""
    return bool(settings.LETTER_LINK_URL)


def hash_of(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make(letter: Letter, *, actor: User, now: datetime) -> str:
    """Return a new address; an older one works no longer. It cannot be shown a second time."""
    row = held(letter, None)
    refuse_locked(row.prospect)
    if not is_on():
        raise ValidationError(_("The bank does not use links for customers."))
    if not may(row, "accept"):
        raise ValidationError(_("Only a letter that was handed over can be answered."))
    row.links.filter(used_at=None).update(used_at=now)
    token = secrets.token_urlsafe(BYTES)
    LetterLink.objects.create(letter=row, token_hash=hash_of(token), created_at=now,
                              created_by=actor, expires_at=now + KEPT)  # fmt: skip
    return f"{settings.LETTER_LINK_URL}{reverse('offers:letter-answer', args=[token])}"


def open_link(token: str, now: datetime) -> LetterLink | None:
    """Return the link of this token while it works; None for any other text."""
    if not is_on():
        return None
    rows = LetterLink.objects.filter(token_hash=hash_of(token), used_at=None, expires_at__gt=now)
    found = rows.select_related("letter__branch", "letter__prospect", "letter__owner").first()
    is_open = found is not None and may(found.letter, "accept")
    return found if is_open and found and found.letter.prospect.restricted_at is None else None


@transaction.atomic
def use(token: str, *, is_yes: bool, now: datetime) -> Letter | None:
    """Take the answer once; None when the link works no longer."""
    rows = LetterLink.objects.select_for_update().filter(token_hash=hash_of(token))
    if rows.first() is None:
        return None
    link = open_link(token, now)
    if link is None:
        return None
    on = link.letter.branch.local_date(now)
    try:
        return answer(
            link.letter, is_yes=is_yes, channel=Answer.LINK, on=on, note="", actor=None, now=now,
            version=None,
        )  # fmt: skip
    except ValidationError:
        return None
