"""Changes to a prospect that touch more than its own row: archive, restore, reassign, edit."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from core.versioning import StaleError
from org import audit
from org.models import Branch, User
from prospects import sources, tags, timeline
from prospects.following import follow
from prospects.models import Opportunity, Prospect, TimelineEntry, TransferRequest
from prospects.models.sealed import SEALED, set_sealed
from prospects.restriction import refuse_locked
from prospects.signals import prospect_archived, prospect_reassigned, prospect_restored

EDITABLE = (
    "kind", "name", "company", "phone", "email", "address", "area_code", "source",
    "referrer_name", "status", "notes", "birth_date", "sex", "marital_status", "employment",
)  # fmt: skip
TAKEN = {
    "nik": _("This NIK is already recorded."),
    "npwp": _("This NPWP is already recorded."),
}


class OthersWorkError(Exception):
    """Another officer has an open opportunity with this prospect."""


def locked(prospect: Prospect, user: User) -> Prospect | None:
    """Return the row locked until the transaction ends; None if `user` no longer reaches it."""
    rows = Prospect.objects.visible_to(user).select_for_update(of=("self",))
    return rows.select_related("owner", "branch").filter(pk=prospect.pk).first()


@transaction.atomic
def change_prospect(
    prospect: Prospect,
    values: dict[str, Any],
    *,
    version: int,
    actor: User,
    now: datetime,
) -> Prospect:
    """Write the edit form's values if nobody changed the row since `version`.

    `values` may hold any of EDITABLE and of SEALED (empty keeps what is stored). Raises
    StaleError with the present row, Prospect.DoesNotExist when it left the editor's reach, and
    ValidationError in the user's words.
    """
    current = locked(prospect, actor)
    if current is None:
        raise Prospect.DoesNotExist
    refuse_locked(current)
    if current.version != version:
        raise StaleError(current)
    changed = _apply(current, values)
    if not changed:
        return current
    current.updated_at = now
    current.version += 1
    current.full_clean()
    current.save()
    timeline.write("prospect_changed", prospect=current, at=now, actor=actor, fields=changed)
    return current


def _apply(prospect: Prospect, values: dict[str, Any]) -> list[str]:
    """Set the values that differ; return their names. A new source brings its own basis."""
    changed = [n for n in EDITABLE if n in values and getattr(prospect, n) != values[n]]
    for name in changed:
        setattr(prospect, name, values[name])
    if "source" in changed:
        prospect.contact_basis = sources.basis_of(prospect.source)
    if values.get("duplicate_reason"):
        prospect.duplicate_reason = values["duplicate_reason"]
    for name in SEALED:
        if values.get(name):
            set_sealed(prospect, name, values[name])
            changed.append(name)
    prospect.refresh_search()
    return changed


def _hold(prospect: Prospect) -> Prospect:
    """Lock the row, so that an edit under way waits and then sees the change."""
    rows = Prospect.objects.system("change of holder or archive").select_for_update(of=("self",))
    return rows.select_related("owner", "branch").get(pk=prospect.pk)


@transaction.atomic
def archive_prospect(prospect: Prospect, *, actor: User, now: datetime) -> None:
    """Take a prospect and its opportunities out of all lists; nothing is ever deleted.

    Raises OthersWorkError while somebody else works on an open opportunity of it.
    """
    prospect = _hold(prospect)
    refuse_locked(prospect)
    opportunities = Opportunity.objects.system("archive with the prospect").filter(
        prospect=prospect, archived_at=None
    )
    if opportunities.open().exclude(owner_id=prospect.owner_id).exists():
        raise OthersWorkError
    opportunities.update(
        archived_at=now, state_at=now, state_by=actor, updated_at=now, version=F("version") + 1
    )
    _set_archived(prospect, now, now)
    timeline.write("prospect_archived", prospect=prospect, at=now, actor=actor)
    prospect_archived.send(sender=Prospect, prospect=prospect, actor=actor, now=now)


@transaction.atomic
def restore_prospect(prospect: Prospect, *, actor: User, now: datetime) -> None:
    """Bring it back with the opportunities that were archived at the same moment.

    Raises ValidationError when its NIK or NPWP has been recorded again meanwhile.
    """
    prospect = _hold(prospect)
    refuse_locked(prospect)
    if prospect.merged_into_id:
        raise ValidationError(_("This record was merged into another one. Undo the merge instead."))
    refuse_taken(prospect)
    Opportunity.objects.system("restore with the prospect").filter(
        prospect=prospect, archived_at=prospect.archived_at
    ).update(
        archived_at=None, state_at=now, state_by=actor, updated_at=now, version=F("version") + 1
    )
    _set_archived(prospect, None, now)
    timeline.write("prospect_restored", prospect=prospect, at=now, actor=actor)
    prospect_restored.send(sender=Prospect, prospect=prospect, actor=actor, now=now)


def refuse_taken(prospect: Prospect) -> None:
    """Raise ValidationError when a live record holds the NIK or NPWP of this one."""
    live = Prospect.objects.system("one number, one person").live().exclude(pk=prospect.pk)
    for name, words in TAKEN.items():
        index = getattr(prospect, f"{name}_index")
        if index and live.filter(**{f"{name}_index": index}).exists():
            raise ValidationError(words)


def _set_archived(prospect: Prospect, archived_at: datetime | None, now: datetime) -> None:
    prospect.archived_at, prospect.updated_at = archived_at, now
    prospect.version += 1
    prospect.save(update_fields=["archived_at", "updated_at", "version"])


@transaction.atomic
def reassign_prospect(
    prospect: Prospect, *, to: User, actor: User, now: datetime, reason: str = ""
) -> Prospect:
    """Give the prospect and its owner's open opportunities to another officer.

    Follow-ups move by the signal. Earlier totals keep the former owner: each opportunity closes
    its state. Raises ValueError for somebody who works in no branch.
    """
    if to.branch is None:
        raise ValueError("An owner of prospects works in a branch.")
    prospect = _hold(prospect)
    old_owner, old_branch = prospect.owner, prospect.branch
    _move_opportunities(prospect, old_owner, to, actor, now)
    prospect.owner, prospect.branch, prospect.updated_at = to, to.branch, now
    prospect.version += 1
    prospect.save(update_fields=["owner", "branch", "updated_at", "version"])
    follow(prospect, to)
    TransferRequest.objects.system("requests follow the holder").waiting().filter(
        prospect=prospect
    ).update(owner=to, branch=to.branch)
    tags.translate(prospect, actor=actor, now=now)
    _tell(prospect, old_owner, old_branch, actor, now, reason)
    return prospect


def _move_opportunities(
    prospect: Prospect, old_owner: User, to: User, actor: User, now: datetime
) -> None:
    rows = Opportunity.objects.system("move with the prospect").open()
    rows.filter(prospect=prospect, owner=old_owner).update(
        owner=to,
        branch=to.branch,
        state_at=now,
        state_by=actor,
        updated_at=now,
        version=F("version") + 1,
    )


def _tell(
    prospect: Prospect,
    old_owner: User,
    old_branch: Branch,
    actor: User,
    now: datetime,
    reason: str,
) -> None:
    names: dict[str, Any] = {"from": old_owner.full_name, "to": prospect.owner.full_name}
    timeline.write(
        "prospect_reassigned",
        prospect=prospect,
        at=now,
        actor=actor,
        group=TimelineEntry.Group.SYSTEM,
        body=reason,
        **names,
    )
    audit.record(
        "prospect.reassign",
        actor=actor,
        at=now,
        object_type="prospect",
        object_id=prospect.public_id,
        branch=old_branch,
        **names,
    )
    prospect_reassigned.send(
        sender=Prospect, prospect=prospect, old_owner=old_owner, actor=actor, now=now
    )
