"""Links between prospects, read from both ends, and the group whose debts are added up.

Whoever does not see the other end learns the kind of link and nothing else: no name, no note.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from org.models import User
from prospects import timeline
from prospects.changes import locked
from prospects.models import Prospect, ProspectLink
from prospects.querysets import ProspectQuerySet

Kind = ProspectLink.Kind
# Who counts as one debtor.
JOINED = (Kind.GROUP, Kind.COMPANY_OWNER, Kind.OWNED_COMPANY, Kind.SPOUSE)
DEEPEST = 5  # steps from company to owner to company
SET_HERE = ("owner", "branch", "created_by", "public_id")


@dataclass(frozen=True)
class End:
    """A link as it is read from one end. `other` is None where it is hidden or has no record."""

    link: ProspectLink
    kind: str
    other: Prospect | None
    name: str
    note: str
    is_hidden: bool
    is_ours: bool  # written at this end, so that it can be taken away here


def links_of(prospect: Prospect, user: User) -> list[End]:
    """Return the links at both ends, in the order of their recording; two queries."""
    rows = ProspectLink.objects.system("a link is read from both ends").touching(prospect.pk)
    found = list(rows.order_by("pk"))
    far_ids = {_far_id(link, prospect) for link in found}
    known = [pk for pk in far_ids if pk is not None]
    seen = Prospect.objects.visible_to(user).filter(pk__in=known).in_bulk() if known else {}
    ends = [_end(link, prospect, seen) for link in found]
    # A twin that was merged into this record stays linked to it in the archive alone.
    return [end for end in ends if not (end.other and end.other.merged_into_id == prospect.pk)]


def reachable(prospect: Prospect, user: User) -> ProspectQuerySet:
    """Return whom this prospect may be linked to."""
    return Prospect.objects.visible_to(user).live().exclude(pk=prospect.pk)


def _starts_at(link: ProspectLink, prospect: Prospect) -> bool:
    return link.prospect_id == prospect.pk


def _far_id(link: ProspectLink, prospect: Prospect) -> int | None:
    return link.other_id if _starts_at(link, prospect) else link.prospect_id


def _end(link: ProspectLink, prospect: Prospect, seen: dict[int, Prospect]) -> End:
    is_ours = _starts_at(link, prospect)
    kind = link.kind if is_ours else ProspectLink.INVERSE[link.kind]
    far_id = _far_id(link, prospect)
    if far_id is None:
        return End(link, kind, None, link.other_name, link.note, is_hidden=False, is_ours=True)
    other = seen.get(far_id)
    if other is None:
        return End(link, kind, None, "", "", is_hidden=True, is_ours=is_ours)
    return End(link, kind, other, other.name, link.note, is_hidden=False, is_ours=is_ours)


@transaction.atomic
def add_link(
    prospect: Prospect, kind: str, *, other: Prospect | None = None, other_name: str = "",
    note: str = "", actor: User, now: datetime,
) -> ProspectLink:  # fmt: skip
    """Link to a record the actor sees, or to somebody who has none.

    Raises ValidationError for a link that exists, at either end, or to the prospect itself.
    """
    held = locked(prospect, actor)
    if held is None:
        raise Prospect.DoesNotExist
    if other is not None and _exists(held, kind, other):
        raise ValidationError(_("This link is recorded already."))
    row = ProspectLink(
        prospect=held, kind=kind, other=other, other_name=other_name, note=note,
        owner=held.owner, branch=held.branch, created_by=actor, created_at=now,
    )  # fmt: skip
    row.full_clean(exclude=SET_HERE)
    row.save(force_insert=True)
    timeline.write("link_added", prospect=held, at=now, actor=actor, link=kind)
    return row


def _exists(prospect: Prospect, kind: str, other: Prospect) -> bool:
    rows = ProspectLink.objects.system("one link, one row")
    inverse = ProspectLink.INVERSE[kind]
    return (
        rows.filter(prospect=prospect, kind=kind, other=other).exists()
        or rows.filter(prospect=other, kind=inverse, other=prospect).exists()
    )


@transaction.atomic
def remove_link(link: ProspectLink, *, actor: User, now: datetime) -> None:
    """Take a link away; the history keeps it."""
    if ProspectLink.objects.visible_to(actor).filter(pk=link.pk).delete()[0]:
        timeline.write("link_removed", prospect=link.prospect, at=now, actor=actor, link=link.kind)


@dataclass(frozen=True)
class LinkedGroup:
    """Whose debts are looked at together, by primary key: debtor, spouses, companies and group."""

    debtor: int
    spouses: frozenset[int] = frozenset()
    group: frozenset[int] = frozenset()
    members: frozenset[int] = field(default_factory=frozenset)


def linked_group(prospect: Prospect) -> LinkedGroup:
    """Return debtor, spouse and everybody joined to either by group, ownership of a company or
    marriage.

    The spouses of owners belong to it, so that the group is the same from whichever record it is
    read. So do archived records: what was put away is still owed. Only a merged twin is left out,
    its rows are with the other. The ids are for sums (total exposure): what a person may see of
    them is still decided by `visible_to`. At most six queries.
    """
    spouses = _reached({prospect.pk}, (Kind.SPOUSE,))
    known = {prospect.pk} | spouses
    frontier = set(known)
    for _step in range(DEEPEST):
        frontier = _reached(frontier, JOINED) - known
        if not frontier:
            break
        known |= frontier
    group = known - spouses - {prospect.pk}
    return LinkedGroup(prospect.pk, frozenset(spouses), frozenset(group), frozenset(known))


def _reached(ids: set[int], kinds: Iterable[str]) -> set[int]:
    """Return the prospects one such link away; the kinds hold their own inverses."""
    rows = ProspectLink.objects.system("total exposure").touching(*ids).filter(kind__in=kinds)
    ours = rows.filter(prospect__merged_into=None, other__merged_into=None, other__isnull=False)
    ends = {end for pair in ours.values_list("prospect_id", "other_id") for end in pair}
    return ends - ids
