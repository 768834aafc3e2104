"""Sharing a tip, changing, taking back and hiding it, and saying that it was useful."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, Exists, OuterRef
from django.utils.translation import gettext as _

from core.errors import InputError
from core.identity import clean_nik, normalise_phone, parse_npwp
from org.access.permissions import Permission as P
from org.models import User
from prospects.models import LossReason, Tip, TipUse

MOST = 100
_NUMBER = re.compile(r"\+?\d[\d\s().-]{6,}\d")


def looks_personal(text: str) -> bool:
    """Tell whether a telephone number, NIK or NPWP seems to stand in the text."""
    return any(_is_number(found.group()) for found in _NUMBER.finditer(text))


def _is_number(text: str) -> bool:
    digits = re.sub(r"\D", "", text)
    for read, value in ((normalise_phone, text), (clean_nik, digits), (parse_npwp, digits)):
        try:
            read(value)
        except InputError:
            continue
        return True
    return False


def tips_for(
    user: User, *, kind: str = "", codes: Collection[str] = (), most: int = MOST
) -> list[Any]:
    """Return the tips this person sees, the most useful first; one query.

    Each has `useful`, how many found it so, and `is_mine`, whether he did.
    """
    rows = Tip.objects.visible_to(user).select_related("reason", "author", "branch")
    if kind:
        rows = rows.filter(reason__kind=kind)
    if codes:
        rows = rows.filter(reason__code__in=codes)
    mine = TipUse.objects.filter(tip=OuterRef("pk"), user=user)
    counted = rows.annotate(useful=Count("uses"), is_mine=Exists(mine))
    return list(counted.order_by("-useful", "-updated_at", "-pk")[:most])


def _checked(text: str, *, is_sure: bool) -> str:
    words = " ".join(text.split())
    if not words:
        raise ValidationError({"text": _("Write what worked.")})
    if looks_personal(words) and not is_sure:
        raise ValidationError({"text": _(
            "This looks like a telephone number or an identity number. A tip names no customer:"
            " take it out, or tick below that it is none."
        )})  # fmt: skip
    return words


@transaction.atomic
def share(
    reason: LossReason, text: str, *, actor: User, now: datetime, is_sure: bool = False
) -> Tip:
    """Share a tip with one's branch; of the head office, with the bank. Raises ValidationError.

    Pressed twice it is shared once: the one that stands with these words is returned.
    """
    tip, _is_new = Tip.objects.get_or_create(
        reason=reason, text=_checked(text, is_sure=is_sure), author=actor, withdrawn_at=None,
        defaults={"branch": actor.branch, "created_at": now, "updated_at": now},
    )  # fmt: skip
    return tip


def must_be_own(tip: Tip, actor: User) -> None:
    """Raise PermissionDenied for a tip of somebody else."""
    if tip.author_id != actor.pk:
        raise PermissionDenied


@transaction.atomic
def change(
    tip: Tip, reason: LossReason, text: str, *, version: int, actor: User, now: datetime,
    is_sure: bool = False,
) -> Tip:  # fmt: skip
    """Word one's own tip anew. Raises StaleError, ValidationError, PermissionDenied."""
    must_be_own(tip, actor)
    words = _checked(text, is_sure=is_sure)
    return tip.save_version(version, reason=reason, text=words, updated_at=now)


@transaction.atomic
def withdraw(tip: Tip, *, actor: User, now: datetime) -> Tip:
    """Take one's own tip back. Raises PermissionDenied for another's."""
    must_be_own(tip, actor)
    return tip.save_version(tip.version, withdrawn_at=now)


def may_hide(tip: Tip, user: User) -> bool:
    """Tell whether this person may hide it: a head in his branch, head office anywhere."""
    reach = user.access.reach
    is_within = reach.bank or tip.branch_id in reach.branch_ids
    return is_within and user.may(P.TIP_HIDE) and tip.author_id != user.pk


@transaction.atomic
def hide(tip: Tip, why: str, *, actor: User, now: datetime) -> Tip:
    """Hide a tip from everybody but its author, who reads why."""
    if not may_hide(tip, actor):
        raise PermissionDenied
    words = " ".join(why.split())
    if not words:
        raise ValidationError(_("Say why it is hidden."))
    return tip.save_version(tip.version, hidden_at=now, hidden_by=actor, hidden_why=words[:120])


@transaction.atomic
def toggle_useful(tip: Tip, *, actor: User, now: datetime) -> bool:
    """Say that a colleague's tip was useful, or take it back; return whether it counts now."""
    if tip.author_id == actor.pk:
        raise PermissionDenied
    use, is_new = TipUse.objects.get_or_create(tip=tip, user=actor, defaults={"at": now})
    if not is_new:
        use.delete()
    return is_new
