"""What is asked of the portal, by whom, and what it may cost."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.urls import NoReverseMatch, reverse

from bench.server import Ask
from core import clock
from core.paging import _seal
from core.public_id import new_public_id
from org.access.permissions import Permission as P
from org.access.roles import Role
from org.models import User
from products.models import Product
from prospects.list_filter import ORDERS, ListFilter, remember, rows_for
from prospects.models import Opportunity, Prospect
from prospects.models.sealed import SEALED

DEEP = 199 * 50  # rows before page 200
TERMS = ("wijaya", "rahay", "siti", "kusuma", "hidaya", "budi sant", "sinar", "lestari", "nugro",
         "pratama", "toko maju", "harahap")  # fmt: skip
FIRMS = ("sinar abadi", "pt karya", "mitra logam", "bengkel", "cahaya tani", "koperasi berkah",
         "sumber jaya", "klinik", "mutiara motor", "utama bahari")  # fmt: skip
_serial = count(1)


@dataclass(frozen=True)
class Page:
    """One kind of request. Targets: times a bare page, milliseconds, queries; 0 is no target."""

    name: str
    asks: Callable[[User], list[Ask]]
    permission: P | None = None
    ratio: float = 0
    ms: float = 0
    queries: int = 0


def _address(name: str, *arguments: Any) -> str:
    return reverse(name, args=arguments)


def _get(name: str, query: str = "") -> Callable[[User], list[Ask]]:
    return lambda user: [Ask(_address(name) + query)]


def _deep(user: User) -> list[Ask]:
    """Page 200, or the last one of a person who has fewer."""
    order = ORDERS["updated"]
    rows = rows_for(ListFilter.from_query({}), user=user, now=clock.now(), text="")
    rows = rows.order_by(*order.clauses(backwards=False))
    place = min(DEEP, max(rows.count() - 51, 1))
    return [Ask(f"{_address('prospects:prospect-list')}?after={_seal(order, rows[place - 1])}")]


def _search(texts: list[str], user: User) -> list[Ask]:
    path = _address("prospects:prospect-list")
    return [Ask(f"{path}?s={remember(text, user=user, now=clock.now())}") for text in texts]


def _by_name(user: User) -> list[Ask]:
    return _search(list(TERMS), user)


def _by_phone(user: User) -> list[Ask]:
    rows = Prospect.objects.visible_to(user).exclude(phone="").order_by("public_id")[:20]
    return _search([row.phone[-6:] for row in rows], user)


def _by_company(user: User) -> list[Ask]:
    return _search(list(FIRMS), user)


def _by_nik(user: User) -> list[Ask]:
    return _search(_numbered(user, "person", "nik", "3273{:012d}"), user)


def _by_nib(user: User) -> list[Ask]:
    return _search(_numbered(user, "company", "nib", "9{:012d}"), user)


def _numbered(user: User, kind: str, name: str, pattern: str) -> list[str]:
    """Give twenty of a person's prospects the index of a number, the same in each run."""
    found = []
    for row in Prospect.objects.visible_to(user).filter(kind=kind).order_by("public_id")[:20]:
        found.append(pattern.format(row.pk))
        index = {f"{name}_index": SEALED[name].index_of(found[-1])}
        Prospect.objects.system("a number to look for").filter(pk=row.pk).update(**index)
    return found


def _details(user: User) -> list[Ask]:
    rows = Prospect.objects.visible_to(user).order_by("public_id")[:20]
    return [Ask(_address("prospects:prospect-detail", row.public_id)) for row in rows]


def _deals(user: User) -> list[Ask]:
    rows = Opportunity.objects.visible_to(user).order_by("public_id")[:20]
    return [Ask(_address("prospects:opportunity-detail", row.public_id)) for row in rows]


def _adds(user: User) -> list[Ask]:
    product = Product.objects.get(code="KPR")
    path = _address("prospects:prospect-add")
    return [
        Ask(path, {
            "name": "Ukur Waktu", "phone": f"08{_seconds()}{next(_serial):03d}",
            "product": product.public_id, "amount": "350 jt", "kind": "person",
            "idempotency_key": new_public_id(),
        })
        for _ in range(70)
    ]  # fmt: skip


def _seconds() -> str:
    """Eight digits that no earlier run used."""
    return f"{int(clock.now().timestamp()) % 10**8:08d}"


def _duplicates(user: User) -> list[Ask]:
    """A number that nobody has: the usual answer while a form is filled in."""
    path = _address("prospects:duplicate-check")
    headers = {"HX-Request": "true"}
    return [Ask(path, {"phone": f"0878{number:08d}"}, headers) for number in range(70)]


