"""Requests about data as ready strings."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse

from core.formats import moment_words
from prospects.clocks import left_words
from prospects.models import DataRequest
from prospects.privacy.holds import holds_of

TONES = {"waiting": "warn", "approval": "warn", "working": "acc", "answered": "ok"}
DAY = 24 * 3600


def line_of(row: DataRequest, now: datetime) -> dict[str, Any]:
    """Return one line of the list: what, whose, until when, and the time that is left."""
    zone = row.branch.time_zone
    seconds = (row.due_at - now).total_seconds()
    return {
        "url": reverse("prospects:rights-detail", args=[row.public_id]),
        "kind": row.get_kind_display(),
        "who": row.prospect.name,
        "number": row.prospect.number,
        "branch": row.branch.name,
        "owner": row.owner.full_name,
        "state": row.get_state_display(),
        "tone": TONES.get(row.state, ""),
        "received": moment_words(row.received_at, zone),
        "due": moment_words(row.due_at, zone),
        "left": left_words(row.due_at, now) if row.is_open else "",
        "is_late": row.is_open and seconds < 0,
        "is_near": row.is_open and 0 <= seconds < DAY,
    }


def facts_of(row: DataRequest, now: datetime) -> dict[str, Any]:
    """Return everything the page of one request tells."""
    zone = row.branch.time_zone
    return line_of(row, now) | {
        "medium": row.get_medium_display(),
        "by_whom": row.by_whom,
        "detail": row.detail,
        "recorded": f"{row.recorded_by.full_name}, {moment_words(row.recorded_at, zone)}",
        "answer": row.answer,
        "answered": person_and_moment(row.answered_by, row.answered_at, zone),
        "approved": person_and_moment(row.approved_by, row.approved_at, zone),
        "person_url": reverse("prospects:prospect-detail", args=[row.prospect.public_id]),
        "holds": holds_of(row.prospect) if row.kind == "erasure" and row.is_open else [],
    }


def person_and_moment(person: Any, moment: datetime | None, zone: str) -> str:
    """Return who did it and when; empty where nobody has."""
    parts = [person.full_name if person else "", moment_words(moment, zone) if moment else ""]
    return ", ".join(part for part in parts if part)
