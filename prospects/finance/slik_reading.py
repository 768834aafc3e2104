"""What is known from SLIK about a debtor: requests, facilities, the worst class, who looked."""

from __future__ import annotations

from collections.abc import Sequence

from core.public_id import LENGTH
from org.models import AuditEntry
from prospects.finance import slik
from prospects.finance.reading import REASON
from prospects.models import Facility, Prospect, SlikCheck
from prospects.models.finance import FacilitySource

READERS = 10
CHECKS = 20


def facilities_of(prospect: Prospect) -> list[Facility]:
    """Return the facilities of the answers that count now."""
    found = Facility.objects.system(REASON).kept().filter(prospect=prospect)
    return list(found.filter(source=FacilitySource.SLIK).order_by("pk"))


def checks_of(prospect: Prospect) -> list[SlikCheck]:
    """Return the requests, the newest first, without their files."""
    found = SlikCheck.objects.system(REASON).filter(prospect=prospect)
    found = found.select_related("requested_by", "received_by").defer("file_cipher")
    return list(found.order_by("-requested_at", "-pk")[:CHECKS])


def check_of(prospect: Prospect, public_id: str) -> SlikCheck | None:
    """Return the request of this id among those about the person."""
    found = SlikCheck.objects.system(REASON).filter(prospect=prospect)
    row: SlikCheck | None = found.filter(public_id=public_id[:LENGTH]).first()
    return row


def newest_of(checks: Sequence[SlikCheck]) -> set[int]:
    """Return the keys of the newest answer about each person: its facilities may be typed in."""
    received = ((check.received_at, check) for check in checks if check.received_at)
    in_order = sorted(received, key=lambda pair: pair[0])
    newest = {check.whose: check.pk for _at, check in in_order}  # a later one replaces an earlier
    return set(newest.values())


def last_answer(checks: Sequence[SlikCheck]) -> SlikCheck | None:
    """Return the answer of the newest request that has one."""
    return next((c for c in checks if c.state == SlikCheck.State.RECEIVED), None)


def worst(facilities: Sequence[Facility]) -> tuple[int | None, int | None]:
    """Return the worst class now and in the past 24 months; None where no facility has one."""
    kols = [row.collectibility for row in facilities if row.collectibility]
    past = [kol for kol in slik.worst_by_month(facilities) if kol]
    return max(kols, default=None), max(past + kols, default=None)


def readers_of(prospect: Prospect) -> list[AuditEntry]:
    """Return who looked, asked or fetched last."""
    found = AuditEntry.objects.filter(object_type=slik.OBJECT, object_id=prospect.public_id)
    return list(found.select_related("actor").order_by("-at", "-id")[:READERS])
