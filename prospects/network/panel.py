"""The picture of who brought whom, on the page of a prospect."""

from __future__ import annotations

from typing import Any, ClassVar

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.svg import line, rect, svg, text
from org.access.permissions import Permission as P
from prospects.models import Prospect
from prospects.network.tree import Node, network_of
from prospects.panels import Column, Panel, Visit

WIDTH, STEP, INDENT, LONGEST = 342, 34, 22, 34


class NetworkPanel(Panel):
    """A tree of referrals; left out where nobody brought anybody."""

    permission: ClassVar[P] = P.PROSPECT_VIEW
    code: ClassVar[str] = "network"
    template: ClassVar[str] = "prospects/network_panel.html"
    column: ClassVar[Column] = "right"
    phone_order: ClassVar[int] = 8
    max_queries: ClassVar[int] = 8
    is_deferred: ClassVar[bool] = True
    title: ClassVar[str | Promise] = gettext_lazy("Referrals")

    def context(self, visit: Visit) -> dict[str, Any] | None:
        """Return the picture and the same as a list of links."""
        nodes = in_tree_order(network_of(visit.prospect, visit.user))
        if len(nodes) < 2:
            return None
        brought = sum(1 for node in nodes if node.level > 0)
        customers = sum(
            1 for node in nodes
            if node.level > 0 and node.prospect.status == Prospect.Status.CUSTOMER
        )  # fmt: skip
        return {
            "picture": picture(nodes),
            "summary": _("%(n)d referred, %(won)d of them customers")
            % {"n": brought, "won": customers},
            "people": [_person(node, visit) for node in nodes],
        }


def _person(node: Node, visit: Visit) -> dict[str, str]:
    is_self = node.prospect.pk == visit.prospect.pk
    address = reverse("prospects:prospect-detail", args=[node.prospect.public_id])
    return {
        "name": node.prospect.name,
        "status": str(node.prospect.get_status_display()),
        "url": "" if is_self else address,
    }


def in_tree_order(nodes: list[Node]) -> list[Node]:
    """Return each person followed by those he brought."""
    children: dict[int | None, list[Node]] = {}
    present = {node.prospect.pk for node in nodes}
    for node in nodes:
        children.setdefault(node.parent if node.parent in present else None, []).append(node)
    ordered: list[Node] = []

    def visit(key: int | None) -> None:
        for node in children.get(key, []):
            ordered.append(node)
            visit(node.prospect.pk)

    visit(None)
    return ordered


def picture(nodes: list[Node]) -> SafeString:
    """Return the tree as SVG: a row a person, indented below who brought him; customers filled."""
    first = min(node.level for node in nodes)
    places = {node.prospect.pk: row for row, node in enumerate(nodes)}
    parts: list[str] = []
    for row, node in enumerate(nodes):
        x, y = (node.level - first) * INDENT, row * STEP + 6
        above = places.get(node.parent) if node.parent is not None else None
        if above is not None:
            stem = x - INDENT + 7
            parts.append(line("ao-ax", stem, above * STEP + 22, stem, y + 8))
            parts.append(line("ao-ax", stem, y + 8, x, y + 8))
        is_customer = node.prospect.status == Prospect.Status.CUSTOMER
        parts.append(rect("ao-f1" if is_customer else "ao-f3", x, y, 15, 15, radius=7))
        kind = "ao-tb6" if node.level == 0 else "ao-tx"
        parts.append(text(kind, x + 23, y + 12, _short(node.prospect.name)))
    return svg(parts, WIDTH, len(nodes) * STEP, _("Who referred whom"))


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
