"""Approving a promotion; reserving, releasing and giving one of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from core.versioning import StaleError
from offers.models import GrantState, Promotion, PromotionGrant
from org import audit
from org.access.permissions import Permission as P
from org.models import User
from org.models.branch import ZONES
from prospects import timeline
from prospects.models import Opportunity, TimelineEntry
from prospects.pipeline.base import lock, require, require_open, today_at
from prospects.signals import opportunity_changed

REASON = "promotion of a file in reach"


@transaction.atomic
def approve(row: Promotion, *, version: int, actor: User, now: datetime) -> Promotion:
    """Let officers offer it. Whoever drafted it does not approve it. Raises StaleError."""
    require(actor, P.CATALOGUE_ADMIN)
    fresh = Promotion.objects.select_for_update().get(pk=row.pk)
    if fresh.version != version:
        raise StaleError(fresh)
    if fresh.drafted_by_id == actor.pk or fresh.approved_by_id is not None:
        raise PermissionDenied
    fresh = fresh.save_version(version, approved_by=actor, approved_at=now)
    audit.record("promotion_approved", actor=actor, at=now, object_type="promotion",
                 object_id=fresh.public_id)  # fmt: skip
    return fresh


def offered(opportunity: Opportunity, day: date) -> QuerySet[Promotion]:
    """Return the promotions in force for this product and branch."""
    return Promotion.objects.filter(
        Q(product=None) | Q(product=opportunity.product_id),
        Q(branch=None) | Q(branch=opportunity.branch_id),
        approved_by__isnull=False, valid_from__lte=day, valid_to__gte=day,
    ).order_by("name", "pk")  # fmt: skip


def grant_of(opportunity: Opportunity) -> PromotionGrant | None:
    """Return what is reserved for this file or was given; None without."""
    rows = PromotionGrant.objects.system(REASON).filter(opportunity=opportunity)
    return rows.exclude(state=GrantState.RELEASED).select_related("promotion").first()


@transaction.atomic
def choose(
    opportunity: Opportunity, promotion: Promotion | None, *, actor: User, now: datetime
) -> PromotionGrant | None:
    """Reserve this promotion for the file instead of what it had; None only releases.

    Raises ValidationError when the file is not open, or quota or budget hold no more.
    """
    require(actor, P.OPPORTUNITY_CHANGE)
    held = lock(opportunity)
    require_open(held)
    present = grant_of(held)
    if present is not None and promotion is not None and present.promotion_id == promotion.pk:
        return present
    if present is not None:
        _settle(present, held, GrantState.RELEASED, actor=actor, now=now)
    return _reserve(held, promotion, actor=actor, now=now) if promotion else None


def _reserve(
    held: Opportunity, promotion: Promotion, *, actor: User, now: datetime
) -> PromotionGrant:
    """Count it under the lock of its row; the database would refuse one too many as well."""
    fresh = Promotion.objects.select_for_update().get(pk=promotion.pk)
    day = today_at(held, now)
    if not offered(held, day).filter(pk=fresh.pk).exists():
        raise ValidationError({"promotion": _("This promotion does not hold for this file today.")})
    if fresh.left < 1:
        raise ValidationError({"promotion": _("This promotion is used up.")})
    Promotion.objects.filter(pk=fresh.pk).update(reserved=F("reserved") + 1)
    row = PromotionGrant.objects.system(REASON).create(
        opportunity=held, promotion=fresh, owner=held.owner, branch=held.branch, reserved_at=now,
        reserved_by=actor,
    )  # fmt: skip
    _tell(held, row, actor=actor, now=now)
    return row


def _settle(
    row: PromotionGrant, held: Opportunity, state: GrantState, *, actor: User | None, now: datetime
) -> None:
    """Release or give what was reserved. The file is locked already."""
    if row.state != GrantState.RESERVED:
        if state == GrantState.RELEASED:
            raise ValidationError({"promotion": _("It was given already.")})
        return
    given = int(state == GrantState.USED)
    Promotion.objects.filter(pk=row.promotion_id).update(
        reserved=F("reserved") - 1, used=F("used") + given
    )
    row = row.save_version(row.version, state=state, settled_at=now)
    _tell(held, row, actor=actor, now=now)


def _tell(held: Opportunity, row: PromotionGrant, *, actor: User | None, now: datetime) -> None:
    timeline.write(
        "promotion", prospect=held.prospect, opportunity=held, at=now, actor=actor,
        group=TimelineEntry.Group.FILE, name=row.promotion.name, state=str(row.state),
    )  # fmt: skip


def file_changed(
    *, opportunity: Opportunity, kind: str, actor: User, now: datetime, **_kwargs: Any
) -> None:
    """A file that is lost gives its promotion back; one that is won has received it."""
    state = {"lost": GrantState.RELEASED, "won": GrantState.USED}.get(kind)
    if state is None:
        return
    row = grant_of(opportunity)
    if row is not None and row.state == GrantState.RESERVED:
        _settle(row, opportunity, state, actor=actor, now=now)


def expire(now: datetime) -> int:
    """Once a night: release what is still reserved of promotions that are over everywhere.

    Returns how many. Harmless however often it runs.
    """
    day = min(now.astimezone(zone).date() for zone in ZONES.values())
    rows = PromotionGrant.objects.system("promotions that are over").filter(
        state=GrantState.RESERVED, promotion__valid_to__lt=day
    )
    found = list(rows.select_related("opportunity", "promotion").order_by("pk"))
    return sum(_expire_one(row, now) for row in found)


@transaction.atomic
def _expire_one(row: PromotionGrant, now: datetime) -> bool:
    held = lock(row.opportunity)
    present = grant_of(held)
    if present is None or present.pk != row.pk or present.state != GrantState.RESERVED:
        return False
    _settle(present, held, GrantState.RELEASED, actor=None, now=now)
    return True


def listen() -> None:
    """Hear of files that are won or lost."""
    opportunity_changed.connect(file_changed, dispatch_uid="offers.promotions")
