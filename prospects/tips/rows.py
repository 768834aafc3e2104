"""Tips as ready strings."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.formats import relative_day
from org.access.permissions import Permission as P
from org.models import User
from prospects.tips.services import may_hide


def tip_row(tip: Any, user: User, today: Any) -> dict[str, Any]:
    """Return one tip with what this person may do to it."""
    is_own, may = tip.author_id == user.pk, user.may(P.TIP_SHARE)

    def url(name: str) -> str:
        return reverse(f"prospects:tip-{name}", args=[tip.public_id])

    where = tip.branch.name if tip.branch else _("Head office")
    day = relative_day(tip.updated_at.astimezone(user.zone).date(), today, user.language)
    return {
        "reason": tip.reason.label(user.language),
        "text": tip.text,
        "by": " · ".join([tip.author.full_name, where, day]),
        "useful": ngettext("%(n)d found it useful", "%(n)d found it useful", tip.useful)
        % {"n": tip.useful} if tip.useful else "",
        "is_mine": tip.is_mine,
        "hidden": tip.hidden_why if tip.hidden_at else "",
        "useful_url": url("useful") if may and not is_own else "",
        "edit_url": url("edit") if may and is_own else "",
        "withdraw_url": url("withdraw") if may and is_own else "",
        "hide_url": url("hide") if may_hide(tip, user) else "",
    }  # fmt: skip


def short_tips(tips: list[Any], user: User) -> list[dict[str, str]]:
    """Return the tips as they stand beside a form: reason and words; hidden ones stay away."""
    return [
        {"reason": tip.reason.label(user.language), "text": tip.text}
        for tip in tips if not tip.hidden_at
    ]  # fmt: skip
