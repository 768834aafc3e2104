"""The menu as data: each item names its permission. Templates get ready strings."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core import clock
from core.formats import count as count_words
from core.outbox import health
from org import bank
from org.access.permissions import Permission as P
from org.access.roles import Role
from org.administration import counts
from org.models import BankSettings, User


@dataclass(frozen=True)
class Item:
    """A place in the portal. `keys` are pressed one after the other on a keyboard.

    `also` names other pages that belong to the place; `count` gives the number beside it today.
    """

    label: str | Promise
    url_name: str
    icon: str
    permission: P
    keys: str = ""
    also: tuple[str, ...] = ()
    count: Callable[[date], int] | None = None


MENU = (
    Item(_("Today"), "followups:today", "home", P.TODAY_VIEW, "g h"),
    Item(_("Dashboard"), "reports:dashboard", "layout-dashboard", P.DASHBOARD_VIEW, "g d"),
    Item(_("Prospects"), "prospects:prospect-list", "users", P.PROSPECT_VIEW, "g p"),
    Item(_("Pipeline"), "prospects:board", "layout-kanban", P.OPPORTUNITY_VIEW, "g b"),
    Item(_("Calendar"), "followups:calendar", "calendar", P.FOLLOWUP_VIEW, "g k"),
    Item(_("Waiting for a decision"), "offers:waiting-list", "gavel", P.CREDIT_DECIDE, "g v"),
    Item(_("Booking"), "offers:booking-list", "building-bank", P.DISBURSEMENT_CONFIRM),
    Item(_("Papers due"), "documents:due-list", "file-alert", P.OPPORTUNITY_VIEW),
    Item(_("Rate changes"), "followups:reset-list", "trending-up", P.FOLLOWUP_VIEW),
    Item(_("Letters"), "offers:letter-list", "mail", P.OPPORTUNITY_VIEW, "g s"),
    Item(_("Letters to approve"), "offers:letter-approvals", "checks", P.LETTER_APPROVE),
    Item(_("Simulator"), "products:simulator-list", "calculator", P.PROFILE),
    Item(_("Products"), "products:catalogue", "list-details", P.PROFILE),
    Item(_("Shown to whom"), "offers:shown-counts", "eye", P.PROSPECT_VIEW,
         also=("offers:shown-list",)),
    Item("RIPLAY", "offers:riplay-list", "file-check", P.PROFILE),
    Item(_("Partners"), "prospects:partner-list", "building-community", P.PARTNER_VIEW, "g r",
         also=("prospects:partner-contact-list", "prospects:project-list", "prospects:unit-list")),
    Item(_("Tips"), "prospects:tip-list", "star", P.TIP_SHARE),
    Item(_("Introductions"), "followups:introductions", "message", P.TODAY_VIEW),
    Item(_("Hand-over"), "prospects:handover-list", "arrows-exchange", P.PROSPECT_REASSIGN),
    Item(_("Import"), "prospects:import-start", "table-import", P.IMPORT_VIEW, "g i"),
    Item(_("Exports"), "prospects:export-list", "file-spreadsheet", P.EXPORT),
    Item(_("Reports"), "reports:report-list", "file-text", P.REPORT_VIEW, "g l"),
    Item(_("Requests about data"), "prospects:rights-list", "shield-check", P.RIGHTS_ANSWER),
    Item(_("Audit trail"), "prospects:audit", "history", P.AUDIT_VIEW),
)  # fmt: skip
# The side menu of *Administrasi*. A page that does not exist yet is left out by itself.
ADMINISTRATION = (
    Item(_("Users"), "org:user-list", "users", P.USER_ADMIN, "g u", count=counts.users),
    Item(_("Regions and branches"), "org:branch-list", "building-bank", P.ORG_ADMIN,
         also=("org:region-list",)),
    Item(_("Teams"), "org:team-list", "users-group", P.ORG_ADMIN),
    Item(_("Territories"), "prospects:territory-list", "map-pin", P.TERRITORY_ADMIN),
    Item(_("Stand-ins (Pjs)"), "org:delegation-list", "arrows-exchange", P.USER_ADMIN,
         count=counts.stand_ins),
    Item(_("Holidays"), "org:holiday-list", "calendar-off", P.ORG_ADMIN),
    Item(_("Products and rates"), "products:product-list", "percentage", P.CATALOGUE_ADMIN,
         also=("products:sheet-list", "products:tier-list",
               "products:terms-list", "products:cost-list", "products:limit-list",
               "products:guarantee-list", "products:collectibility-list",
               "products:kur-list", "products:subsidy-list", "products:pricezone-list",
               "products:incomezone-list", "products:regionrule-list",
              "products:standing-list", "products:valuerule-list", "products:vehiclerule-list",
              "products:vatrate-list", "products:vatrelief-list")),
    Item(_("Letters and rate limits"), "offers:letter-setting-list", "mail", P.CATALOGUE_ADMIN,
         also=("offers:rate-floor-list",)),
    Item(_("Promotions and gifts"), "offers:promotion-list", "tag", P.CATALOGUE_ADMIN),
    Item("RIPLAY", "offers:riplay-text-list", "file-check", P.CATALOGUE_ADMIN,
         also=("offers:riplay-rule-list", "offers:receipt-quiz-list")),
    Item(_("Papers"), "documents:paper-type-list", "file-text", P.CATALOGUE_ADMIN,
         also=("documents:paper-rule-list",)),
    Item(_("Credit decisions"), "offers:decision-limit-list", "gavel", P.CATALOGUE_ADMIN,
         also=("offers:committee-list", "offers:decision-policy-list")),
    Item(_("Scores of the memo"), "prospects:scoresheet-list", "award", P.CATALOGUE_ADMIN),
    Item(_("Report schedule"), "reports:schedule-list", "mail-forward", P.ORG_ADMIN),
    Item(_("Sources and reasons"), "prospects:source-list", "tag", P.ORG_ADMIN,
         also=("prospects:reason-list",)),
    Item(_("Consent texts"), "prospects:consenttext-list", "file-check", P.CONSENT_TEXTS),
    Item(_("Retention"), "prospects:retentionrule-list", "archive", P.RIGHTS_DECIDE),
    Item(_("Bank and letterhead"), "org:bank-settings", "palette", P.ORG_ADMIN),
    Item(_("Deliveries"), "outbox:operations", "activity", P.OPERATIONS, "g o"),
    Item(_("Lock-outs"), "org:lockout-list", "shield-lock", P.USER_ADMIN),
)  # fmt: skip
ADMINISTRATION_HOME = Item(_("Administration"), "administration", "settings", P.PROFILE)
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


@cache
def _address(name: str) -> str:
    """Return the address; empty where it takes more than a name."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def home_of(user: User) -> str:
    """Return the address where this person's day begins."""
    return _address(HOMES[Role(user.role)]) or reverse("org:profile")


