"""Who worked where when a week ended: from the history of people, never from their present posts.

The database dates each change of a person's role, branch and access. Of somebody who was there
already when the history begins, the first entry tells how he stood until then.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from org.access.roles import Role
from org.models import Branch, User
from reports.weekly.target import Span, Target


@dataclass(frozen=True)
class Post:
    """An officer and the branch he worked in."""

    person: User
    branch: Branch


def officers_of(target: Target, span: Span) -> list[Post]:
    """Return the officers of the branch and its sub-branches as the week ended, by name."""
    places = _places(target.branch_ids, span.until)
    people = User.objects.filter(pk__in=places, created_at__lt=span.until)
    branches = Branch.objects.select_related("region").in_bulk(set(places.values()))
    rows = people.order_by("full_name", "pk")
    return [Post(person, branches[places[person.pk]]) for person in rows]


def _places(branch_ids: frozenset[int], moment: datetime) -> dict[int, int]:
    """Return {person: branch} of those who were active officers of these branches at `moment`."""
    events = apps.get_model("org", "UserEvent")._default_manager.exclude(pgh_label="delete")
    here = Q(branch_id__in=branch_ids)
    known = set(events.filter(here).values_list("pgh_obj_id", flat=True))
    rows = events.filter(pgh_obj_id__in=known)
    found = _one_each(rows, "") | _one_each(rows.filter(pgh_created_at__lt=moment), "-")
    # People written by COPY have no history: how they stand is how they always stood.
    others = User.objects.filter(here).exclude(pk__in=known)
    found |= {pk: rest for pk, *rest in others.values_list("pk", *_POST)}
    return {
        pk: branch_id for pk, (role, branch_id, is_active) in found.items()
        if role == Role.OFFICER and is_active and branch_id in branch_ids
    }  # fmt: skip


_POST = ("role", "branch_id", "is_active")


def _one_each(rows: QuerySet[Any], sign: str) -> dict[int, Any]:
    """Return each person's first post, or with `-` his last."""
    chosen = rows.order_by("pgh_obj_id", f"{sign}pgh_created_at", f"{sign}pgh_id")
    posts = chosen.distinct("pgh_obj_id").values_list("pgh_obj_id", *_POST)
    return {pk: rest for pk, *rest in posts}
