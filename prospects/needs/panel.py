"""The block of a prospect's page with needs, what fits them, and offers of other banks."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.formats import date_words, percent, relative_day
from core.money import format_rupiah, short_rupiah
from org.access.permissions import Permission as P
from products.eligibility import line_of
from products.links import simulator_of
from products.models import Product
from products.types import product_types
from prospects.models import Need, Prospect, RivalOffer
from prospects.needs.known import Known, known_of
from prospects.needs.suggestions import Fitting, Suggestion, fitting
from prospects.panels import Column, Panel, Visit

MOST = 5


class NeedsPanel(Panel):
    """What he needs and by when, products that serve it with the reason, and rivals' offers."""

    permission: ClassVar[P] = P.PROSPECT_VIEW
    code: ClassVar[str] = "needs"
    template: ClassVar[str] = "prospects/needs_panel.html"
    column: ClassVar[Column] = "right"
    phone_order: ClassVar[int] = 4
    max_queries: ClassVar[int] = 14
    is_deferred: ClassVar[bool] = True
    title: ClassVar[str | Promise] = gettext_lazy("Needs")

    def context(self, visit: Visit) -> dict[str, Any] | None:
        """Return needs, suggestions and rivals' offers as ready strings."""
        prospect = visit.prospect
        may = visit.user.may(P.PROSPECT_CHANGE) and prospect.archived_at is None
        needs = list(_needs(prospect))
        is_asked = any(row.state == Need.State.OPEN for row in needs)
        products = list(Product.objects.offered()) if is_asked else []
        known = known_of(prospect, visit.user, visit.today) if is_asked else None
        rivals = RivalOffer.objects.system("a reachable prospect").filter(prospect=prospect)
        return {
            "needs": [_need(row, visit, _found(row, known, products), may=may) for row in needs],
            "rivals": [
                _rival(row, visit, may=may) for row in rivals.order_by("-seen_on", "-pk")[:MOST]
            ],
            "market": reverse("prospects:market"),
            "add_need": _below(prospect, "need-add") if may else "",
            "add_rival": _below(prospect, "rival-add") if may else "",
        }


def _needs(prospect: Prospect) -> Any:
    rows = Need.objects.system("a reachable prospect").filter(prospect=prospect)
    return rows.order_by("-state", "wanted_on", "pk")[:MOST]


def _below(prospect: Prospect, name: str) -> str:
    return reverse(f"prospects:{name}", args=[prospect.public_id])


def _found(row: Need, known: Known | None, products: list[Product]) -> Fitting:
    """Return what fits a need that is still open."""
    if known is None or row.state != Need.State.OPEN:
        return Fitting((), ())
    return fitting(row, known, products)


def _need(row: Need, visit: Visit, found: Fitting, *, may: bool) -> dict[str, Any]:
    is_open = row.state == Need.State.OPEN
    parts = [
        short_rupiah(row.amount) if row.amount is not None else "",
        _("by %(day)s") % {"day": date_words(row.wanted_on)} if row.wanted_on else "",
    ]
    return {
        "title": str(row.get_purpose_display()),
        "words": " · ".join(filter(None, parts)),
        "note": row.note,
        "state": "" if is_open else str(row.get_state_display()),
        "is_late": bool(is_open and row.wanted_on and row.wanted_on < visit.today),
        "edit": reverse("prospects:need-change", args=[row.public_id]) if may else "",
        "fits": [_fit(one, visit.prospect, may=may) for one in found.suggested],
        "left_out": [f"{one.product.name}: {one.why}" for one in found.left_out],
    }


def _fit(one: Suggestion, prospect: Prospect, *, may: bool) -> dict[str, Any]:
    add = reverse("prospects:opportunity-add", args=[prospect.public_id])
    return {
        "name": one.product.name,
        "words": ", ".join([*one.reasons, *filter(None, [one.note])]),
        "obstacles": "; ".join(one.obstacles),
        "missing": "; ".join(one.missing),
        "rules": [line_of(finding) for finding in one.findings],
        "assumed": one.assumed,
        "simulate": simulator_of(one.product.code, prospect.public_id if may else ""),
        "start": add if may else "",
    }


def _rival(row: RivalOffer, visit: Visit, *, may: bool) -> dict[str, Any]:
    edit = reverse("prospects:rival-change", args=[row.public_id]) if may else ""
    return rival_words(row, visit.today) | {"edit": edit}


def rival_words(row: RivalOffer, today: date) -> dict[str, Any]:
    """Return another bank's offer as ready strings."""
    family = product_types().get(row.family)
    parts = [
        str(family.label) if family else row.family,
        percent(row.rate) if row.rate is not None else "",
        _("%(n)d months") % {"n": row.months} if row.months else "",
        format_rupiah(row.amount) if row.amount is not None else "",
    ]
    return {
        "bank": row.bank,
        "words": " · ".join(filter(None, parts)),
        "costs": row.costs,
        "when": relative_day(row.seen_on, today),
    }
