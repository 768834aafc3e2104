"""The history of a row in words: who, when, and each value before and after.

Changes of values come from the event table that triggers fill, so a bulk or SQL write is there
too; acts that are no change (a slip printed, a session ended) come from the audit trail. An entry
and the change it speaks of share the number of the request and stand on one line.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.formats import date_words, hour
from core.history import event_model
from org.audit_words import action_words
from org.models import AuditEntry, User

SHOWN = 40  # lines; older ones are in the audit trail
LABELS = {"insert": "added", "update": "changed", "delete": "removed"}
# Kept by the row itself, no business of a reader.
UNSAID = ("id", "public_id", "version")


@dataclass
class Line:
    """One moment: `changes` are (field, before, after) in words."""

    at: datetime
    who: str
    what: str
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    when: str = ""
    ip: str = ""


def lines_of(row: Any, object_type: str) -> list[Line]:
    """Return the newest lines about this row, newest first; five queries at most."""
    events = list(
        event_model(type(row)).objects.filter(pgh_obj_id=row.pk).order_by("-pgh_id")[: SHOWN + 1]
    )
    entries = list(
        AuditEntry.objects.filter(object_type=object_type, object_id=row.public_id)
        .select_related("actor")
        .order_by("-at", "-id")[:SHOWN]
    )
    words = _Words(type(row), events)
    lines = _joined(entries, words.lines(events))
    for line in lines:
        line.when = f"{date_words(line.at.date())}, {hour(line.at)}"
    return sorted(lines, key=lambda line: line.at, reverse=True)[:SHOWN]


def _joined(entries: list[AuditEntry], changed: list[tuple[str, Line]]) -> list[Line]:
    """Put each entry on the line of the change made by the same request."""
    by_request = {request: line for request, line in changed if request}
    lines = [line for _request, line in changed]
    for entry in reversed(entries):
        line = by_request.pop(entry.request_id, None)
        what = action_words(entry.action)
        who = entry.actor.full_name if entry.actor else ""
        if line is None:
            lines.append(Line(_local(entry.at), who, what, ip=entry.ip or ""))
        else:
            line.what, line.who, line.ip = what, who, entry.ip or ""
    return lines


def _local(moment: datetime) -> datetime:
    from django.utils import timezone

    return timezone.localtime(moment)


def _actor_of(event: Any) -> int:
    return (event.pgh_context or {}).get("user") or 0


class _Words:
    """Values of one model as a person reads them; rows they point to are read once."""

    def __init__(self, model: type[models.Model], events: list[Any]) -> None:
        self.fields = {
            name: one
            for one in model._meta.concrete_fields
            if (name := one.attname) not in UNSAID and events and hasattr(events[0], name)
        }
        people = {_actor_of(one) for one in events}
        self.people = dict(User.objects.filter(pk__in=people).values_list("pk", "full_name"))
        self.named = {
            name: self._names_of(one, name, events)
            for name, one in self.fields.items()
            if one.is_relation
        }

    def _names_of(self, one: Any, name: str, events: list[Any]) -> dict[Any, str]:
        keys = {getattr(event, name) for event in events} - {None}
        found = one.related_model._base_manager.filter(pk__in=keys) if keys else ()
        return {row.pk: str(row) for row in found}

    def lines(self, events: list[Any]) -> list[tuple[str, Line]]:
        """Return (number of the request, line) per event, newest first."""
        pairs = zip(events, [*events, None][1:], strict=True)
        return [self._line(event, before) for event, before in pairs][:SHOWN]

    def _line(self, event: Any, before: Any) -> tuple[str, Line]:
        context = event.pgh_context or {}
        what = action_words(LABELS.get(event.pgh_label, event.pgh_label))
        who = self.people.get(_actor_of(event), "")
        is_change = before is not None and event.pgh_label == "update"
        changes = self._changes(event, before) if is_change else []
        return context.get("request", ""), Line(_local(event.pgh_created_at), who, what, changes)

    def _changes(self, event: Any, before: Any) -> list[tuple[str, str, str]]:
        return [
            (capfirst(str(one.verbose_name)), self._word(name, before), self._word(name, event))
            for name, one in self.fields.items()
            if getattr(before, name) != getattr(event, name)
        ]

    def _word(self, name: str, event: Any) -> str:
        value, one = getattr(event, name), self.fields[name]
        if name in self.named:
            return self.named[name].get(value, "–")
        if one.flatchoices:
            return str(dict(one.flatchoices).get(value, value or "–"))
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if isinstance(value, datetime):
            return f"{date_words(_local(value).date())}, {hour(_local(value))}"
        if isinstance(value, date):
            return date_words(value)
        return "–" if value in (None, "") else str(value)
