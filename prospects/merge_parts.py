"""The tables that hang on a prospect, and what becomes of their rows in a merge.

`settings.PROSPECT_MERGE_PARTS` names each table and column that points to a prospect. A contract
test walks all models and fails when one is named neither there nor among those that stay, so that
a table of a later day cannot be forgotten. Tables that follow the holder take the winner's owner
and branch along.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, InternalError, transaction
from django.db.models import QuerySet

from prospects.models import Prospect, ProspectPhone

PHONES, BARRED = "prospects.ProspectPhone", "barred"
# Answered by the holder of the record: he takes them over with it.
HELD = ("prospects.TransferRequest",)
Moved = dict[str, list[Any]]


def _rows(label: str) -> QuerySet[Any]:
    """Return all rows of a table: by its named door where it is scoped."""
    manager: Any = apps.get_model(label).objects
    named = getattr(type(manager), "system", None)
    rows: QuerySet[Any] = manager.system("a merge moves it") if named else manager.all()
    return rows


def _to(label: str, column: str, prospect: Prospect) -> dict[str, Any]:
    """Return what is written into rows that go to this prospect."""
    values: dict[str, Any] = {column: prospect}
    if label in (*settings.PROSPECT_FOLLOWERS, *HELD) and column == "prospect":
        values |= {"owner": prospect.owner, "branch": prospect.branch}
    return values


def move(winner: Prospect, loser: Prospect) -> Moved:
    """Move everything below the loser to the winner; return the keys of what moved, by column."""
    moved = _move_phones(winner, loser)
    for part in settings.PROSPECT_MERGE_PARTS:
        label, _dot, column = part.rpartition(".")
        keys = list(_rows(label).filter(**{column: loser}).values_list("pk", flat=True))
        moved[part] = _moved(label, keys, _to(label, column, winner)) if keys else []
    return {part: keys for part, keys in moved.items() if keys}


def _moved(label: str, keys: list[int], values: dict[str, Any]) -> list[int]:
    """Write `values` into the rows and return those that took them.

    A rule of the table may forbid a single row (the winner has the like, or a frozen row never
    changes): then it stays.
    """
    if _wrote(label, keys, values):
        return keys
    return [key for key in keys if _wrote(label, [key], values)]


def _wrote(label: str, keys: list[int], values: dict[str, Any]) -> bool:
    try:
        with transaction.atomic():
            _rows(label).filter(pk__in=keys).update(**values)
    except (IntegrityError, InternalError):
        return False
    return True


def _move_phones(winner: Prospect, loser: Prospect) -> Moved:
    """Move the numbers the winner does not have; a bar on one it has is taken over.

    Returns the moved ones, each with whether it was the loser's main number, and the barred ones.
    """
    phones = ProspectPhone.objects.system("a merge moves numbers")
    known = {row.number: row for row in phones.filter(prospect=winner)}
    rows = list(phones.filter(prospect=loser).order_by("pk"))
    moved = [(row.pk, row.is_primary) for row in rows if row.number not in known]
    shared = [known[row.number] for row in rows if row.do_not_call and row.number in known]
    barred = [row.pk for row in shared if not row.do_not_call]
    phones.filter(pk__in=barred).update(do_not_call=True)
    phones.filter(pk__in=[key for key, _was in moved]).update(
        prospect=winner, owner=winner.owner, branch=winner.branch, is_primary=False
    )
    return {PHONES: moved, BARRED: barred}


def move_back(moved: Moved, winner: Prospect, loser: Prospect) -> None:
    """Give the loser what came from it and still lies with the winner."""
    for part, keys in moved.items():
        if part not in (PHONES, BARRED):
            label, _dot, column = part.rpartition(".")
            rows = _rows(label).filter(pk__in=keys, **{column: winner})
            rows.update(**_to(label, column, loser))
    phones = ProspectPhone.objects.system("numbers go back")
    phones.filter(pk__in=moved.get(BARRED, [])).update(do_not_call=False)
    for key, was_primary in moved.get(PHONES, []):
        phones.filter(pk=key, prospect=winner).update(
            prospect=loser, owner=loser.owner, branch=loser.branch, is_primary=was_primary
        )


def keep_main(prospect: Prospect, now: datetime) -> None:
    """See that the main number has its row, where an undo took the row away from it."""
    phones = ProspectPhone.objects.system("the main number has a row").filter(prospect=prospect)
    if prospect.phone and not phones.filter(number=prospect.phone).exists():
        ProspectPhone.objects.system("the main number has a row").create(
            prospect=prospect, number=prospect.phone, is_primary=True, owner=prospect.owner,
            branch=prospect.branch, created_at=now,
        )  # fmt: skip
