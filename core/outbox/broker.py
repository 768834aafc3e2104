"""Telling Celery workers of work. A message is only a wake-up: losing it loses nothing.

The broker is asked for a sign of life with short limits before anything is handed to it, because a
silent one would hold the publisher for many seconds.
"""

import logging
import time
from typing import Any

import redis
from celery.exceptions import CeleryError
from django.conf import settings
from django.utils.module_loading import import_string
from kombu.exceptions import KombuError

PATIENCE = 1.0  # seconds
SILENT_FOR = 30.0  # seconds until a silent broker is asked again
logger = logging.getLogger(__name__)
TROUBLE = (OSError, redis.RedisError, KombuError, CeleryError)


class Broker:
    """The broker as a pump sees it: it answers, or it is left alone for a while."""

    def __init__(self, *, silent_for: float = SILENT_FOR) -> None:
        self._silent_for = silent_for
        self._asked_again_at = 0.0
        self._client: redis.Redis | None = None

    def is_up(self) -> bool:
        """Ask for a sign of life; after a failure answer no for half a minute without asking."""
        if time.monotonic() < self._asked_again_at:
            return False
        try:
            self._connected().ping()
        except TROUBLE as error:
            self._leave_alone(error)
            return False
        return True

    def send(self, task: str, row_id: int, *, queue: str, priority: int) -> bool:
        """Tell a worker of one row; False when the broker does not take it."""
        app: Any = import_string(settings.OUTBOX_CELERY_APP)
        try:
            app.send_task(
                task, args=[row_id], queue=queue, priority=priority, retry=False, ignore_result=True
            )
        except TROUBLE as error:
            self._leave_alone(error)
            return False
        return True

    def _connected(self) -> redis.Redis:
        if self._client is None:
            self._client = redis.Redis.from_url(
                settings.REDIS_URL, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE,
                retry=None,
            )  # fmt: skip
        return self._client

    def _leave_alone(self, error: Exception) -> None:
        logger.warning("the broker does not answer: %s", type(error).__name__)
        self._asked_again_at = time.monotonic() + self._silent_for
        self._client = None
