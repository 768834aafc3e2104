"""How long data are kept: classes with rules from a day on, shown before they are carried out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from core.outbox.models import Delivery
from org.models import ReadEntry
from prospects.models import (
    DataCopy,
    ImportFile,
    Opportunity,
    Prospect,
    RetentionRule,
    RetentionRun,
)
from prospects.privacy.erasing import erase
from prospects.privacy.holds import holds_of

Code = RetentionRule.Code
A_NIGHT = 200  # persons erased in one run; the rest follow the next night
SHOWN = 50
# What ships: classes with their amounts; months or days as the class says.
STARTING = {
    Code.LOST_PROSPECT: 24, Code.MAIL_BODY: 30, Code.IMPORT_FILE: 7, Code.DATA_COPY: 7,
    Code.READ_LOG: 24,
}  # fmt: skip
# The clean-up of the house throws these away after so many days in any case.
AT_MOST = {Code.MAIL_BODY: 30, Code.IMPORT_FILE: 7}
# Who looked at whom stays at least a year, whatever the rule says (see the migration of `org`).
AT_LEAST = {Code.READ_LOG: 12}
MONTHS = {Code.LOST_PROSPECT, Code.READ_LOG}


def load_rules(model: type[RetentionRule] = RetentionRule) -> None:
    """Add the rules that ship where a class has none; `model` may be that of a migration."""
    known = set(model._default_manager.values_list("code", flat=True))
    model._default_manager.bulk_create(
        model(code=str(code), amount=amount, valid_from=date(2026, 1, 1))
        for code, amount in STARTING.items()
        if str(code) not in known
    )


def rules_on(day: date) -> dict[str, int]:
    """Return class -> amount in force on `day`; 0 keeps for ever."""
    rows = RetentionRule.objects.filter(valid_from__lte=day).order_by("valid_from")
    return dict(rows.values_list("code", "amount"))


def months_before(moment: datetime, months: int) -> datetime:
    """Return the same hour so many calendar months earlier, at most the month's last day."""
    total = moment.year * 12 + moment.month - 1 - months
    year, month = divmod(total, 12)
    for day in (moment.day, 30, 29, 28):
        try:
            return moment.replace(year=year, month=month + 1, day=day)
        except ValueError:
            continue
    return moment


def limit_of(code: str, amount: int, now: datetime) -> datetime:
    """Return the moment before which data of this class are no longer kept."""
    return months_before(now, amount) if code in MONTHS else now - timedelta(days=amount)


def lost_before(limit: datetime) -> QuerySet[Prospect]:
    """Return those with whom nothing has happened since `limit`: no contact, no living or won
    opportunity, none that ended later. Restricted persons are kept: somebody disputes them."""
    files = Opportunity.objects.system("retention").filter(prospect=OuterRef("pk"))
    busy = files.filter(
        Q(archived_at=None) & ~Q(status=Opportunity.Status.LOST)
        | Q(status=Opportunity.Status.WON)
        | Q(closed_at__gte=limit)
        | Q(created_at__gte=limit)
    )
    rows = Prospect.objects.system("retention").filter(
        Q(last_contact_at=None) | Q(last_contact_at__lt=limit),
        created_at__lt=limit, erased_at=None, restricted_at=None,
    )  # fmt: skip
    rows = rows.exclude(status=Prospect.Status.CUSTOMER).filter(~Exists(busy))
    return rows.order_by("created_at", "pk")


def mails_before(limit: datetime) -> QuerySet[Delivery]:
    """Return mails that ended before `limit` and still hold their content."""
    ended = Delivery.objects.filter(finished_at__lt=limit, next_try_at=None, body__isnull=False)
    return ended.exclude(state=Delivery.State.IN_DOUBT)


def files_before(limit: datetime) -> QuerySet[ImportFile]:
    """Return imported files from before `limit` that still hold rows."""
    full = Q(content__isnull=False) | Q(rejects__isnull=False)
    return ImportFile.objects.filter(full, created_at__lt=limit)


def copies_before(limit: datetime) -> QuerySet[DataCopy]:
    """Return copies of data made before `limit`."""
    return DataCopy.objects.filter(made_at__lt=limit)


def looks_before(limit: datetime) -> QuerySet[ReadEntry]:
    """Return looks from before `limit`."""
    return ReadEntry.objects.filter(at__lt=limit)


def _forget_looks(limit: datetime) -> int:
    """Delete old looks: only the tables' owner may, through a function that keeps the last year."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT forget_looks(%s)", [limit])
        return int(cursor.fetchone()[0])


CLASSES: dict[str, Callable[[datetime], QuerySet[Any]]] = {
    Code.LOST_PROSPECT: lost_before,
    Code.MAIL_BODY: mails_before,
    Code.IMPORT_FILE: files_before,
    Code.DATA_COPY: copies_before,
    Code.READ_LOG: looks_before,
}


@dataclass(frozen=True)
class Part:
    """What the next run would do in one class. `numbers` names the first persons."""

    code: str
    amount: int
    limit: datetime | None
    count: int
    numbers: tuple[str, ...] = ()


def preview(now: datetime) -> list[Part]:
    """Return what a run at `now` would throw away, without doing it."""
    rules = rules_on(timezone.localdate(now))
    parts = []
    for code, rows_before in CLASSES.items():
        amount = rules.get(code, 0)
        if not amount:
            parts.append(Part(code, 0, None, 0))
            continue
        limit = limit_of(code, amount, now)
        rows = rows_before(limit)
        numbers: tuple[str, ...] = ()
        if code == Code.LOST_PROSPECT:
            numbers = tuple(rows.values_list("number", flat=True)[:SHOWN])
        parts.append(Part(code, amount, limit, rows.count(), numbers))
    return parts


def run(now: datetime) -> dict[str, int]:
    """Throw away what the rules no longer keep; return how many of each class.

    Harmless however often it runs; the counts of one day add up in its line.
    """
    rules = rules_on(timezone.localdate(now))
    counts = {
        code: _throw_away(code, limit_of(code, rules[code], now), now)
        for code in CLASSES
        if rules.get(code)
    }
    line, _is_new = RetentionRun.objects.get_or_create(
        day=timezone.localdate(now), defaults={"at": now}
    )
    line.at = now
    line.counts = {code: line.counts.get(code, 0) + n for code, n in counts.items()}
    line.save()
    return counts


def _throw_away(code: str, limit: datetime, now: datetime) -> int:
    rows = CLASSES[code](limit)
    match code:
        case Code.READ_LOG:
            return _forget_looks(limit)
        case Code.LOST_PROSPECT:
            persons = [person for person in rows[:A_NIGHT] if not holds_of(person)]
            return sum(erase(one, actor=None, now=now, by_retention=True) for one in persons)
        case Code.MAIL_BODY:
            return rows.update(body=None)
        case Code.IMPORT_FILE:
            return rows.update(content=None, rejects=None, preview={})
    return rows.delete()[0]
