"""Putting labels on prospects and taking them off."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import InputError
from org.models import Branch, User
from prospects import timeline
from prospects.models import Prospect, ProspectTag, Tag
from prospects.models.tag import LONGEST, tag_key
from prospects.restriction import refuse_locked

MOST = 12  # labels on one prospect


def tag_named(name: str, *, branch: Branch, actor: User, now: datetime) -> Tag:
    """Return the branch's label of this name, made when it is new. Raises InputError."""
    words = " ".join(name.split())
    if not tag_key(words):
        raise InputError("tag_name", _("Write a word as label."))
    if len(words) > LONGEST:
        raise InputError("tag_long", _("A label has 30 letters at most."))
    tag, _is_new = Tag.objects.get_or_create(
        branch=branch, key=tag_key(words),
        defaults={"name": words, "by": actor, "created_at": now},
    )  # fmt: skip
    return tag


@transaction.atomic
def put(prospect: Prospect, name: str, *, actor: User, now: datetime) -> bool:
    """Label a prospect; return whether it was new. Raises InputError at twelve labels."""
    tag = tag_named(name, branch=prospect.branch, actor=actor, now=now)
    carried = ProspectTag.objects.system("labels of one prospect").filter(prospect=prospect)
    if carried.exclude(tag=tag).count() >= MOST:
        raise InputError("tag_many", _("A prospect carries 12 labels at most."))
    _row, is_new = carried.get_or_create(
        prospect=prospect, tag=tag,
        defaults={"owner": prospect.owner, "branch": prospect.branch, "by": actor, "at": now},
    )  # fmt: skip
    return is_new


@transaction.atomic
def take(prospect: Prospect, name: str) -> bool:
    """Take a label off; return whether it was there."""
    carried = ProspectTag.objects.system("labels of one prospect").filter(prospect=prospect)
    return bool(carried.filter(tag__key=tag_key(name)).delete()[0])


@transaction.atomic
def turn(prospect: Prospect, name: str, *, is_on: bool, actor: User, now: datetime) -> bool:
    """Put a label on or take it off, with its line; return whether that changed anything.

    Raises InputError in the user's words, ValidationError for a restricted person.
    """
    refuse_locked(prospect)
    if is_on:
        changed, kind = put(prospect, name, actor=actor, now=now), "prospect_tagged"
    else:
        changed, kind = take(prospect, name), "prospect_untagged"
    if changed:
        timeline.write(kind, prospect=prospect, at=now, actor=actor, name=name)
    return changed


def translate(prospect: Prospect, *, actor: User, now: datetime) -> None:
    """Change labels into those of the branch a prospect moved to: each branch has its own words."""
    rows = ProspectTag.objects.system("labels follow the prospect").filter(prospect=prospect)
    for row in rows.exclude(tag__branch=prospect.branch_id).select_related("tag"):
        row.tag = tag_named(row.tag.name, branch=prospect.branch, actor=actor, now=now)
        row.save(update_fields=["tag"])


def names_for(user: User, *, limit: int = 60) -> list[tuple[str, str]]:
    """Return (public id, name) of the labels a person may choose, each name once."""
    rows = Tag.objects.visible_to(user).order_by("key").values_list("key", "public_id", "name")
    return _once(rows[: limit * 4])[:limit]


def _once(rows: Iterable[tuple[str, str, str]]) -> list[tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for key, public_id, name in rows:
        found.setdefault(key, (public_id, name))
    return list(found.values())
