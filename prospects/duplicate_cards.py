"""What a duplicate answer says on screen, as ready strings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from org.models import User
from prospects.duplicates import TITLES, Match, days_since_contact
from prospects.holds import is_free
from prospects.merging import may_merge
from prospects.models import Opportunity, Prospect, ProspectLink, TransferRequest

REASONS = {
    "family": gettext_lazy("Shared in the family"),
    "workplace": gettext_lazy("Number of a workplace"),
    "changed_hands": gettext_lazy("The number changed hands"),
}
# What the record that was found may be to the new one.
RELATIONS = {
    kind.value: kind.label
    for kind in (
        ProspectLink.Kind.SPOUSE, ProspectLink.Kind.PARENT, ProspectLink.Kind.CHILD,
        ProspectLink.Kind.EMPLOYER, ProspectLink.Kind.COMPANY_OWNER, ProspectLink.Kind.GROUP,
    )
}  # fmt: skip


@dataclass(frozen=True)
class Card:
    """One answer below one field."""

    by: str
    title: str
    is_visible: bool
    may_continue: bool
    initials: str
    owner: str
    branch: str
    contact: str
    is_asked: bool = False
    is_free: bool = False
    name: str = ""
    product: str = ""
    url: str = ""
    public_id: str = ""
    merge_url: str = ""


def contact_words(prospect: Prospect, now: datetime) -> str:
    """Return *kontak terakhir 12 hari lalu*."""
    days = days_since_contact(prospect, now)
    if days is None:
        return _("no contact recorded yet")
    if days == 0:
        return _("last contact today")
    return ngettext("last contact %(n)d day ago", "last contact %(n)d days ago", days) % {"n": days}


def _product(match: Match, user: User) -> str:
    """Return product and stage of the latest opportunity the asker may see."""
    rows = Opportunity.objects.visible_to(user).live().select_related("product")
    latest = rows.filter(prospect=match.prospect).order_by("-updated_at", "-pk").first()
    if latest is None:
        return ""
    stage = latest.rung.label
    return _("%(product)s · stage %(stage)s") % {"product": latest.product.name, "stage": stage}


def _foreign(match: Match, user: User, now: datetime) -> Card:
    """Owner, branch and days: nothing else about a record the asker may not see."""
    holder = match.prospect.owner
    waiting = TransferRequest.objects.system("has the asker asked already").waiting()
    return Card(
        by=match.by,
        title=str(TITLES[match.by]),
        is_visible=False,
        may_continue=match.may_continue,
        initials=holder.initials,
        owner=holder.full_name,
        branch=match.prospect.branch.name,
        contact=contact_words(match.prospect, now),
        is_asked=waiting.filter(prospect=match.prospect, requester=user).exists(),
        is_free=is_free(match.prospect, now),
    )


def _own(match: Match, user: User, now: datetime) -> Card:
    prospect = match.prospect
    is_mine = prospect.owner_id == user.pk
    return Card(
        by=match.by,
        title=str(TITLES[match.by]),
        is_visible=True,
        may_continue=match.may_continue,
        initials="".join(word[0] for word in prospect.name.split()[:2]).upper(),
        owner=_("Owner: you") if is_mine else _("Owner: %s") % prospect.owner.full_name,
        branch=prospect.branch.name,
        contact=contact_words(match.prospect, now),
        name=prospect.name,
        product=_product(match, user),
        url=reverse("prospects:prospect-detail", args=[prospect.public_id]),
        public_id=prospect.public_id,
    )


def cards_for(matches: list[Match], user: User, now: datetime) -> list[Card]:
    """Return one card for each answer."""
    return [(_own if match.is_visible else _foreign)(match, user, now) for match in matches]


def with_merge(cards: list[Card], matches: list[Match], kept: Prospect, user: User) -> list[Card]:
    """Give the cards of a prospect being changed the way to make one record of two."""
    return [
        replace(card, merge_url=reverse(
            "prospects:prospect-merge", args=[kept.public_id, card.public_id]
        ))
        if card.is_visible and may_merge(kept, match.prospect, user)
        else card
        for card, match in zip(cards, matches, strict=True)
    ]  # fmt: skip


def card_context(
    cards: list[Card], by: str, chosen: str = "", *, link: str = "", is_edit: bool = False
) -> dict[str, Any]:
    """Return what the partial below one field needs. `link` is the relation that was ticked."""
    relations = [] if is_edit else [(code, str(label)) for code, label in RELATIONS.items()]
    return {
        "relations": relations,
        "link": link,
        "is_edit": is_edit,
        "by": by,
        "cards": cards,
        "reasons": [(code, str(label), code == chosen) for code, label in REASONS.items()],
        "may_continue": all(card.may_continue for card in cards),
        "has_reason": bool(chosen or link),
    }
