"""Sealing encrypted numbers anew with the newest field key, while people go on working."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import F, QuerySet
from django.utils.module_loading import import_string

from core.crypto import decrypt, encrypt, field_aad, get_ring
from prospects.models import DataCopy, Disbursement, Prospect, SlikCheck
from prospects.models.sealed import LABEL, SEALED

BATCH = 500
# (rows, label in the additional data, field of the ciphertext, name of the field there)
Sealed = tuple[QuerySet[Any], str, str, str]


def sealed_fields() -> tuple[Sealed, ...]:
    """Return the encrypted columns of this app; `settings.SEALED_FIELDS` names those of all."""
    people = Prospect.objects.system("resealing")
    return (
        *((people, LABEL, f"{name}_cipher", name) for name in SEALED),
        (
            Disbursement.objects.system("resealing"),
            "prospects.Disbursement",
            "account_cipher",
            "account",
        ),
        (SlikCheck.objects.system("resealing"), "prospects.SlikCheck", "file_cipher", "file"),
        (
            DataCopy.objects.annotate(public_id=F("request__public_id")),
            "prospects.DataCopy",
            "key_cipher",
            "key",
        ),
    )


def reseal() -> int:
    """Write every value that an older key sealed with the newest one; return how many.

    Each row changes only if it still holds what was read, so a value that a person saves in the
    meantime wins. Run it again until it answers 0, then drop the old key.
    """
    named = (import_string(path) for path in settings.SEALED_FIELDS)
    return sum(_reseal_field(*sealed) for fields in named for sealed in fields())


def _reseal_field(rows: QuerySet[Any], label: str, column: str, name: str) -> int:
    done = 0
    for pk, public_id, token in _older(rows, column):
        aad = field_aad(label, public_id, name)
        fresh = encrypt(decrypt(token, aad=aad), aad=aad)
        done += rows.filter(pk=pk, **{column: token}).update(**{column: fresh})
    return done


def _older(rows: QuerySet[Any], column: str) -> Iterator[tuple[int, str, str]]:
    """Yield (pk, public id, ciphertext) of the values an older key sealed, in batches by pk."""
    ring, last = get_ring(), 0
    while batch := list(
        rows.filter(pk__gt=last)
        .exclude(**{column: ""})
        .order_by("pk")
        .values_list("pk", "public_id", column)[:BATCH]
    ):
        last = batch[-1][0]
        yield from (row for row in batch if ring.needs_rotation(row[2]))
