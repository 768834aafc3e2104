"""Finding what has to be mailed now. Each planner is one statement and harmless in any number.

Zones of Indonesia have no summer time, but the database's zone table is asked all the same, so
that the clock of the server is never part of the answer.
"""

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from core.outbox.api import Due, enqueue_many
from followups.mails import AGENDA, HANDOVER, REMINDER
from followups.models import FollowUp
from prospects.consents import stages_in_process

_AGENDA = """
SELECT person.public_id, clock.day, clock.agenda_at
FROM org_user person
LEFT JOIN org_branch branch ON branch.id = person.branch_id
CROSS JOIN LATERAL (
    SELECT CASE branch.time_zone WHEN 'WITA' THEN 'Asia/Makassar' WHEN 'WIT' THEN 'Asia/Jayapura'
           ELSE 'Asia/Jakarta' END AS zone
) place
CROSS JOIN LATERAL (
    SELECT (%(now)s::timestamptz AT TIME ZONE place.zone)::date AS day,
           (date_trunc('day', %(now)s::timestamptz AT TIME ZONE place.zone)
            + make_interval(hours => person.agenda_hour)) AT TIME ZONE place.zone AS agenda_at
) clock
WHERE person.is_active AND person.email <> '' AND %(now)s >= clock.agenda_at
  AND extract(isodow FROM clock.day) < 6
  AND NOT EXISTS (
    SELECT 1 FROM org_holiday holiday
    WHERE holiday.is_bank_holiday AND holiday.day = clock.day
      AND (holiday.branch_id IS NULL OR holiday.branch_id = branch.id))
  AND (EXISTS (
    SELECT 1 FROM followups_followup step
    JOIN prospects_prospect prospect
      ON prospect.id = step.prospect_id AND prospect.archived_at IS NULL
      AND prospect.restricted_at IS NULL
    WHERE step.owner_id = person.id AND step.state = 'open' AND step.due_on <= clock.day
      AND step.created_at < clock.agenda_at)
   OR EXISTS (
    SELECT 1 FROM prospects_holdlapse lapse
    WHERE lapse.owner_id = person.id AND lapse.free_at > %(now)s
      AND lapse.warned_at > %(now)s::timestamptz - interval '1 day'))
  AND NOT EXISTS (
    SELECT 1 FROM outbox_run run
    WHERE run.kind = %(kind)s AND run.key = person.public_id || ':' || clock.day)
"""

# Steps join a mail that leaves anyway when they are due within 15 minutes of its first one. After
# three days an unsent reminder helps nobody: the agenda of the morning shows the step as late.
_REMINDERS = """
WITH waiting AS (
    SELECT step.id, step.due_at, step.owner_id, step.branch_id,
           step.due_at <= %(now)s + make_interval(mins => person.reminder_lead_minutes) AS is_due
    FROM followups_followup step
    JOIN org_user person ON person.id = step.owner_id
    JOIN prospects_prospect prospect
      ON prospect.id = step.prospect_id AND prospect.archived_at IS NULL
      AND prospect.restricted_at IS NULL
    WHERE (prospect.offers_closed <> 'withdrawn' OR EXISTS (
        SELECT 1 FROM prospects_opportunity file
        WHERE file.prospect_id = prospect.id AND file.archived_at IS NULL
          AND (file.status = 'won' OR file.status = 'open' AND file.stage = ANY(%(stages)s))))
      AND step.state = 'open' AND step.is_timed AND person.is_active AND person.email <> ''
      AND step.due_at > %(now)s - interval '3 days'
      AND step.due_at <= %(now)s
          + make_interval(mins => person.reminder_lead_minutes) + interval '15 minutes'
      AND NOT EXISTS (
        SELECT 1 FROM followups_reminder sent
        WHERE sent.follow_up_id = step.id AND sent.due_at = step.due_at)
), first AS (
    SELECT owner_id, max(due_at) AS due_at FROM waiting WHERE is_due GROUP BY owner_id
)
INSERT INTO followups_reminder (follow_up_id, due_at, owner_id, branch_id, planned_at)
SELECT waiting.id, waiting.due_at, waiting.owner_id, waiting.branch_id, %(now)s
FROM waiting JOIN first USING (owner_id)
WHERE waiting.is_due OR waiting.due_at <= first.due_at + interval '15 minutes'
ORDER BY waiting.id
ON CONFLICT DO NOTHING
RETURNING follow_up_id
"""

_HANDOVER_LOCK = "SELECT pg_advisory_xact_lock(hashtext('followups.handover'))"
_HANDOVERS = """
UPDATE followups_handovernotice notice
SET planned_at = %(now)s,
    run_key = person.public_id || ':' || to_char(%(now)s AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MISS')
FROM org_user person
WHERE person.id = notice.recipient_id AND notice.run_key = '' AND notice.at <= %(now)s
  AND NOT EXISTS (
    SELECT 1 FROM followups_handovernotice earlier
    WHERE earlier.recipient_id = notice.recipient_id
      AND earlier.planned_at > %(now)s::timestamptz - interval '1 hour')
RETURNING person.public_id, notice.run_key
"""


def _rows(statement: str, **values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def plan_agendas(now: datetime) -> int:
    """Ask for the agenda mail of everybody whose morning it is; return how many are new."""
    found = _rows(_AGENDA, now=now, kind=AGENDA)
    return enqueue_many(
        AGENDA,
        [
            Due(f"{person}:{day}", now, {"user": person, "day": day.isoformat()})
            for person, day, _agenda_at in found
        ],
    )


@transaction.atomic
def plan_reminders(now: datetime) -> int:
    """Ask for reminders of steps whose lead has come, one mail a person; return how many."""
    ids = [row[0] for row in _rows(_REMINDERS, now=now, stages=stages_in_process())]
    steps = FollowUp.objects.system("reminders").filter(pk__in=ids).select_related("owner")
    by_person: dict[str, list[FollowUp]] = defaultdict(list)
    for step in steps.in_order():
        by_person[step.owner.public_id].append(step)
    return enqueue_many(
        REMINDER, [_reminder(person, found, now) for person, found in by_person.items()]
    )


def _reminder(person: str, steps: list[FollowUp], now: datetime) -> Due:
    """Return one mail's work. A moved step has another moment and so another key."""
    first = steps[0]
    payload = {
        "user": person,
        "steps": {step.public_id: step.due_at.isoformat() for step in steps},
    }
    return Due(f"{person}:{first.due_at:%Y%m%dT%H%M}:{first.public_id}", now, payload)


@transaction.atomic
def plan_handovers(now: datetime) -> int:
    """Ask for mails about prospects that came to a person: at most one an hour for each."""
    with connection.cursor() as cursor:
        cursor.execute(_HANDOVER_LOCK)
    found = sorted(set(_rows(_HANDOVERS, now=now)))
    return enqueue_many(HANDOVER, [Due(key, now, {"user": person}) for person, key in found])
