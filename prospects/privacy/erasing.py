"""Erasing a person: every table that hangs on him is emptied or deleted, with its history.

What carries figures of the bank (states, steps, money) stays as nameless rows; every other table,
also one that nobody thought of here, is deleted. Sealed numbers and their keyed hashes go, so
that what a backup's dead pages may still hold finds nobody.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pghistory
from django.db import connection, models, transaction
from django.db.models import F, Q

from core.crypto import blind_index
from core.identity import phone_display
from org import audit
from org.models import User
from prospects import number_search, timeline
from prospects.exports.forgetting import forget_person
from prospects.models import ErasedPerson, ImportFile, Opportunity, Prospect, RecentSearch
from prospects.privacy.blanks import STAY, blanks_of
from prospects.privacy.history import empty_history, marks_of
from prospects.privacy.tables import Model, hanging, keys_of
from prospects.restriction import ERASED_NAME
from prospects.signals import person_erased


def digest_of(public_id: str) -> str:
    """Return the keyed digest that the list of the erased holds beside the public id."""
    return blind_index(f"erased:{public_id}")


@transaction.atomic
def erase(
    person: Prospect, *, actor: User | None, now: datetime, by_retention: bool = False
) -> bool:
    """Erase the person; return whether this call did it. Who may and whether is asked elsewhere.

    `actor` is None for the night's run and for the list of the erased after a restore.
    """
    person = Prospect.objects.system("erasure").select_for_update(of=("self",)).get(pk=person.pk)
    if person.erased_at is not None:
        return False
    traces, marks = traces_of(person), marks_of(person)
    with pghistory.context(user=actor.pk if actor else None, reason="erasure"):
        _close(person, actor, now)
        keys = keys_of(person)
        ErasedPerson.objects.get_or_create(
            public_id=person.public_id,
            defaults={"digest": digest_of(person.public_id), "erased_at": now,
                      "by_retention": by_retention},
        )  # fmt: skip
        _empty_rows(person, keys, now)
    empty_history(person, keys, marks)
    # The person bears his mark by now, so that a ring of merged records comes to an end.
    for twin in Prospect.objects.system("erasure").filter(merged_into=person, erased_at=None):
        erase(twin, actor=actor, now=now, by_retention=by_retention)
    _forget_elsewhere(traces, person)
    timeline.write("prospect_erased", prospect=person, at=now, actor=actor)
    audit.record(
        "prospect.erased", actor=actor, at=now, object_type="prospect",
        object_id=person.public_id, branch=person.branch, by_retention=by_retention,
    )  # fmt: skip
    person_erased.send(sender=Prospect, prospect=person, actor=actor, now=now)
    return True


def traces_of(person: Prospect) -> list[str]:
    """Return the words by which the person might be found elsewhere, before they are gone."""
    words = [word for word in person.name.split() if len(word) > 3]
    phone = [person.phone, phone_display(person.phone), person.phone[-8:]] if person.phone else []
    numbers = number_search.marks_of(person)
    return [text for text in (person.name, *words, *phone, person.email, *numbers) if text]


def _close(person: Prospect, actor: User | None, now: datetime) -> None:
    """Take what was only hoped for out of the figures of today; past figures stay."""
    rows = Opportunity.objects.system("erasure").filter(prospect=person, archived_at=None)
    for row in rows:
        rows.filter(pk=row.pk).update(
            archived_at=now, state_at=now, state_by=actor or row.owner, updated_at=now,
            version=F("version") + 1,
        )  # fmt: skip


def _empty_rows(person: Prospect, keys: dict[Model, list[int]], now: datetime) -> None:
    for model in reversed(list(hanging())):
        rows = model._base_manager.filter(pk__in=keys[model])
        if model._meta.label not in STAY:
            _delete_files(model, rows)
            rows._raw_delete(rows.db)
        elif model is not Prospect and blanks_of(model):
            rows.update(**blanks_of(model))
    mark = {
        "name": ERASED_NAME, "sort_name": ERASED_NAME, "erased_at": now, "restricted_at": now,
        "archived_at": person.archived_at or now, "updated_at": now, "next_step_at": None,
        "version": person.version + 1,
    }  # fmt: skip
    rows = Prospect.objects.system("erasure").filter(pk=person.pk)
    rows.update(**(blanks_of(Prospect) | mark))


def _delete_files(model: Model, rows: Any) -> None:
    names = [f.name for f in model._meta.concrete_fields if isinstance(f, models.FileField)]
    for row in rows if names else ():
        for name in names:
            getattr(row, name).delete(save=False)


def _forget_elsewhere(traces: list[str], person: Prospect) -> None:
    """Forget searches for the person and the lists he came and went in, as far as they are kept."""
    searched = Q(text__startswith=number_search.SEALED_MARK)  # whose number it is, nobody can tell
    for text in traces:
        searched |= Q(text__icontains=text)
    RecentSearch.objects.filter(searched).delete()
    named = Q(pk__in=_files_naming(traces))
    if person.import_batch_id:
        named |= Q(batch=person.import_batch_id)
    ImportFile.objects.filter(named).update(content=None, rejects=None, preview={})
    forget_person(person, [text for text in traces if text not in person.name.split()])


def _files_naming(traces: list[str]) -> list[int]:
    """Return plain lists that hold the whole name or a number of the person."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT file.id FROM prospects_importfile file, unnest(%s::text[]) AS word "
            "WHERE length(word) > 5 AND (position(convert_to(word, 'UTF8') IN file.content) > 0 "
            "OR position(convert_to(word, 'UTF8') IN file.rejects) > 0 "
            "OR file.preview::text LIKE '%%' || word || '%%')",
            [traces],
        )
        return [row[0] for row in cursor.fetchall()]
