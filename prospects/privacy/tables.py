"""Which tables hang on a person, found from the foreign keys, so that a new table is never missed.

A table hangs on a person when it points to him, or to a row that hangs on him. Change history is
looked at beside its table. What is written about a field here is the exception: a table that is
not named anywhere is copied whole and erased field by field.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import pghistory.models
from django.apps import apps
from django.db import models
from django.db.models import Q

from core.history import event_model
from prospects.models import Prospect

Model = type[models.Model]

# Tables that hang on a person and are not his data, each with the reason.
NOT_HIS: dict[str, str] = {
    "prospects.DataCopy": "is the copy itself",
    "prospects.ProspectMerge": "holds working columns for an undo",
    "prospects.ImportedRow": "holds working columns for an undo",
    "documents.Upload": "is on its way; the file made of it is in the copy",
}


def foreign_keys(model: Model) -> list[Any]:
    """Return the fields of a table that point to another table."""
    return [one for one in model._meta.concrete_fields if one.is_relation]


def _is_kept(model: Model) -> bool:
    is_event = issubclass(model, pghistory.models.Event)
    return not is_event and bool(model._meta.managed) and not model._meta.proxy


@lru_cache(maxsize=1)
def hanging() -> dict[Model, tuple[str, ...]]:
    """Return each table that hangs on a person, nearest first, with its fields that lead there."""
    found: dict[Model, tuple[str, ...]] = {Prospect: ()}
    has_grown = True
    while has_grown:
        near = {
            model: tuple(one.name for one in foreign_keys(model) if one.related_model in found)
            for model in apps.get_models()
            if model not in found and _is_kept(model)
        }
        new = {model: names for model, names in near.items() if names}
        found |= new
        has_grown = bool(new)
    return {model: _names(model, found) for model in found}


def _names(model: Model, found: dict[Model, Any]) -> tuple[str, ...]:
    if model is Prospect:
        return ()
    return tuple(one.name for one in foreign_keys(model) if one.related_model in found)


def with_twins(person: Prospect) -> list[Prospect]:
    """Return the person with the records merged into him, and those merged into them."""
    found = [person]
    for one in found:
        rows = Prospect.objects.system("merged twins").filter(merged_into=one, erased_at=None)
        found += rows.exclude(pk__in=[known.pk for known in found]).order_by("pk")
    return found


def family_of(person: Prospect) -> list[Prospect]:
    """Return all records that are the same person by merges: upwards and downwards."""
    top, seen = person, {person.pk}
    while top.merged_into_id and top.merged_into_id not in seen:
        seen.add(top.merged_into_id)
        top = Prospect.objects.system("merged twins").get(pk=top.merged_into_id)
    return with_twins(top)


def keys_of(*people: Prospect) -> dict[Model, list[int]]:
    """Return table -> primary keys of the rows about these people.

    Looked for twice, because a table may point to one that is found after it.
    """
    keys: dict[Model, set[int]] = {Prospect: {person.pk for person in people}}
    for _round in range(2):
        for model, names in hanging().items():
            if names:
                keys[model] = keys.get(model, set()) | _found(model, names, keys)
    return {model: sorted(found) for model, found in keys.items()}


def _found(model: Model, names: tuple[str, ...], keys: dict[Model, set[int]]) -> set[int]:
    condition = Q(pk__in=[])
    for name in names:
        target: Any = model._meta.get_field(name).related_model
        condition |= Q(**{f"{name}__in": keys.get(target, ())})
    return set(model._base_manager.filter(condition).values_list("pk", flat=True))


def rows_of(person: Prospect) -> Iterator[tuple[Model, list[Any]]]:
    """Yield each table that is the person's data with his rows, in order of making.

    What was merged into him is his.
    """
    for model, keys in keys_of(*with_twins(person)).items():
        if model._meta.label not in NOT_HIS:
            yield model, list(model._base_manager.filter(pk__in=keys).order_by("pk"))


def event_of(model: Model) -> Model | None:
    """Return the table of a table's change history; None when it has none."""
    try:
        return event_model(model)
    except LookupError:
        return None
