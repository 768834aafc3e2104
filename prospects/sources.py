"""The sources of prospects and what each means: the one place that knows why one may be contacted.

The rows are few and change some times a year, while every list and form needs them. So they are
read once and kept for half a minute by each process; whoever changes them drops what is kept.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language

from prospects.models.source import ContactBasis, ProspectSource, Source

KEPT_SECONDS = 30
UNKNOWN_BASIS = ContactBasis.REFERRED

# (code, Indonesian, English, basis of contact), in the order people see them.
SOURCES: tuple[tuple[Source, str, str, ContactBasis], ...] = (
    (Source.WALK_IN, "Datang sendiri", "Walk-in", ContactBasis.OWN_REQUEST),
    (Source.REFERRAL, "Referensi", "Referral", ContactBasis.REFERRED),
    (Source.COLLEAGUE, "Rekan kerja", "Colleague", ContactBasis.REFERRED),
    (Source.EXISTING_CUSTOMER, "Nasabah lama", "Existing customer", ContactBasis.CUSTOMER),
    (Source.FRONTLINE, "Teller, CS, satpam", "Teller, customer service, security",
     ContactBasis.REFERRED),
    (Source.DEVELOPER, "Developer", "Developer", ContactBasis.REFERRED),
    (Source.DEALER, "Dealer", "Dealer", ContactBasis.REFERRED),
    (Source.INSTITUTION, "Instansi", "Institution", ContactBasis.REFERRED),
    (Source.EVENT, "Pameran/acara", "Event", ContactBasis.CONSENT),
    (Source.CAMPAIGN, "Kampanye", "Campaign", ContactBasis.CONSENT),
    (Source.SOCIAL_MEDIA, "Media sosial", "Social media", ContactBasis.PUBLIC),
    (Source.WEBSITE, "Situs web", "Website", ContactBasis.OWN_REQUEST),
    (Source.OTHER, "Lainnya", "Other", ContactBasis.REFERRED),
)  # fmt: skip

_kept: dict[str, ProspectSource] = {}
_read_at = 0.0


def starting_rows(model: Any = ProspectSource) -> list[Any]:
    """Return the rows that ship with the portal, unsaved."""
    return [
        model(code=str(code), label_id=label_id, label_en=label_en, basis=str(basis),
              is_system=True, position=position * 10)
        for position, (code, label_id, label_en, basis) in enumerate(SOURCES, start=1)
    ]  # fmt: skip


def load(model: Any = ProspectSource) -> None:
    """Add the starting rows that are missing; what the bank has reworded stays."""
    model._default_manager.bulk_create(starting_rows(model), ignore_conflicts=True)


def remember(rows: Iterable[ProspectSource]) -> None:
    """Keep these rows for the next half minute. A starting row nobody has saved stays known."""
    global _read_at
    found = {row.code: row for row in [*starting_rows(), *rows]}
    _kept.clear()
    _kept.update({row.code: row for row in sorted(found.values(), key=_order)})
    _read_at = time.monotonic()


def _order(row: ProspectSource) -> tuple[int, str]:
    return row.position, row.code


def forget() -> None:
    """Read again at the next question."""
    _kept.clear()


def rows() -> dict[str, ProspectSource]:
    """Return all sources by code, in order, also those switched off."""
    if not _kept or time.monotonic() - _read_at > KEPT_SECONDS:
        remember(ProspectSource.objects.all())
    return _kept


def labels() -> dict[str, str]:
    """Return the name of every source in the active language: old records keep theirs."""
    language = get_language() or "id"
    return {code: row.label(language) for code, row in rows().items()}


def choices(*, also: str = "") -> list[tuple[str, str]]:
    """Return (code, name) of what may be chosen: the active ones, and `also` whatever it is."""
    names = labels()
    return [(code, names[code]) for code, row in rows().items() if row.is_active or code == also]


def basis_of(source: str) -> str:
    """Return why somebody of this source may be contacted; empty while the source is unknown."""
    if not source:
        return ""
    row = rows().get(source)
    return row.basis if row else UNKNOWN_BASIS
