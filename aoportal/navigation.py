"""The menu as data: each item names its permission. Templates get ready strings."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core import clock
from core.outbox import health
from org.access.permissions import Permission as P
from org.access.roles import Role
from org.models import BankSettings, User


@dataclass(frozen=True)
class Item:
    """A place in the portal. `keys` are pressed one after the other on a keyboard."""

    label: str | Promise
    url_name: str
    icon: str
    permission: P
    keys: str = ""


MENU = (
    Item(_("Today"), "followups:today", "home", P.TODAY_VIEW, "g h"),
    Item(_("Dashboard"), "reports:dashboard", "layout-dashboard", P.DASHBOARD_VIEW, "g d"),
    Item(_("Prospects"), "prospects:prospect-list", "users", P.PROSPECT_VIEW, "g p"),
    Item(_("Pipeline"), "prospects:board", "layout-kanban", P.OPPORTUNITY_VIEW, "g b"),
    Item(_("Calendar"), "followups:calendar", "calendar", P.FOLLOWUP_VIEW, "g k"),
    Item(_("Simulator"), "products:simulator-list", "calculator", P.PROFILE),
    Item(_("Reports"), "reports:report-list", "file-text", P.REPORT_VIEW, "g l"),
    Item(_("Users"), "org:user-list", "user-cog", P.USER_ADMIN, "g u"),
    Item(_("Operations"), "outbox:operations", "activity", P.OPERATIONS, "g o"),
)
QUICK_ADD = Item(_("Record"), "prospects:prospect-add", "plus", P.PROSPECT_ADD)
MORE = Item(_("More"), "org:more", "menu", P.PROFILE)
TABS = 5  # places in the bar of a phone

# Where the day of each role begins.
HOMES: dict[Role, str] = {
    Role.OFFICER: "followups:today",
    Role.TEAM_LEAD: "followups:today",
    Role.BRANCH_HEAD: "reports:dashboard",
    Role.CREDIT_ADMINISTRATION: "prospects:board",
    Role.CREDIT_ANALYST: "prospects:board",
    Role.REGIONAL_HEAD: "reports:dashboard",
    Role.HEAD_OFFICE: "reports:dashboard",
    Role.AUDITOR: "reports:dashboard",
    Role.ADMINISTRATOR: "org:user-list",
}


def _address(name: str) -> str:
    """Return the address; empty where it takes more than a name."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def home_of(user: User) -> str:
    """Return the address where this person's day begins."""
    return _address(HOMES[Role(user.role)]) or reverse("org:profile")


def _ready(item: Item, current: str) -> dict[str, Any]:
    return {
        "label": str(item.label),
        "url": _address(item.url_name),
        "icon": item.icon,
        "active": item.url_name == current,
        "shortcut": item.keys,
        "count": "",
        "count_is_late": False,
        "name": item.url_name,
    }


def _current(items: list[Item], path: str) -> str:
    """Return the item whose address is the longest beginning of `path`."""
    matching = [item for item in items if path.startswith(_address(item.url_name) or "\0")]
    return max(matching, key=lambda item: len(_address(item.url_name))).url_name if matching else ""


def _tabs(items: list[Item], user: User, current: str) -> list[dict[str, Any]]:
    """Return the phone's bar: two places, the round button, one more place, and the rest."""
    middle = [QUICK_ADD] if user.may(QUICK_ADD.permission) else []
    places = items[: TABS - 1 - len(middle)]
    chosen = [*places[:2], *middle, *places[2:], MORE]
    return [_ready(item, current) for item in chosen]


def _phone_order(items: list[Item]) -> list[Item]:
    """Put what is opened in the field first: on a phone the board comes after the calendar."""
    return sorted(items, key=lambda item: item.url_name == "prospects:board")


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give templates `nav`: menu, phone tabs, person and bank."""
    user = getattr(request, "user", None)
    bank_name = BankSettings.current_name()
    if not isinstance(user, User):
        return {"nav": {"bank_name": bank_name}}
    items = [item for item in MENU if user.may(item.permission) and _address(item.url_name)]
    current = _current(items, request.path)
    return {
        "nav": {
            "sections": [{"label": "", "items": [_ready(item, current) for item in items]}],
            "tabs": _tabs(_phone_order(items), user, current),
            "user": _person(user),
            "idle_seconds": settings.SESSION_IDLE_SECONDS,
            "draft_owner": user.public_id,
            "bank_name": bank_name,
            "home_url": "/",
            "search_url": _address("prospects:search") if user.may(P.PROSPECT_VIEW) else "",
            "quick_add_url": _address(QUICK_ADD.url_name) if user.may(P.PROSPECT_ADD) else "",
            "more_url": _address(MORE.url_name),
            "banner": _banner(user),
        }
    }


def _banner(user: User) -> dict[str, str] | None:
    """Tell administrators that nothing runs, once it is ten minutes."""
    if not user.may(P.OPERATIONS) or health.silent_since(clock.now()) is None:
        return None
    text = _("Jobs and mails have not run for more than 10 minutes.")
    return {"text": str(text), "url": _address("outbox:operations"), "label": str(_("Operations"))}


def _person(user: User) -> dict[str, str]:
    return {
        "name": user.full_name,
        "initials": user.initials,
        "title": user.get_role_display(),
        "branch": user.branch.name if user.branch else "",
        "url": _address("org:profile"),
    }