def _alike(user: User) -> list[Ask]:
    """A like name and address while a form is filled in."""
    path, headers = _address("prospects:similar-check"), {"HX-Request": "true"}
    body = {"address": "Jl. Melati 5, Bekasi"}
    return [Ask(path, {"name": f"Sri {name}"} | body, headers) for name in TERMS for _ in range(6)]


def _audit_of_a_person(user: User) -> list[Ask]:
    rows = Prospect.objects.system("a page is measured").order_by("public_id")[:20]
    path = _address("prospects:audit")
    return [Ask(f"{path}?number={row.number}") for row in rows]


PAGES = (
    Page("list, first page", _get("prospects:prospect-list"), P.PROSPECT_VIEW, 6, 12, 6),
    Page("list, by name", _get("prospects:prospect-list", "?sort=name"), P.PROSPECT_VIEW, 6, 12, 6),
    Page(
        "list, by last contact",
        _get("prospects:prospect-list", "?sort=contact"),
        P.PROSPECT_VIEW,
        6,
        12,
        6,
    ),
    Page(
        "list, by next step",
        _get("prospects:prospect-list", "?sort=next"),
        P.PROSPECT_VIEW,
        6,
        12,
        6,
    ),
    Page("list, by day recorded", _get("prospects:prospect-list", "?sort=created"),
         P.PROSPECT_VIEW, 6, 12, 6),
    Page("list, names from Z", _get("prospects:prospect-list", "?sort=name_z"), P.PROSPECT_VIEW,
         6, 12, 6),
    Page("list, longest unchanged", _get("prospects:prospect-list", "?sort=updated_first"),
         P.PROSPECT_VIEW, 6, 12, 6),
    Page("list, page 200", _deep, P.PROSPECT_VIEW, 6, 12, 6),
    Page("search by name", _by_name, P.PROSPECT_VIEW, 0, 20, 7),
    Page("search by six digits", _by_phone, P.PROSPECT_VIEW, 0, 20, 7),
    Page("search by company", _by_company, P.PROSPECT_VIEW, 0, 20, 7),
    Page("search by whole NIK", _by_nik, P.PROSPECT_VIEW, 0, 20, 7),
    Page("search by whole NIB", _by_nib, P.PROSPECT_VIEW, 0, 20, 7),
    Page("detail", _details, P.PROSPECT_VIEW, 0, 20, 10),
    Page("opportunity list", _get("prospects:opportunity-list"), P.OPPORTUNITY_VIEW, 6, 12, 6),
    Page(
        "opportunity list, by amount",
        _get("prospects:opportunity-list", "?sort=amount"),
        P.OPPORTUNITY_VIEW,
        6,
        12,
        6,
    ),
    Page(
        "opportunity list, by close",
        _get("prospects:opportunity-list", "?sort=close"),
        P.OPPORTUNITY_VIEW,
        6,
        12,
        6,
    ),
    Page("opportunity list, smallest first",
         _get("prospects:opportunity-list", "?sort=amount_small"), P.OPPORTUNITY_VIEW, 6, 12, 6),
    Page("opportunity list, by day recorded",
         _get("prospects:opportunity-list", "?sort=created"), P.OPPORTUNITY_VIEW, 6, 12, 6),
    Page("opportunity detail", _deals, P.OPPORTUNITY_VIEW, 0, 20, 10),
    Page("board", _get("prospects:board"), P.OPPORTUNITY_VIEW, 0, 20),
    Page("dashboard", _get("reports:dashboard"), P.DASHBOARD_VIEW, 0, 20),
    Page("today", _get("followups:today"), P.TODAY_VIEW, 0, 20),
    Page("calendar", _get("followups:calendar"), P.FOLLOWUP_VIEW, 0, 20),
    Page("quick add, form", _get("prospects:prospect-add"), P.PROSPECT_ADD, 0, 12),
    Page("quick add, save", _adds, P.PROSPECT_ADD, 0, 15),
    Page("duplicate check", _duplicates, P.PROSPECT_ADD, 0, 12),
    Page("somebody alike", _alike, P.PROSPECT_ADD, 0, 20),
    Page("audit trail", _get("prospects:audit"), P.AUDIT_VIEW, 0, 20),
    Page("audit trail, of a person", _audit_of_a_person, P.AUDIT_VIEW, 0, 20),
)  # fmt: skip


def asks_for(page: Page, user: User) -> list[Ask]:
    """Return the requests; none where the person may not or the page is not there."""
    if page.permission is not None and not user.may(page.permission):
        return []
    if user.role == Role.AUDITOR and page.permission != P.AUDIT_VIEW:
        return []  # he reads as head office does; his own page is what differs
    if page.permission == P.PROSPECT_ADD and user.branch_id is None:
        return []
    try:
        return page.asks(user)
    except NoReverseMatch:
        return []
