"""Approving a promotion; reserving, releasing and giving one of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from core.formats import date_words
from core.money import format_rupiah
from offers.models import GrantState, LetterState, Promotion, PromotionGrant
from offers.models.letters import LIVE_STATES
from org.access.permissions import Permission as P
from org.administration import approval
from org.models import User
from org.models.branch import ZONES
from products.models import Product
from prospects import timeline
from prospects.models import Opportunity, TimelineEntry
from prospects.pipeline.base import lock, require, require_open, today_at
from prospects.signals import opportunity_changed

REASON = "promotion of a file in reach"
PROMISING = (*LIVE_STATES, LetterState.ACCEPTED)


def approve(row: Promotion, *, version: int, actor: User, now: datetime) -> Promotion:
    """Let officers offer it. Whoever drafted it does not approve it. Raises StaleError."""
    return approval.approve(row, "promotion_approved", permission=P.CATALOGUE_ADMIN,
                            version=version, actor=actor, now=now)  # fmt: skip


def offered(opportunity: Opportunity, day: date) -> QuerySet[Promotion]:
    """Return the promotions in force for this product, its family, and the branch."""
    families = Product.objects.filter(pk=opportunity.product_id).values("family")
    return Promotion.objects.filter(
        Q(product=None, family="") | Q(product=opportunity.product_id) | Q(family__in=families),
        Q(branch=None) | Q(branch=opportunity.branch_id),
        approved_by__isnull=False, valid_from__lte=day, valid_to__gte=day,
    ).order_by("name", "pk")  # fmt: skip


def words_of(row: Promotion) -> str:
    """Return kind, value, last day and how many are left."""
    return _("%(kind)s worth %(value)s, until %(day)s, %(left)d left") % {
        "kind": row.get_kind_display(), "value": format_rupiah(row.value),
        "day": date_words(row.valid_to), "left": row.left,
    }  # fmt: skip


def grant_of(opportunity: Opportunity) -> PromotionGrant | None:
    """Return what is reserved for this file or was given; None without."""
    rows = PromotionGrant.objects.system(REASON).filter(opportunity=opportunity)
    rows = rows.select_related("promotion", "letter").defer("letter__content", "letter__pdf")
    return rows.exclude(state=GrantState.RELEASED).first()


@transaction.atomic
def choose(
    opportunity: Opportunity, promotion: Promotion | None, *, actor: User, now: datetime
) -> PromotionGrant | None:
    """Reserve this promotion for the file instead of what it had; None only releases.

    Raises ValidationError when the file is not open, a letter promises what it has, or quota or
    budget hold no more.
    """
    require(actor, P.OPPORTUNITY_CHANGE)
    held = lock(opportunity)
    require_open(held)
    return swap(held, promotion, actor=actor, now=now)


def swap(
    held: Opportunity, promotion: Promotion | None, *, actor: User, now: datetime,
    replaces: int | None = None,
) -> PromotionGrant | None:  # fmt: skip
    """Reserve one for the locked file; `replaces` is a letter whose promise is about to end."""
    present = grant_of(held)
    if present is not None and promotion is not None and present.promotion_id == promotion.pk:
        return present
    if present is not None:
        _refuse_promised(present, replaces)
        settle(present, held, GrantState.RELEASED, actor=actor, now=now)
    return _reserve(held, promotion, actor=actor, now=now) if promotion else None


def _refuse_promised(row: PromotionGrant, replaces: int | None) -> None:
    """What a letter still promises is given back with that letter only."""
    letter = row.letter
    if letter is None or letter.pk == replaces or letter.state not in PROMISING:
        return
    text = _("Letter %(number)s promises the promotion %(name)s. Withdraw the letter first.")
    words = {"number": letter.number, "name": row.promotion.name}
    raise ValidationError({"promotion": text % words})


def _reserve(
    held: Opportunity, promotion: Promotion, *, actor: User, now: datetime
) -> PromotionGrant:
    """Count it under the lock of its row; the database would refuse one too many as well."""
    fresh = Promotion.objects.select_for_update().get(pk=promotion.pk)
    refuse_foreign(held, fresh, today_at(held, now))
    if fresh.left < 1:
        raise ValidationError({"promotion": _("This promotion is used up.")})
    Promotion.objects.filter(pk=fresh.pk).update(reserved=F("reserved") + 1)
    row = PromotionGrant.objects.system(REASON).create(
        opportunity=held, promotion=fresh, owner=held.owner, branch=held.branch, reserved_at=now,
        reserved_by=actor,
    )  # fmt: skip
    _tell(held, row, actor=actor, now=now)
    return row


def refuse_foreign(opportunity: Opportunity, promotion: Promotion, day: date) -> None:
    """Raise ValidationError unless the promotion is in force for this file on the day."""
    if not offered(opportunity, day).filter(pk=promotion.pk).exists():
        raise ValidationError({"promotion": _("This promotion does not hold for this file today.")})


def settle(
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
        number=row.letter.number if row.letter else "",
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
        settle(row, opportunity, state, actor=actor, now=now)


def expire(now: datetime) -> int:
    """Once a night: release what is still reserved of promotions that are over everywhere.

    What stands in a letter the customer accepted waits for *cair*. Returns how many. Harmless
    however often it runs.
    """
    day = min(now.astimezone(zone).date() for zone in ZONES.values())
    rows = (
        PromotionGrant.objects.system("promotions that are over")
        .filter(state=GrantState.RESERVED, promotion__valid_to__lt=day)
        .exclude(letter__state=LetterState.ACCEPTED)
    )
    found = list(rows.select_related("opportunity", "promotion").order_by("pk"))
    return sum(_expire_one(row, now) for row in found)


def hold(opportunity: Opportunity) -> Opportunity:
    """Return the file locked, also of a restricted person: what is released touches no data."""
    rows = Opportunity.objects.system(REASON).select_for_update(of=("self",))
    return rows.select_related("prospect", "product", "branch", "owner").get(pk=opportunity.pk)


@transaction.atomic
def _expire_one(row: PromotionGrant, now: datetime) -> bool:
    held = hold(row.opportunity)
    present = grant_of(held)
    if present is None or present.pk != row.pk or present.state != GrantState.RESERVED:
        return False
    settle(present, held, GrantState.RELEASED, actor=None, now=now)
    return True


def listen() -> None:
    """Hear of files that are won or lost."""
    opportunity_changed.connect(file_changed, dispatch_uid="offers.promotions")
