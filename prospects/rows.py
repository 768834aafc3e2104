"""Rows of the prospect list as ready strings: nothing is computed in the template's loop."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.addresses import object_url
from core.formats import hour, relative_moment, short_date
from core.identity import phone_display
from core.marks import stage_ring
from core.money import short_rupiah
from core.periods import start_of_day
from org.models import User
from products.types import product_types
from prospects.models import Opportunity, Prospect
from prospects.querysets import ProspectQuerySet
from prospects.restriction import may_process, shown_name

LATE, PLANNED, NONE = "ao-cbad", "ao-c2", "ao-cwarn"


@dataclass(frozen=True)
class Row:
    """What one line of the list or one item on a phone shows."""

    url: str
    name: str
    number: str
    phone: str
    initials: str
    ring: SafeString | str
    stage: str
    product: str
    amount: str
    step: str
    step_at: str
    step_class: str
    contact: str
    owner: str
    branch: str
    id: str = ""
    cells: SafeString | str = ""
    pick: SafeString | str = ""


def with_latest_opportunity(rows: ProspectQuerySet, user: User) -> ProspectQuerySet:
    """Add, in the same query, the latest opportunity of each row that `user` may see."""
    latest = (
        Opportunity.objects.visible_to(user)
        .live()
        .filter(prospect=OuterRef("pk"))
        .order_by("-updated_at", "-pk")
    )
    shape = JSONObject(
        stage=F("stage"),
        status=F("status"),
        amount=F("amount"),
        product=F("product__short_name"),
        family=F("product__family"),
    )
    return rows.select_related("owner", "branch").annotate(
        latest=Subquery(latest.values(shape=shape)[:1])
    )


def _stage(latest: dict[str, Any] | None) -> tuple[SafeString | str, str]:
    """Return ring and name of the stage."""
    if latest is None:
        return "", ""
    family = product_types()[latest["family"]]
    position = family.position(latest["stage"]) + 1
    ring = stage_ring(position, len(family.ladder), latest["status"])
    return ring, str(family.stage(latest["stage"]).label)


def _step(prospect: Prospect, now: datetime, user: User) -> tuple[str, str, str]:
    """Return what is planned, when, and the colour: only lateness is red."""
    if prospect.next_step_at is None:
        return _("No next step"), "", NONE
    at = prospect.next_step_at.astimezone(user.zone)
    when = f"{short_date(at.date())}, {hour(at)}"
    is_late = at < start_of_day(now, user.zone)
    return prospect.next_step_words or _("Follow-up"), when, LATE if is_late else PLANNED


def initials_of(name: str) -> str:
    """Return the first letters of the first two words."""
    return "".join(word[0] for word in name.split()[:2]).upper()


def row_of(prospect: Any, now: datetime, user: User) -> Row:
    """Return the ready row of a prospect that carries `latest`."""
    latest = prospect.latest
    ring, stage = _stage(latest)
    step, step_at, step_class = _step(prospect, now, user)
    zone = user.branch.time_zone if user.branch else "WIB"
    contact, is_named = prospect.last_contact_at, may_process(prospect, user)
    return Row(
        url=object_url("prospects:prospect-detail", prospect.public_id),
        name=shown_name(prospect, user),
        number=prospect.number,
        phone=phone_display(prospect.phone) if prospect.phone and is_named else "",
        initials=initials_of(prospect.name) if is_named else "–",
        ring=ring,
        stage=stage,
        product=latest["product"] if latest else "",
        amount=short_rupiah(latest["amount"]) if latest and latest["amount"] else "",
        step=step,
        step_at=step_at,
        step_class=step_class,
        contact=relative_moment(contact, now, zone) if contact else "",
        owner=prospect.owner.full_name,
        branch=prospect.branch.name,
        id=prospect.public_id,
    )
