"""What a merge makes of consents: a withdrawal on either record holds for the person.

Consents move like every row below a prospect, and each record may have said something else. A
consent that stands and is older than a withdrawal of the same on the other record is withdrawn with
the merge; an undo puts it back in force.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from org.models import User
from prospects.consents import withdraw_consent
from prospects.models import Consent, ConsentPurpose, Prospect

PROCESSING = ConsentPurpose.PROCESSING
_BLANK = {
    "withdrawn_at": None, "withdrawn_medium": "", "withdrawn_note": "",
    "withdrawal_recorded_by": None,
}  # fmt: skip


def settle(winner: Prospect, *, actor: User, now: datetime) -> list[int]:
    """Withdraw what stands against a later withdrawal; return the keys of what was withdrawn.

    The consent to keep the data goes first, for no other stands without it.
    """
    rows = Consent.objects.system("a merge").filter(prospect=winner).select_related("prospect")
    ended = list(rows.filter(withdrawn_at__isnull=False).order_by("-withdrawn_at", "-pk"))
    standing = sorted(rows.standing(), key=lambda one: (one.purpose != PROCESSING, one.pk))
    found: dict[int, None] = {}
    for one in standing:
        by = next((other for other in ended if _ends(other, one)), None)
        if by is not None and one.pk not in found:
            gone = withdraw_consent(
                one, medium=by.withdrawn_medium, actor=actor, now=now,
                note=_("Withdrawn on the record that was merged."),
            )  # fmt: skip
            found |= dict.fromkeys(row.pk for row in gone)
    return list(found)


def _ends(withdrawn: Consent, standing: Consent) -> bool:
    """Tell whether a withdrawal is about a consent and came no earlier than it was given."""
    same = (withdrawn.purpose, withdrawn.channel) == (standing.purpose, standing.channel)
    is_about = same or withdrawn.purpose == PROCESSING
    return bool(is_about and withdrawn.withdrawn_at and withdrawn.withdrawn_at >= standing.given_at)


def unsettle(keys: list[int]) -> None:
    """Put back in force what the merge withdrew, unless the same was given anew meanwhile."""
    rows = Consent.objects.system("a merge is undone").select_for_update(of=("self",))
    for row in rows.filter(pk__in=keys).order_by("pk"):
        same = Q(prospect=row.prospect_id, purpose=row.purpose, channel=row.channel)
        if not Consent.objects.system("given anew").standing().filter(same).exists():
            Consent.objects.system("a merge is undone").filter(pk=row.pk).update(**_BLANK)
