"""What people who left still hold: shown to the head of the branch until somebody takes it over."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import ngettext

from org.models import User
from prospects.models import Prospect
from reports.dashboard.view import Lens


def left_behind(lens: Lens) -> list[dict[str, Any]]:
    """Return one line per closed account of the branch with prospects in its name.

    Each links to the page of the hand-over. One query while nobody has left, else two. Readers
    of many branches get none: handing over is the work of the branch.
    """
    places = lens.user.access.reach.branch_ids
    if lens.is_wide or not places:
        return []
    gone = {one.pk: one for one in User.objects.filter(is_active=False, branch_id__in=places)}
    if not gone:
        return []
    held = Prospect.objects.visible_to(lens.user).live().filter(owner__in=gone)
    counts = held.order_by().values_list("owner").annotate(n=Count("pk"))
    return [_line(gone[owner], n) for owner, n in counts]


def _line(person: User, count: int) -> dict[str, Any]:
    text = ngettext(
        "%(count)d prospect of %(name)s needs a new owner",
        "%(count)d prospects of %(name)s need a new owner",
        count,
    )
    url = reverse("prospects:handover", args=[person.public_id])
    return {"text": text % {"count": count, "name": person.full_name}, "url": url}
