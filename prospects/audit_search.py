"""Who read, did and changed what: three logs behind one search, each paged by its own indexes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.formats import date_words, hour
from core.paging import Order
from org.audit_words import action_words
from org.models import AuditEntry, ReadEntry, User
from org.models.branch import ZONES, TimeZone
from prospects import audit_changes
from prospects.audit_tables import Names, change_words
from prospects.models import Opportunity, Prospect

LABELS = {"insert": "added", "update": "changed", "delete": "removed"}


@dataclass(frozen=True)
class Search:
    """What is looked for; `last` is included. Days are those of `zone`."""

    who: str = ""
    number: str = ""
    first: date | None = None
    last: date | None = None
    zone: ZoneInfo = ZONES[TimeZone.WIB]
    table: str = ""

    def user(self) -> User | None:
        """Return the person named by user name or NIP."""
        text = self.who.strip().lower()
        return User.objects.filter(Q(username=text) | Q(nip=text)).first() if text else None

    def person(self) -> Prospect | None:
        """Return the record of this number."""
        rows = Prospect.objects.system("the auditor's search reaches the bank")
        return rows.filter(number=self.number.strip().upper()).first() if self.number else None

    @property
    def moments(self) -> tuple[datetime | None, datetime | None]:
        """The first moment of the days and the first after them; None where they are open."""
        days = (self.first, self.last + timedelta(days=1) if self.last else None)
        first, end = (datetime.combine(d, time(), self.zone) if d else None for d in days)
        return first, end

    def span(self, column: str) -> Q:
        """Return the condition for the days on a column of moments."""
        first, end = self.moments
        found = Q(**{f"{column}__gte": first}) if first else Q()
        return found & Q(**{f"{column}__lt": end}) if end else found

    def changes(self, after: audit_changes.Cursor | None) -> audit_changes.Wanted | None:
        """Return what to look for among the changes; None for a person nobody has."""
        user, person = self.user(), self.person()
        if (self.who and user is None) or (self.number and person is None):
            return None
        deals = Opportunity.objects.system("the auditor's search reaches the bank")
        keys = deals.filter(prospect=person).values_list("pk", flat=True) if person else ()
        first, end = self.moments
        return audit_changes.Wanted(
            self.table, user.pk if user else None, person.pk if person else None, tuple(keys),
            first, end, after,
        )  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One row of any log: who, what, about whom (a public id), when, from where."""

    who: str
    what: str
    about: str
    at: datetime
    ip: str = ""
    table: str = ""
    changes: list[tuple[str, str, str]] = field(default_factory=list)

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
        rows = rows.filter(**{about: person.public_id}) if person else rows.none()
    return rows


def read_rows(search: Search) -> QuerySet[Any]:
    """Return the looks."""
    return _narrowed(ReadEntry.objects.select_related("user"), search, "user_id", "object_id", "at")


def act_rows(search: Search) -> QuerySet[Any]:
    """Return the acts: sign-ins, reveals, exports, downloads, look-ups, approvals."""
    rows = AuditEntry.objects.select_related("actor")
    return _narrowed(rows, search, "actor_id", "object_id", "at")


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


def changes_page(search: Search, *, size: int, after: str = "") -> tuple[list[Line], str]:
    """Return changes of any tracked table as lines, and the cursor of what follows.

    Six queries whatever is found. What searches for nobody finds nothing.
    """
    wanted = search.changes(_cursor(after))
    rows = audit_changes.find(wanted, size + 1) if wanted else []
    shown, names, people = rows[:size], Names(rows[:size]), audit_changes.people_of(rows[:size])
    lines = [_change_line(row, names, people, search.zone) for row in shown]
    if len(rows) <= size:
        return lines, ""
    last = shown[-1]
    return lines, f"{last['at'].isoformat()}~{last['table'].place}~{last['id']}"


def _cursor(after: str) -> audit_changes.Cursor | None:
    """Read the place in the list; nonsense is the beginning."""
    moment, _sign, rest = after.partition("~")
    place, _sign, key = rest.partition("~")
    try:
        return datetime.fromisoformat(moment), int(place), int(key)
    except ValueError:
        return None


def _change_line(
    row: dict[str, Any], names: Names, people: dict[tuple[int, int], tuple[str, str]],
    zone: ZoneInfo,
) -> Line:  # fmt: skip
    table, label = row["table"], row["new"]["pgh_label"]
    about, _number = people.get((table.place, row["id"]), ("", ""))
    return Line(
        names.author(row), action_words(LABELS.get(label, label)), about, row["at"],
        table=table.label, changes=change_words(row, names, zone),
    )  # fmt: skip


@dataclass(frozen=True)
class Log:
    """A log that is one table."""

    code: str
    label: str | Promise
    rows: Callable[[Search], QuerySet[Any]]
    lines: Callable[[Iterable[Any]], list[Line]]
    order: Order


CHANGES = "changes"
LOGS = {
    log.code: log
    for log in (
        Log("reads", _("Looks"), read_rows, read_lines, Order("r", "at", is_descending=True)),
        Log("acts", _("Acts"), act_rows, act_lines, Order("a", "at", is_descending=True)),
    )
}  # fmt: skip
