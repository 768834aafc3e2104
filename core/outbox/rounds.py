"""One round: find what is due, and see to it that somebody does it.

Any number of processes may do rounds at the same time; rows say what is due and who has it.
"""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from core.clock import database_now
from core.outbox import chores, switch
from core.outbox import claim as claims
from core.outbox.broker import Broker
from core.outbox.models import Delivery, PumpBeat, Run

logger = logging.getLogger(__name__)

WINDOW = 40  # rows that workers know of and have not come for: more would only queue up
RUN, DELIVERY = "outbox.perform_run", "outbox.perform_delivery"


@dataclass(frozen=True, order=True)
class Job:
    """A row to be worked on; sorts by urgency."""

    priority: int
    row_id: int
    task: str
    queue: str = "default"


def plan(now: datetime) -> list[str]:
    """Let every planner write down what is due; return what went wrong."""
    problems: list[str] = []
    for path in settings.OUTBOX_PLANNERS:
        problems += chores.attempt(path, now)
    return problems


def due_jobs(now: datetime, limit: int) -> list[tuple[Job, bool]]:
    """Reserve at most `limit` due rows for handing; True: a worker was told and did not come."""
    if limit <= 0:
        return []
    found = [
        (Job(row.priority, row.row_id, RUN, row.queue), row.is_stale)
        for row in claims.hand_out(Run, now, limit)
    ]
    if len(found) < limit and switch.is_sending():
        found += [
            (Job(row.priority, row.row_id, DELIVERY, row.queue), row.is_stale)
            for row in claims.hand_out(Delivery, now, limit - len(found))
        ]
    return sorted(found)


def tell(broker: Broker, jobs: list[Job]) -> list[Job]:
    """Tell workers of these rows; return those that the broker did not take."""
    for position, job in enumerate(jobs):
        # In the broker 0 is the most urgent, as here.
        if not broker.send(job.task, job.row_id, queue=job.queue, priority=min(job.priority, 9)):
            return jobs[position:]
    return []


def take_back(jobs: list[Job]) -> None:
    """Give rows free that were reserved and cannot be handed."""
    claims.take_back(Run, [job.row_id for job in jobs if job.task == RUN])
    claims.take_back(Delivery, [job.row_id for job in jobs if job.task == DELIVERY])


def beat(name: str, now: datetime, *, has_broker: bool = True, **fields: Any) -> None:
    """Write down that this process is alive. `fields` are others of PumpBeat."""
    values = {"last_tick_at": now, "has_broker": has_broker, **fields}
    PumpBeat.objects.update_or_create(
        name=name, defaults=values, create_defaults={**values, "started_at": now}
    )


def say_goodbye(name: str) -> None:
    """Take the pulse of a process that ends on purpose off the page, unless it is the last."""
    if PumpBeat.objects.exclude(name=name).exists():
        PumpBeat.objects.filter(name=name).delete()


def note_problems(name: str, now: datetime, problems: list[str]) -> None:
    """Keep the last error where administrators see it."""
    if problems:
        PumpBeat.objects.filter(name=name).update(
            last_error="; ".join(problems)[:300], last_error_at=now
        )


def tick_by_beat() -> None:
    """Plan and tell workers, as the pump does; keeps the house going while no pump runs."""
    now = database_now()
    switch.brake_if_restored(now)
    problems = plan(now)
    claims.sweep(now)
    jobs = [job for job, _is_stale in due_jobs(now, WINDOW - claims.outstanding(now))]
    take_back(tell(Broker(), jobs))
    beat("beat", now, last_planned_at=now)
    note_problems("beat", now, problems + chores.run_due(now))
