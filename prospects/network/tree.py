"""The referrals around a prospect, as far as the reader reaches them."""

from __future__ import annotations

from dataclasses import dataclass

from org.models import User
from prospects.models import Prospect, ProspectLink

UP, DOWN = 2, 2  # steps towards who brought him, and towards whom he brought
MOST = 24  # people in a picture

Kind = ProspectLink.Kind


@dataclass(frozen=True)
class Node:
    """One person: `level` is 0 for the prospect, negative for who brought him."""

    prospect: Prospect
    level: int
    parent: int | None  # primary key of who brought this one


def network_of(prospect: Prospect, user: User) -> list[Node]:
    """Return the prospect, who brought him, and whom he brought, top down.

    Whoever the reader does not reach is left out with everybody behind him: neither name nor
    number shows. At most four steps of two queries.
    """
    above = _walk(prospect, user, upwards=True, steps=UP)
    below = _walk(prospect, user, upwards=False, steps=DOWN)
    parents = {child: node.prospect.pk for node, child in above}
    nodes = [
        Node(node.prospect, node.level, parents.get(node.prospect.pk)) for node, _child in above
    ]
    nodes.append(Node(prospect, 0, parents.get(prospect.pk)))
    nodes += [node for node, _child in below]
    return sorted(nodes, key=lambda node: (node.level, node.prospect.sort_name))[:MOST]


def _walk(prospect: Prospect, user: User, *, upwards: bool, steps: int) -> list[tuple[Node, int]]:
    """Return the nodes of one direction, each with the one it was reached from."""
    found: list[tuple[Node, int]] = []
    known, frontier = {prospect.pk}, {prospect.pk}
    for step in range(1, steps + 1):
        pairs = [pair for pair in _referrals(frontier, upwards) if pair[1] not in known]
        seen = Prospect.objects.visible_to(user).live().in_bulk({far for _near, far in pairs})
        level = -step if upwards else step
        for near, far in pairs:
            if far in seen and far not in known:
                known.add(far)
                found.append((Node(seen[far], level, None if upwards else near), near))
        frontier = {far for _near, far in pairs if far in seen}
        if not frontier:
            break
    return found


def _referrals(ids: set[int], upwards: bool) -> list[tuple[int, int]]:
    """Return (near, far): far brought near, or near brought far; written at either end."""
    rows = ProspectLink.objects.system("who brought whom").touching(*ids).filter(
        kind__in=(Kind.REFERRED_BY, Kind.REFERRED), other__isnull=False
    )  # fmt: skip
    pairs = []
    for start, kind, end in rows.order_by("pk").values_list("prospect_id", "kind", "other_id"):
        brought, bringer = (start, end) if kind == Kind.REFERRED_BY else (end, start)
        near, far = (brought, bringer) if upwards else (bringer, brought)
        if near in ids and far is not None:
            pairs.append((near, far))
    return pairs
