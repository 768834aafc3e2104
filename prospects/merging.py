"""Two records of one person become one: fields by choice, everything below moves, undo for a day.

The loser is archived and points to the winner; nothing is deleted. What cannot move because the
winner has the like already (the same number, the same link) stays with the loser.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.versioning import StaleError
from org import audit
from org.access.permissions import Permission as P
from org.models import User
from prospects import changes, consents, merge_consents, timeline
from prospects.merge_parts import keep_main, move, move_back
from prospects.models import Prospect, ProspectMerge, ProspectPhone
from prospects.models.sealed import SEALED, open_sealed, set_sealed
from prospects.restriction import refuse_locked
from prospects.signals import prospects_merged

UNDO_WITHIN = timedelta(hours=24)
WITHDRAWN = "withdrawn"  # in what an undo needs: the consents that a merge withdrew
CHOSEN = (
    "kind", "name", "company", "phone", "email", "birth_date", "sex", "marital_status",
    "employment", "address", "area_code", "source", "referrer_name", "status", "notes",
)  # fmt: skip
# Written by the merge beside the chosen fields, and put back with them.
CARRIED = ("contact_basis", "last_contact_at")
COLUMNS = (
    *CHOSEN, *CARRIED, *(column for sealed in SEALED.values() for column in sealed.columns),
)  # fmt: skip


class NotAllowedError(Exception):
    """Neither the owner of both records nor somebody who may hand them over."""


class TooLateError(Exception):
    """The merge was undone already, or the day to undo it is over."""


@dataclass(frozen=True)
class Choice:
    """Which fields come from the loser; the others stay the winner's. `versions` were read."""

    winner_version: int
    loser_version: int
    from_loser: frozenset[str] = field(default_factory=frozenset)


def may_merge(one: Prospect, other: Prospect, user: User) -> bool:
    """Tell whether this person may make one of two records he sees: owner of both, or a head."""
    owns_both = one.owner_id == other.owner_id == user.pk
    return user.may(P.PROSPECT_MERGE) and (owns_both or user.may(P.PROSPECT_REASSIGN))


def _locked(user: User, *ids: int) -> dict[int, Prospect]:
    """Lock the rows in the order of their keys, so that two merges never wait for each other."""
    rows = Prospect.objects.visible_to(user).select_for_update(of=("self",))
    found = rows.select_related("owner", "branch").filter(pk__in=ids).order_by("pk")
    return {row.pk: row for row in found}


def _pair(winner: Prospect, loser: Prospect, actor: User) -> tuple[Prospect, Prospect]:
    """Return both rows locked; raises what stands against merging them, a restriction too."""
    rows = _locked(actor, winner.pk, loser.pk)
    if winner.pk == loser.pk or len(rows) != 2:
        raise Prospect.DoesNotExist
    if not may_merge(rows[winner.pk], rows[loser.pk], actor):
        raise NotAllowedError
    for row in rows.values():
        refuse_locked(row)
    return rows[winner.pk], rows[loser.pk]


@transaction.atomic
def merge(
    winner: Prospect, loser: Prospect, choice: Choice, *, actor: User, now: datetime
) -> ProspectMerge:
    """Make one record of two.

    Raises StaleError with the row that changed since it was shown, NotAllowedError,
    ValidationError when one of them lies in the archive (also: somebody merged it first), and
    Prospect.DoesNotExist when one left the reach.
    """
    winner, loser = _pair(winner, loser, actor)
    if winner.archived_at or loser.archived_at:
        raise ValidationError(_("One of the two records lies in the archive."))
    for row, version in ((winner, choice.winner_version), (loser, choice.loser_version)):
        if row.version != version:
            raise StaleError(row)
    before = _columns(winner)
    _put_away(loser, winner, now)
    moved = move(winner, loser)
    _write(winner, loser, choice.from_loser, now)
    withdrawn = merge_consents.settle(winner, actor=actor, now=now)
    _refresh_offers(winner, loser)
    made: ProspectMerge = ProspectMerge.objects.system("a merge").create(
        winner=winner, loser=loser, merged_at=now, merged_by=actor, owner=winner.owner,
        branch=winner.branch, before=before, after=_columns(winner),
        moved=moved | ({WITHDRAWN: withdrawn} if withdrawn else {}),
    )  # fmt: skip
    _tell("prospect_merged", "prospect.merge", winner, loser, actor, now)
    return made


def _refresh_offers(*rows: Prospect) -> None:
    """Let each record say anew which offers it allows, since consents moved."""
    for row in rows:
        consents.refresh_offers(row.pk)


def _columns(row: Prospect) -> dict[str, Any]:
    """Return what a merge may change of the winner, as it is kept."""
    fresh = Prospect.objects.system("how it was").filter(pk=row.pk).values(*COLUMNS).get()
    return {name: _kept(value) for name, value in fresh.items()}


