"""What Celery runs: a wake-up with an id. All that matters is in the database."""

from celery import shared_task

from core.outbox import rounds, worker
from core.room import roomy


@shared_task(name="outbox.perform_run")
@roomy
def perform_run(run_id: int) -> None:
    """Do one run, if it is still to be done."""
    worker.perform_run(run_id)


@shared_task(name="outbox.perform_delivery")
@roomy
def perform_delivery(delivery_id: int) -> None:
    """Send one mail, if it is still to be sent."""
    worker.perform_delivery(delivery_id)


@shared_task(name="outbox.tick")
@roomy
def tick() -> None:
    """Do a round as the pump does: beat sends this every minute in case no pump runs."""
    rounds.tick_by_beat()
