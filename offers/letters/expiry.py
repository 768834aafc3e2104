"""Once a night: letters whose last day is over expire."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from offers.letters.states import MOVES
from offers.models import Letter, LetterState
from offers.promotions.promising import let_go
from org.models.branch import ZONES
from prospects import timeline
from prospects.models import TimelineEntry

REASON = "letters whose last day is over"
BATCH = 500


def expire(now: datetime) -> int:
    """Expire what ended before today on its branch's own calendar; return how many did.

    Harmless however often it runs: what has expired is found no more.
    """
    latest = max(now.astimezone(zone).date() for zone in ZONES.values())
    ended = 0
    while found := _expire_some(now, latest - timedelta(days=1)):
        ended += found
    return ended


@transaction.atomic
def _expire_some(now: datetime, last_day: object) -> int:
    rows = Letter.objects.system(REASON).live().filter(valid_until__lte=last_day)
    rows = rows.select_for_update(of=("self",), skip_locked=True).order_by("valid_until", "pk")
    found = [
        row for row in rows.select_related("branch", "prospect", "opportunity")[:BATCH]
        if row.valid_until and row.valid_until < row.branch.local_date(now)
    ]  # fmt: skip
    for row in found:
        row.save_version(row.version, state=LetterState(MOVES["expire"].to), updated_at=now,
                         ended_at=now)  # fmt: skip
        row.links.filter(used_at=None).update(used_at=now)
        timeline.write(
            "letter_expired", prospect=row.prospect, opportunity=row.opportunity, at=now,
            actor=None, group=TimelineEntry.Group.FILE, letter=row.kind, number=row.number,
        )  # fmt: skip
        let_go(row, actor=None, now=now)
    return len(found)
