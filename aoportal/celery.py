"""The Celery application of workers and of the ticker. The web never imports it.

A message carries an id and nothing else; what is due, who has it and how it ended are rows. So
every limit here is short, every message may be lost, and results are ignored.
"""

import os
import sys
from typing import Any

import django
from celery import Celery
from celery.signals import beat_init, worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aoportal.settings")
os.environ.setdefault("AOPORTAL_WORKER", "on")

# Seconds. A worker is stopped long before the broker would give its message to another.
TIME_LIMIT = 120
VISIBILITY_TIMEOUT = 3600

app = Celery("aoportal")
app.config_from_object("django.conf:settings", namespace="CELERY")  # the broker's address
app.conf.update(
    {
        "broker_connection_retry_on_startup": True,
        "broker_connection_timeout": 2,
        "broker_transport_options": {
            "visibility_timeout": VISIBILITY_TIMEOUT,
            "socket_timeout": 2,
            "socket_connect_timeout": 2,
            "retry_on_timeout": False,
            "max_retries": 0,
            "priority_steps": list(range(10)),
            "queue_order_strategy": "priority",
        },
        "include": ["core.outbox.tasks"],
        "accept_content": ["json"],
        "task_serializer": "json",
        "task_ignore_result": True,
        "task_acks_late": True,
        "task_reject_on_worker_lost": True,
        "task_time_limit": TIME_LIMIT,
        "task_publish_retry": False,
        "task_default_queue": "default",
        "worker_prefetch_multiplier": 1,
        "worker_soft_shutdown_timeout": 30,
        "worker_cancel_long_running_tasks_on_connection_loss": False,
        "worker_hijack_root_logger": False,
        "beat_schedule": {
            "tick": {"task": "outbox.tick", "schedule": 60.0, "options": {"expires": 55}},
        },
        "timezone": "UTC",
        "enable_utc": True,
    }
)


@worker_init.connect
@beat_init.connect
def _refuse_unsafe_start(**_sender: Any) -> None:
    """End a worker or beat where production is not safe to run, as the web server does."""
    django.setup()
    from aoportal.checks import refuse_unsafe_start  # needs the loaded applications

    try:
        refuse_unsafe_start()
    except SystemExit as end:  # beat has taken the usual output for its log
        print(end.code, file=sys.__stderr__)
        raise SystemExit(1) from end
