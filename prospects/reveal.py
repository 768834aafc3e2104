"""Showing an encrypted number: by whom, with what reason, and written down each time.

One's own record in process is one tap, from the 31st number of a day with a reason. Any other
record in reach asks for fresh proof of who is there, and for a reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from core.crypto import decrypt, field_aad
from core.errors import InputError
from core.periods import start_of_day
from org import audit
from org.models import AuditEntry, User
from prospects.models import Disbursement, Opportunity, Prospect
from prospects.models.sealed import SEALED, in_fours, open_sealed

ACTION = "identity.reveal"
FREE_A_DAY = 30
SHOWN_SECONDS = 30
SHORTEST_REASON = 5


@dataclass(frozen=True)
class Needs:
    """What has to be given before a number is shown."""

    reason: bool
    proof: bool


def is_own_in_process(prospect: Prospect, user: User) -> bool:
    """Tell whether it is the user's own live record with an open application."""
    if prospect.owner_id != user.pk or prospect.archived_at:
        return False
    rows = Opportunity.objects.visible_to(user).open()
    return rows.filter(prospect=prospect).exists()


def shown_today(user: User, now: datetime) -> int:
    """Return how many numbers the person had shown on his own calendar day."""
    since = start_of_day(now, user.zone)
    return AuditEntry.objects.filter(actor=user, action=ACTION, at__gte=since).count()


def needs(prospect: Prospect, user: User, now: datetime) -> Needs:
    """Return what this person has to give for a number of this record."""
    if not is_own_in_process(prospect, user):
        return Needs(reason=True, proof=True)
    return Needs(reason=shown_today(user, now) >= FREE_A_DAY, proof=False)


def _check_reason(needed: Needs, reason: str) -> str:
    reason = reason.strip()[:200]
    if needed.reason and len(reason) < SHORTEST_REASON:
        raise InputError("reason", _("Say why you need the whole number."))
    return reason


def reveal(prospect: Prospect, name: str, *, actor: User, now: datetime, reason: str = "") -> str:
    """Return the number as it stands on the card, and write down who read it.

    The caller has asked for the proof. Raises InputError without a reason that is needed; empty
    when nothing is stored, which is not written down.
    """
    reason = _check_reason(needs(prospect, actor, now), reason)
    value = open_sealed(prospect, name)
    if not value:
        return ""
    _write_down(prospect, name, reason, actor, now)
    return SEALED[name].show(value)


def reveal_account(part: Disbursement, *, actor: User, now: datetime, reason: str = "") -> str:
    """Return the account number of a disbursement in groups of four; as `reveal`."""
    prospect = part.opportunity.prospect
    reason = _check_reason(needs(prospect, actor, now), reason)
    if not part.account_cipher:
        return ""
    aad = field_aad("prospects.Disbursement", part.public_id, "account")
    value = decrypt(part.account_cipher, aad=aad)
    _write_down(prospect, "account", reason, actor, now)
    return in_fours(value)


def _write_down(prospect: Prospect, name: str, reason: str, actor: User, now: datetime) -> None:
    audit.record(
        ACTION, actor=actor, at=now, object_type="prospect", object_id=prospect.public_id,
        branch=prospect.branch, field=name, reason=reason,
    )  # fmt: skip
