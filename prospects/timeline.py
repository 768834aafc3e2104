"""Writing the timeline."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from org.models import User
from prospects.models import Opportunity, Prospect, TimelineEntry

_batch: ContextVar[str] = ContextVar("batch", default="")


@contextmanager
def in_batch(public_id: str) -> Iterator[None]:
    """Mark every line that is written inside with the bulk change it belongs to."""
    token = _batch.set(public_id)
    try:
        yield
    finally:
        _batch.reset(token)


def write(
    kind: str,
    *,
    prospect: Prospect,
    at: datetime,
    actor: User | None,
    group: str = TimelineEntry.Group.SYSTEM,
    opportunity: Opportunity | None = None,
    body: str = "",
    **data: Any,
) -> TimelineEntry:
    """Append one line. `kind` names the sentence, `data` fills it; words are chosen when read."""
    if _batch.get():
        data["batch"] = _batch.get()
    return TimelineEntry.objects.create(
        prospect=prospect,
        opportunity=opportunity,
        at=at,
        group=group,
        kind=kind,
        actor=actor,
        data=data,
        body=body,
    )
