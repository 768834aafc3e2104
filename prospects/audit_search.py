"""Who read, did and changed what: three logs behind one search, each paged by its own index."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.formats import date_words, hour
from core.history import event_model
from core.paging import Order
from org.audit_words import action_words
from org.models import AuditEntry, ReadEntry, User
from org.models.branch import ZONES, TimeZone
from prospects.models import Prospect

LABELS = {"insert": "added", "update": "changed", "delete": "removed"}


@dataclass(frozen=True)
class Search:
    """What is looked for; `last` is included. Days are those of `zone`."""

    who: str = ""
    number: str = ""
    first: date | None = None
    last: date | None = None
    zone: ZoneInfo = ZONES[TimeZone.WIB]

    def user(self) -> User | None:
        """Return the person named by user name or NIP."""
        text = self.who.strip().lower()
        return User.objects.filter(Q(username=text) | Q(nip=text)).first() if text else None

    def person(self) -> Prospect | None:
        """Return the record of this number."""
        rows = Prospect.objects.system("the auditor's search reaches the bank")
        return rows.filter(number=self.number.strip().upper()).first() if self.number else None

    def span(self, column: str) -> Q:
        """Return the condition for the days on a column of moments."""
        found = Q()
        if self.first:
            found &= Q(**{f"{column}__gte": datetime.combine(self.first, time(), self.zone)})
        if self.last:
            end = datetime.combine(self.last + timedelta(days=1), time(), self.zone)
            found &= Q(**{f"{column}__lt": end})
        return found


@dataclass(frozen=True)
class Line:
    """One row of any log: who, what, about whom (a public id), when, from where."""

    who: str
    what: str
    about: str
    at: datetime
    ip: str = ""

    def when(self, zone: ZoneInfo) -> str:
        """Return the moment in words."""
        local = self.at.astimezone(zone)
        return f"{date_words(local.date())}, {hour(local)}"


def _narrowed(rows: QuerySet[Any], search: Search, by: str, about: str, at: str) -> QuerySet[Any]:
    """Keep the rows of the person, about the record, in the days; none for a name nobody has."""
    rows = rows.filter(search.span(at))
    if search.who:
        user = search.user()
        rows = rows.filter(**{by: user.pk}) if user else rows.none()
    if search.number:
        person = search.person()
        key = person and (person.pk if about == "pgh_obj_id" else person.public_id)
        rows = rows.filter(**{about: key}) if person else rows.none()
    return rows


def read_rows(search: Search) -> QuerySet[Any]:
    """Return the looks."""
    return _narrowed(ReadEntry.objects.select_related("user"), search, "user_id", "object_id", "at")


def act_rows(search: Search) -> QuerySet[Any]:
    """Return the acts: sign-ins, reveals, exports, downloads, look-ups, approvals."""
    rows = AuditEntry.objects.select_related("actor")
    return _narrowed(rows, search, "actor_id", "object_id", "at")


def change_rows(search: Search) -> QuerySet[Any]:
    """Return the changes of prospects, also those by bulk and plain SQL."""
    rows = event_model(Prospect).objects.all()
    return _narrowed(rows, search, "pgh_context__user", "pgh_obj_id", "pgh_created_at")


def read_lines(rows: Iterable[Any]) -> list[Line]:
    """Return looks as lines."""
    what = str(_("Looked at the page"))
    return [Line(row.user.full_name, what, row.object_id, row.at, row.ip or "") for row in rows]


def act_lines(rows: Iterable[Any]) -> list[Line]:
    """Return acts as lines."""
    return [
        Line(row.actor.full_name if row.actor else "", action_words(row.action), row.object_id,
             row.at, row.ip or "")
        for row in rows
    ]  # fmt: skip


def author_of(event: Any) -> int:
    """Return who made a change; 0 where the portal itself did."""
    return int((event.pgh_context or {}).get("user") or 0)


def change_lines(rows: Iterable[Any]) -> list[Line]:
    """Return changes as lines; authors and records are looked up in one query each."""
    found = list(rows)
    authors = {author_of(row) for row in found}
    names = dict(User.objects.filter(pk__in=authors).values_list("pk", "full_name"))
    keys = {row.pgh_obj_id for row in found}
    people = Prospect.objects.system("the auditor's page").filter(pk__in=keys)
    ids = dict(people.values_list("pk", "public_id"))
    return [
        Line(names.get(author_of(row), ""),
             action_words(LABELS.get(row.pgh_label, row.pgh_label)), ids.get(row.pgh_obj_id, ""),
             row.pgh_created_at)
        for row in found
    ]  # fmt: skip


@dataclass(frozen=True)
class Log:
    """One of the three logs."""

    code: str
    label: str | Promise
    rows: Callable[[Search], QuerySet[Any]]
    lines: Callable[[Iterable[Any]], list[Line]]
    order: Order


LOGS = {
    log.code: log
    for log in (
        Log("reads", _("Looks"), read_rows, read_lines, Order("r", "at", is_descending=True)),
        Log("acts", _("Acts"), act_rows, act_lines, Order("a", "at", is_descending=True)),
        Log("changes", _("Changes"), change_rows, change_lines,
            Order("c", "pgh_created_at", is_descending=True)),
    )
}  # fmt: skip
