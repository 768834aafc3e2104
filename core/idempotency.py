"""Pressing a button twice does the work once."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from core.models import IdempotencyKey

KEPT = timedelta(hours=48)


class KeyReusedError(Exception):
    """The same key came with another body: the caller has mixed up two requests."""


def fingerprint_of(body: Mapping[str, Any]) -> str:
    """Return a digest of what was asked, independent of the order of the fields."""
    return hashlib.sha256(json.dumps(body, sort_keys=True, default=str).encode()).hexdigest()


def once(
    *, user_id: int, key: str, body: Mapping[str, Any], now: datetime, work: Callable[[], str]
) -> tuple[str, bool]:
    """Run `work` once per (user, key) and return (its target, whether this call did the work).

    The key row is inserted first, so a second request waits for the first one's transaction and
    then answers as it did. Raises KeyReusedError when the key came before with another body.
    """
    fingerprint = fingerprint_of(body)
    with transaction.atomic():
        row, is_new = IdempotencyKey.objects.select_for_update().get_or_create(
            user_id=user_id,
            key=key[:64],
            defaults={"fingerprint": fingerprint, "created_at": now},
        )
        if not is_new:
            if row.fingerprint != fingerprint:
                raise KeyReusedError
            return row.target, False
        row.target = work()
        row.save(update_fields=["target"])
        return row.target, True


def target_of(*, user_id: int, key: str, body: Mapping[str, Any]) -> str:
    """Return where the answer of this very request is; empty when it was not carried out yet.

    Raises KeyReusedError when the key came before with another body.
    """
    row = IdempotencyKey.objects.filter(user_id=user_id, key=key[:64]).first()
    if row is not None and row.fingerprint != fingerprint_of(body):
        raise KeyReusedError
    return row.target if row is not None else ""


def forget_old_keys(now: datetime) -> int:
    """Delete keys older than 48 hours; return how many."""
    return IdempotencyKey.objects.filter(created_at__lt=now - KEPT).delete()[0]
