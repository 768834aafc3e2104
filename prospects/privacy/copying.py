"""The copy of all data of one person: every table that hangs on him, files included."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone

from core.crypto import decrypt, field_aad
from org.models import User
from prospects.models import Prospect
from prospects.privacy.tables import rows_of

# Working columns that say nothing of their own: what search and paging read, keyed hashes, and
# the keys of files, which are copied opened.
UNSAID = {"id", "version", "search_text", "sort_name", "key_cipher"}
CIPHER, INDEX, MASKED = "_cipher", "_index", "_masked"


def copy_of(person: Prospect, *, now: datetime) -> dict[str, Any]:
    """Return everything the portal holds about the person, as plain data.

    `tables` holds one list of rows for each table; sealed numbers are opened, for they are his.
    """
    tables = {
        model._meta.label: [dict(fields_of(row)) for row in rows] for model, rows in rows_of(person)
    }
    return {
        "number": person.number,
        "made_at": now.isoformat(timespec="seconds"),
        "legal_ground": "UU 27/2022 pasal 7",
        "tables": tables,
    }


def as_json(copy: dict[str, Any]) -> bytes:
    """Return the copy as readable JSON."""
    return json.dumps(copy, ensure_ascii=False, indent=1).encode()


def fields_of(row: Any) -> Iterator[tuple[str, Any]]:
    """Yield name and plain value of each field that says something."""
    for field in row._meta.concrete_fields:
        name = field.attname
        if name in UNSAID or name.endswith((INDEX, MASKED)):
            continue
        if name.endswith(CIPHER):
            yield name.removesuffix(CIPHER), opened(row, name)
        else:
            yield field.name, plain(row, field)
    content = getattr(row, "content_for_copy", None)
    if content is not None:
        yield "content", packed(content(), row.name)


def opened(row: Any, name: str) -> str:
    """Return the plain number behind a sealed field of this row."""
    sealed = getattr(row, name)
    aad = field_aad(row._meta.label, row.public_id, name.removesuffix(CIPHER))
    return decrypt(sealed, aad=aad) if sealed else ""


def plain(row: Any, field: Any) -> Any:
    """Return a value that JSON can hold; people as names, other persons as their number."""
    if field.is_relation:
        return named(getattr(row, field.name) if getattr(row, field.attname) else None)
    value = getattr(row, field.attname)
    if isinstance(field, models.FileField):
        return packed(value.open("rb").read(), value.name) if value else None
    if isinstance(value, bytes | memoryview):
        return packed(bytes(value), "")
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def named(row: Any) -> Any:
    """Return how a row that is pointed to is named: staff by name, the rest by its public id."""
    if row is None:
        return None
    if isinstance(row, User):
        return row.full_name
    return getattr(row, "number", None) or getattr(row, "public_id", None) or str(row)


def packed(content: bytes, name: str) -> dict[str, Any]:
    """Return a file with its digest."""
    return {
        "file": name,
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "content_base64": base64.b64encode(content).decode(),
    }
