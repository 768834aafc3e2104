"""The one-time address by which a customer answers a letter.

What it shares with other links of customers stands in `offers/customer_links.py`.
"""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from offers.customer_links import KEPT, hash_of, is_on, new_token, require_on, url_of
from offers.letters.services import answer, held
from offers.letters.states import may
from offers.models import Answer, Letter, LetterLink
from org.models import User
from prospects.restriction import refuse_locked


@transaction.atomic
def make(letter: Letter, *, actor: User, now: datetime) -> str:
    """Return a new address; an older one works no longer. It cannot be shown a second time."""
    row = held(letter, None)
    refuse_locked(row.prospect)
    require_on()
    if not may(row, "accept"):
        raise ValidationError(_("Only a letter that was handed over can be answered."))
    row.links.filter(used_at=None).update(used_at=now)
    token, kept = new_token()
    LetterLink.objects.create(letter=row, token_hash=kept, created_at=now,
                              created_by=actor, expires_at=now + KEPT)  # fmt: skip
    return url_of("offers:letter-answer", token)


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
