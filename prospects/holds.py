"""A hold lasts while there is work.

Thirty days (a setting) without a two-way contact warn the owner; seven days later the prospect is
free to the branch: team lead or head can give it to somebody else. A paper that came in counts as
work, an import does not; a new owner starts anew. Applications past their first papers and
customers never lapse.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from string import Template
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from products.types import Phase, product_types
from prospects.models import HoldLapse, Prospect

# Lines of the timeline that are work although nobody spoke: a paper came in.
WORK = ("document_received",)

# The prospects `p` that nobody may take away, and since when the others are silent.
_KEPT = """
p.archived_at IS NOT NULL OR p.status = 'customer' OR EXISTS (
    SELECT 1 FROM prospects_opportunity o
    WHERE o.prospect_id = p.id AND o.archived_at IS NULL
      AND (o.status = 'won' OR (o.status = 'open' AND o.stage = ANY(%(stages)s))))
"""
_SILENT_SINCE = """
greatest(coalesce(p.last_contact_at, p.created_at), coalesce(
    (SELECT max(past.until) FROM prospects_prospectpast past
     WHERE past.prospect_id = p.id AND past.owner_id <> p.owner_id), '-infinity'), coalesce(
    (SELECT max(line.at) FROM prospects_timelineentry line
     WHERE line.prospect_id = p.id AND line.kind = ANY(%(work)s)
       AND line.at > coalesce(p.last_contact_at, p.created_at)), '-infinity'))
"""
_WARN = Template("""
INSERT INTO prospects_holdlapse (prospect_id, owner_id, branch_id, warned_at, free_at)
SELECT p.id, p.owner_id, p.branch_id, %(now)s, %(now)s::timestamptz + %(grace)s
FROM prospects_prospect p
WHERE coalesce(p.last_contact_at, p.created_at) < %(now)s::timestamptz - %(silence)s
  AND $since < %(now)s::timestamptz - %(silence)s AND NOT ($kept)
ON CONFLICT (prospect_id) DO NOTHING
""").substitute(since=_SILENT_SINCE, kept=_KEPT)
_FORGET = Template("""
DELETE FROM prospects_holdlapse lapse USING prospects_prospect p
WHERE p.id = lapse.prospect_id
  AND (lapse.owner_id <> p.owner_id OR $kept
       OR $since >= lapse.warned_at - %(silence)s)
""").substitute(since=_SILENT_SINCE, kept=_KEPT)


def stages_past_papers() -> list[str]:
    """Return the rungs above the first of their ladder's process phase: past *berkas*."""
    codes = []
    for family in product_types().values():
        process = [rung.code for rung in family if rung.phase == Phase.PROCESS]
        first = family.position(process[0])
        codes += [rung.code for rung in family.ladder[first + 1 :]]
    return sorted(set(codes))


@transaction.atomic
def review(now: datetime) -> int:
    """Warn of silent holds and drop warnings that no longer stand; return how many are new.

    Harmless however often it runs: a prospect is warned of once until its warning is dropped.
    """
    values: dict[str, Any] = {
        "now": now, "stages": stages_past_papers(),
        "silence": timedelta(days=settings.HOLD_DAYS),
        "grace": timedelta(days=settings.HOLD_GRACE_DAYS), "work": list(WORK),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, values)
        cursor.execute(_WARN, values)
        return int(cursor.rowcount)


def is_free(prospect: Prospect, now: datetime) -> bool:
    """Tell whether the hold of this prospect has ended."""
    rows = HoldLapse.objects.system("may somebody else have it").free(now)
    return rows.filter(prospect=prospect).exists()