def _ready(item: Item, current: str, today: date | None = None) -> dict[str, Any]:
    number = item.count(today) if item.count and today else 0
    return {
        "label": str(item.label),
        "url": _address(item.url_name),
        "icon": item.icon,
        "active": item.url_name == current,
        "shortcut": item.keys,
        "count": count_words(number) if number else "",
        "count_is_late": False,
        "name": item.url_name,
    }


def _current(items: list[Item], path: str) -> str:
    """Return the item whose address is the longest beginning of `path`."""
    places = [(_address(name), item) for item in items for name in (item.url_name, *item.also)]
    matching = [(url, item) for url, item in places if url and path.startswith(url)]
    return max(matching, key=lambda pair: len(pair[0]))[1].url_name if matching else ""


def _allowed(items: tuple[Item, ...], user: User) -> list[Item]:
    return [item for item in items if user.may(item.permission) and _address(item.url_name)]


def administration_of(user: User) -> list[Item]:
    """Return the pages of *Administrasi* this person may open."""
    return _allowed(ADMINISTRATION, user)


def _menu_of(user: User) -> list[Item]:
    places = _allowed(MENU, user)
    return [*places, ADMINISTRATION_HOME] if administration_of(user) else places


def _sections(user: User, path: str, menu: list[Item], current: str) -> list[dict[str, Any]]:
    """Return the side menu: the portal's, or inside *Administrasi* its own with the way back."""
    inside = administration_of(user)
    page = _current([ADMINISTRATION_HOME, *inside], path) if inside else ""
    if not page:
        return [{"label": "", "items": [_ready(item, current) for item in menu]}]
    today = clock.now().astimezone(user.zone).date()
    others = [item for item in menu if item is not ADMINISTRATION_HOME]
    return [
        {"label": "", "items": [_ready(item, page, today) for item in inside]},
        {"label": str(_("Portal")), "items": [_ready(item, "") for item in others[:1]]},
    ]


def _tabs(items: list[Item], user: User, current: str) -> list[dict[str, Any]]:
    """Return the phone's bar: two places, the round button, one more place, and the rest."""
    middle = [QUICK_ADD] if user.may(QUICK_ADD.permission) else []
    places = items[: TABS - 1 - len(middle)]
    chosen = [*places[:2], *middle, *places[2:]]
    if current not in {item.url_name for item in chosen}:
        current = MORE.url_name  # every page without a place of its own was found there
    return [_ready(item, current) for item in (*chosen, MORE)]


def _phone_order(items: list[Item]) -> list[Item]:
    """Put what is opened in the field first: on a phone the board comes after the calendar."""
    return sorted(items, key=lambda item: item.url_name == "prospects:board")


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give templates `nav`: menu, phone tabs, person and bank."""
    user = getattr(request, "user", None)
    look = _look()
    if not isinstance(user, User):
        return {"nav": look}
    items = _menu_of(user)
    sections = _sections(user, request.path, items, _current(items, request.path))
    is_administration = len(sections) > 1
    current = "administration" if is_administration else _current(items, request.path)
    return {
        "nav": {
            "sections": sections,
            "place": str(ADMINISTRATION_HOME.label) if is_administration else "",
            "tabs": (tabs := _tabs(_phone_order(items), user, current)),
            "tab_names": {tab["name"] for tab in tabs},
            "user": _person(user),
            "idle_seconds": settings.SESSION_IDLE_SECONDS,
            "draft_owner": user.public_id,
            **look,
            "home_url": "/",
            "search_url": _address("prospects:search") if user.may(P.PROSPECT_VIEW) else "",
            "quick_add_url": _address(QUICK_ADD.url_name) if user.may(P.PROSPECT_ADD) else "",
            "more_url": _address(MORE.url_name),
            "banner": _banner(user),
        }
    }


def _look() -> dict[str, str]:
    """Return name, logo and accent of the bank: on every page, signed in or not."""
    row = BankSettings.current()
    return {
        "bank_name": row.name,
        "logo_url": bank.logo_address(row),
        "accent_url": bank.accent_address(row),
    }


def _banner(user: User) -> dict[str, str] | None:
    """Tell administrators that nothing runs, once it is ten minutes."""
    if not user.may(P.OPERATIONS) or health.silent_since(clock.now()) is None:
        return None
    text = _("Jobs and mails have not run for more than 10 minutes.")
    return {"text": str(text), "url": _address("outbox:operations"), "label": str(_("Deliveries"))}


def _person(user: User) -> dict[str, str]:
    return {
        "name": user.full_name,
        "initials": user.initials,
        "title": user.get_role_display(),
        "branch": user.branch.name if user.branch else "",
        "url": _address("org:profile"),
    }
