"""The one-time address by which a customer answers his receipt by himself.

What it shares with other links of customers stands in `offers/customer_links.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from offers.customer_links import KEPT, hash_of, is_on, new_token, require_on, url_of
from offers.models import Receipt, ReceiptAnswer, ReceiptLink
from offers.receipts import services
from org.models import User
from prospects.changes import locked
from prospects.models import Prospect
from prospects.restriction import reason_of, refuse_locked


@transaction.atomic
def make(receipt: Receipt, *, actor: User, now: datetime) -> str:
    """Return a new address; an older one works no longer. It cannot be shown a second time.

    Raises ValidationError, and Prospect.DoesNotExist outside the actor's reach.
    """
    require_on()
    held = locked(receipt.prospect, actor)
    if held is None:
        raise Prospect.DoesNotExist
    refuse_locked(held)
    row = Receipt.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=receipt.pk)
    if row.state == Receipt.State.CLEAR:
        raise ValidationError(_("Every sentence of it is clear already."))
    row.links.filter(used_at=None).update(used_at=now)
    token, kept = new_token()
    ReceiptLink.objects.create(receipt=row, token_hash=kept, created_at=now,
                               created_by=actor, expires_at=now + KEPT)  # fmt: skip
    return url_of("offers:receipt-answer", token)


def open_link(token: str, now: datetime) -> ReceiptLink | None:
    """Return the link of this token while it works; None for any other text."""
    if not is_on():
        return None
    rows = ReceiptLink.objects.filter(token_hash=hash_of(token), used_at=None, expires_at__gt=now)
    found = rows.select_related("receipt__prospect", "receipt__simulation", "created_by").first()
    if found is None:
        return None
    person = found.receipt.prospect
    is_closed = person.archived_at is not None or bool(reason_of(person))
    return None if is_closed or found.receipt.state == Receipt.State.CLEAR else found


@transaction.atomic
def use(
    token: str, said: Mapping[int, bool], *, device: str, place: str, now: datetime,
    chosen: Mapping[int, str],
) -> Receipt | None:  # fmt: skip
    """Take the answers once; None when the link works no longer."""
    if not ReceiptLink.objects.select_for_update().filter(token_hash=hash_of(token)).exists():
        return None
    link = open_link(token, now)
    if link is None:
        return None
    link.used_at = now
    link.save(update_fields=["used_at"])
    reason = "the customer answers by his link"
    row = Receipt.objects.system(reason).select_for_update(of=("self",)).get(pk=link.receipt_id)
    return services.take(row, said, path=ReceiptAnswer.Path.LINK, device=device, place=place,
                         chosen=chosen, asked_by=link.created_by, actor=None, now=now)  # fmt: skip
