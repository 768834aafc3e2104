"""The change history of an erased person: emptied, also where a merge carried it to somebody else.

Only the owner of the tables may alter history: it is done by a function of the database that works
for erased persons alone and writes what it did into the trail.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q

from core.history import event_model
from prospects.models import Prospect, ProspectMerge
from prospects.privacy.blanks import STAY, blanks_of
from prospects.privacy.tables import Model, event_of, hanging
from prospects.restriction import ERASED_NAME

# By these a version of another record is known to tell of the person.
TELLING = ("name", "phone", "email", "address")


@dataclass(frozen=True)
class Marks:
    """What tells of the person in versions of the records he was once merged with."""

    values: Mapping[str, str]
    others: frozenset[int]


def marks_of(person: Prospect) -> Marks:
    """Return them, before they are gone."""
    merges = ProspectMerge.objects.system("erasure").filter(Q(winner=person) | Q(loser=person))
    others = {pk for pair in merges.values_list("winner", "loser") for pk in pair}
    values = {name: value for name in TELLING if (value := getattr(person, name))}
    return Marks(values, frozenset(others - {person.pk}))


def empty_history(person: Prospect, keys: dict[Model, list[int]], marks: Marks) -> None:
    """Delete the versions of his rows, or blank those of rows that stay; `keys` grows by the rows
    that were deleted before. What lives on with somebody else is blanked where it was his."""
    for model, ids in list(keys.items()):
        event = event_of(model)
        if event is None:
            continue
        former = _former(model, event, keys)
        living = set(model._base_manager.filter(pk__in=former).values_list("pk", flat=True))
        ids = keys[model] = sorted({*ids, *(former.keys() - living)})
        blanks = _blanks(model, event) if model._meta.label in STAY else None
        _erase(person, event, ids, blanks)
        strayed = [key for obj in living - set(ids) for key in former[obj]]
        _erase(person, event, strayed, _blanks(model, event), by_version=True)
    _blank_merged(person, marks)


def _former(model: Model, event: Model, keys: dict[Model, list[int]]) -> dict[int, list[int]]:
    """Return row -> its versions that led to the person, of rows that do so no more as well."""
    found: dict[int, list[int]] = {}
    columns = {field.attname for field in event._meta.concrete_fields}
    for name in hanging()[model]:
        field: Any = model._meta.get_field(name)
        if field.attname in columns and keys.get(field.related_model):
            rows = event._base_manager.filter(**{f"{field.attname}__in": keys[field.related_model]})
            for row, version in rows.values_list("pgh_obj_id", "pgh_id"):
                found.setdefault(row, []).append(version)
    return found


def _blanks(model: Model, event: Model) -> dict[str, Any]:
    columns = {field.attname for field in event._meta.concrete_fields}
    found = blanks_of(model) | ({"name": ERASED_NAME} if model is Prospect else {})
    return {name: value for name, value in found.items() if name in columns}


def _blank_merged(person: Prospect, marks: Marks) -> None:
    """Blank versions of records he was once merged with, where they bore what was his."""
    event: Model = event_model(Prospect)
    his = Q(pk__in=[])
    for name, value in marks.values.items():
        his |= Q(**{name: value})
    rows = event._base_manager.filter(his, pgh_obj_id__in=marks.others)
    keys = list(rows.values_list("pgh_id", flat=True)) if marks.others else []
    _erase(person, event, keys, _blanks(Prospect, event), by_version=True)


def _erase(
    person: Prospect, event: Model, keys: list[int], blanks: dict[str, Any] | None,
    *, by_version: bool = False,
) -> None:  # fmt: skip
    """Call the function; `keys` are of rows, or of single versions. None deletes them."""
    if not keys:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT erase_history(%s, %s, %s, %s, %s)",
            [person.pk, event._meta.db_table, keys,
             None if blanks is None else json.dumps(blanks), by_version],
        )  # fmt: skip