def _kept(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _put_away(loser: Prospect, winner: Prospect, now: datetime) -> None:
    loser.archived_at, loser.merged_into, loser.updated_at = now, winner, now
    loser.version += 1
    loser.save(update_fields=["archived_at", "merged_into", "updated_at", "version"])


def _write(winner: Prospect, loser: Prospect, names: frozenset[str], now: datetime) -> None:
    """Write the chosen values, secrets sealed anew for the winner's row."""
    for name in CHOSEN:
        if name in names:
            setattr(winner, name, getattr(loser, name))
    if "source" in names:
        winner.contact_basis = loser.contact_basis
    for name in SEALED:
        if name in names:
            set_sealed(winner, name, open_sealed(loser, name))
    contacts = [at for at in (winner.last_contact_at, loser.last_contact_at) if at]
    winner.last_contact_at = max(contacts, default=None)
    winner.updated_at = now
    winner.version += 1
    winner.full_clean()
    winner.save()
    _refresh(winner)


def _refresh(row: Prospect) -> None:
    """Bring the main number's bar and the search text in step with what hangs below now."""
    main = ProspectPhone.objects.system("bar of the main number").of(row).first()
    row.is_phone_barred = bool(main and main.is_primary and main.do_not_call)
    row.refresh_search()
    row.save(update_fields=["is_phone_barred", "search_text", "sort_name"])


def _tell(
    kind: str, action: str, winner: Prospect, loser: Prospect, actor: User, now: datetime
) -> None:
    timeline.write(kind, prospect=winner, at=now, actor=actor, number=loser.number)
    audit.record(
        action, actor=actor, at=now, object_type="prospect", object_id=winner.public_id,
        branch=winner.branch, merged=loser.public_id,
    )  # fmt: skip
    prospects_merged.send(sender=Prospect, prospects=[winner, loser], actor=actor, now=now)


def undoable(prospect: Prospect, user: User, now: datetime) -> ProspectMerge | None:
    """Return the last merge into this record if it can still be undone by this person."""
    rows = ProspectMerge.objects.visible_to(user).standing().select_related("winner", "loser")
    row = rows.filter(winner=prospect, merged_at__gt=now - UNDO_WITHIN)
    found = row.order_by("-merged_at", "-pk").first()
    return found if found and may_merge(found.winner, found.loser, user) else None


@transaction.atomic
def undo(row: ProspectMerge, *, actor: User, now: datetime) -> Prospect:
    """Make two records of one again, as they were; return the one that comes back.

    What was edited since the merge stays as edited, and what was added since stays with the
    winner. Raises TooLateError (also while the winner is merged on), NotAllowedError,
    ValidationError when a number was recorded again, and Prospect.DoesNotExist out of reach.
    """
    winner, loser = _pair(row.winner, row.loser, actor)
    rows = ProspectMerge.objects.visible_to(actor).standing().select_for_update(of=("self",))
    held = rows.filter(pk=row.pk, merged_at__gt=now - UNDO_WITHIN).first()
    if held is None or winner.archived_at or loser.merged_into_id != winner.pk:
        raise TooLateError
    withdrawn = held.moved.pop(WITHDRAWN, [])
    move_back(held.moved, winner, loser)
    merge_consents.unsettle(withdrawn)
    _put_back(winner, held, now)
    keep_main(winner, now)
    loser.archived_at, loser.merged_into, loser.updated_at = None, None, now
    loser.version += 1
    changes.refuse_taken(loser)
    loser.save(update_fields=["archived_at", "merged_into", "updated_at", "version"])
    _refresh(loser)
    _refresh_offers(winner, loser)
    held.undone_at, held.undone_by = now, actor
    held.save(update_fields=["undone_at", "undone_by"])
    _tell("prospect_merge_undone", "prospect.merge_undo", winner, loser, actor, now)
    return loser


def _put_back(winner: Prospect, held: ProspectMerge, now: datetime) -> None:
    """Give the winner its own values again where nobody wrote another since."""
    present: Mapping[str, Any] = _columns(winner)
    for name, value in held.before.items():
        if present[name] == held.after[name] != value:
            column: Any = Prospect._meta.get_field(name)
            setattr(winner, name, column.to_python(value))
    winner.updated_at = now
    winner.version += 1
    changes.refuse_taken(winner)
    winner.save()
    _refresh(winner)


def forget(now: datetime) -> int:
    """Throw away what only an undo needs once its day is over; return how many merges."""
    over = ProspectMerge.objects.system("no undo any more").exclude(before={})
    return over.filter(merged_at__lt=now - UNDO_WITHIN).update(before={}, after={}, moved={})
