"""What columns were the last time: learned from each import, suggested for the next file.

A person's own memory comes first, then that of his colleagues: what most of them meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max
from django.utils.translation import gettext as _

from core import search
from core.crypto import blind_index
from core.formats import day_and_month
from org.models import User
from prospects.imports.opening import is_lettered
from prospects.imports.profile import FIELDS
from prospects.models import ColumnMemory, ImportFile


@dataclass(frozen=True)
class Recalled:
    """The fields a column was (none: not used), on which day, in whose file."""

    fields: tuple[str, ...]
    on: date
    is_mine: bool

    def as_json(self) -> dict[str, Any]:
        """Return it as kept with the mapping of a file."""
        return {"fields": list(self.fields), "on": self.on.isoformat(), "mine": self.is_mine}


def _digest(header: str) -> str:
    return blind_index(search.normalise(header), context="import.column")


def _telling(headers: Iterable[str]) -> dict[str, str]:
    """Return hash -> column; a name that the portal gave says nothing about another file."""
    return {_digest(header): header for header in headers if not is_lettered(header)}


def recall(headers: Iterable[str], entity: str, user: User) -> dict[str, Recalled]:
    """Return what is known of these columns: from one's own files, else from colleagues'."""
    names, known = _telling(headers), set(FIELDS[entity])
    rows = ColumnMemory.objects.filter(entity=entity, header__in=names)
    found: dict[str, Recalled] = {}
    others = rows.exclude(by=user).values("header", "fields")
    ranked = others.annotate(people=Count("pk"), last=Max("at")).order_by("people", "last")
    mine = rows.filter(by=user).values("header", "fields", "at")
    meant: list[tuple[Any, bool]] = [(row, False) for row in ranked]
    meant += [(row, True) for row in mine]
    for row, is_mine in meant:
        fields = tuple(one for one in row["fields"].split(",") if one in known)
        day = row["at" if is_mine else "last"].astimezone(user.zone).date()
        if fields or not row["fields"]:
            found[names[row["header"]]] = Recalled(fields, day, is_mine)
    return found


def learn(file: ImportFile, headers: Iterable[str], now: datetime) -> None:
    """Remember what each column of an imported file was, also that it was none."""
    meant: dict[str, list[str]] = {}
    for field, header in file.mapping["columns"].items():
        meant.setdefault(header, []).append(field)
    rows = [
        ColumnMemory(by_id=file.by_id, entity=file.entity, header=digest, at=now,
                     fields=",".join(meant.get(header, [])))
        for digest, header in _telling(headers).items()
    ]  # fmt: skip
    ColumnMemory.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["by", "entity", "header"],
        update_fields=["fields", "at"],
    )  # fmt: skip


def forget(file: ImportFile) -> None:
    """Unlearn what an import taught that was taken back."""
    taught = ColumnMemory.objects.filter(by=file.by, entity=file.entity)
    if file.finished_at:
        taught.filter(at=file.finished_at).delete()


def words(remembered: Mapping[str, Any] | None, fields: Iterable[str]) -> str:
    """Say why a column was suggested; empty when it was not, or is something else by now."""
    if not remembered or list(fields) != remembered["fields"]:
        return ""
    day = day_and_month(date.fromisoformat(remembered["on"]))
    if remembered["mine"]:
        return _("as in your file of %s") % day
    return _("as in a colleague's file of %s") % day
