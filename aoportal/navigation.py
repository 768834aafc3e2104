"""The menu as data: each item names its permission. Templates get ready strings."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from org.access.permissions import Permission as P
from org.models import BankSettings, User


@dataclass(frozen=True)
class Item:
    """A place in the portal."""

    label: str | Promise
    url_name: str
    icon: str
    permission: P
    in_tabs: bool = False


MENU = (
    Item(_("Today"), "followups:today", "home", P.TODAY_VIEW, True),
    Item(_("Dashboard"), "reports:dashboard", "layout-dashboard", P.DASHBOARD_VIEW, True),
    Item(_("Prospects"), "prospects:prospect-list", "users", P.PROSPECT_VIEW, True),
    Item(_("Pipeline"), "prospects:board", "layout-kanban", P.OPPORTUNITY_VIEW, True),
    Item(_("Calendar"), "followups:calendar", "calendar", P.FOLLOWUP_VIEW, True),
    Item(_("Reports"), "reports:report-list", "file-text", P.REPORT_VIEW, True),
    Item(_("Users"), "org:user-list", "user-cog", P.USER_ADMIN, True),
    Item(_("Operations"), "outbox:operations", "activity", P.OPERATIONS, True),
)
HOMES = ("followups:today", "reports:dashboard", "prospects:board", "org:user-list")


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def home_of(user: User) -> str:
    """Return the address where this person's day begins."""
    allowed = {item.url_name for item in MENU if user.may(item.permission)}
    for name in HOMES:
        if name in allowed and _address(name):
            return _address(name)
    return reverse("org:profile")


def _ready(item: Item, path: str) -> dict[str, Any]:
    url = _address(item.url_name)
    return {
        "label": str(item.label),
        "url": url,
        "icon": item.icon,
        "active": path.startswith(url),
        "count": "",
        "count_is_late": False,
        "name": item.url_name,
    }


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give templates `nav`: menu, phone tabs, person and bank, for a signed-in person."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"nav": None}
    items = [
        _ready(item, request.path)
        for item in MENU
        if user.may(item.permission) and _address(item.url_name)
    ]
    may_add = user.may(P.PROSPECT_ADD)
    return {
        "nav": {
            "sections": [{"label": "", "items": items}],
            "tabs": items[:3],
            "user": {
                "name": user.full_name,
                "initials": user.initials,
                "title": user.get_role_display(),
                "branch": user.branch.name if user.branch else "",
                "url": _address("org:profile"),
                "profile_url": _address("org:profile"),
            },
            "idle_seconds": settings.SESSION_IDLE_SECONDS,
            "draft_owner": user.public_id,
            "bank_name": BankSettings().name,
            "home_url": "/",
            "search_url": _address("prospects:search") if user.may(P.PROSPECT_VIEW) else "",
            "quick_add_url": _address("prospects:prospect-add") if may_add else "",
            "more_url": _address("org:more"),
        }
    }
