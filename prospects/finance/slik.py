"""SLIK: asked for with consent, answered by hand or by a file, its past as a trend."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.crypto import decrypt, encrypt, field_aad
from core.versioning import StaleError
from org import audit
from org.models import BankSettings, User
from prospects import timeline
from prospects.consents import has_consent
from prospects.finance.reading import REASON, Subject
from prospects.finance.records import add_row, hold, refuse_archived
from prospects.finance.slik_file import MONTHS, SlikResult
from prospects.models import ConsentPurpose, Facility, SlikCheck, TimelineEntry
from prospects.models.finance import FacilitySource, Person

OBJECT = "slik"
LONG_NUMBER = re.compile(r"\d{8,}")


PURPOSES: dict[str, str] = {
    Person.DEBTOR: ConsentPurpose.SLIK, Person.SPOUSE: ConsentPurpose.SLIK_SPOUSE,
}  # fmt: skip


def agreed(subject: Subject, whose: str, now: datetime) -> bool:
    """Tell whether this person's own consent to the look into SLIK is in force."""
    return has_consent(subject.prospect, PURPOSES[whose], at=now)


def refuse_without_consent(subject: Subject, whose: str, now: datetime) -> None:
    """Raise ValidationError where this person has not agreed: nobody agrees for his spouse."""
    if agreed(subject, whose, now):
        return
    if whose == Person.SPOUSE:
        raise ValidationError(_("The spouse's own consent to SLIK is not recorded."))
    text = _("No consent to the credit check (SLIK) is recorded. Record it first.")
    raise ValidationError(text)


def note(action: str, subject: Subject, *, actor: User, now: datetime, **detail: Any) -> None:
    """Write into the trail who asked, looked or fetched."""
    audit.record(
        action, actor=actor, at=now, object_type=OBJECT, object_id=subject.prospect.public_id,
        branch=subject.prospect.branch, **detail,
    )  # fmt: skip


@transaction.atomic
def request(subject: Subject, *, whose: str, purpose: str, actor: User, now: datetime) -> SlikCheck:
    """Ask for a look into SLIK. Raises ValidationError without consent, or while one waits."""
    hold(subject)
    refuse_archived(subject)
    refuse_without_consent(subject, whose, now)
    rows = SlikCheck.objects.system(REASON).filter(prospect=subject.prospect, whose=whose)
    if rows.filter(state=SlikCheck.State.REQUESTED).exists():
        raise ValidationError(_("A request for this person waits for its result already."))
    values = {"whose": whose, "purpose": purpose, "requested_at": now, "requested_by": actor}
    check = add_row(SlikCheck, subject, values, actor=actor, now=now)
    note("slik_requested", subject, actor=actor, now=now, whose=whose)
    timeline.write("slik_requested", prospect=subject.prospect, at=now, actor=actor,
                   opportunity=subject.opportunity, group=TimelineEntry.Group.FILE)  # fmt: skip
    return check


@transaction.atomic
def receive(
    check: SlikCheck, subject: Subject, result: SlikResult, *, version: int, position_on: date,
    reference: str, actor: User, now: datetime, file: tuple[str, str] = ("", ""),
) -> SlikCheck:  # fmt: skip
    """Write the answer down. `file` is its name and text; the text is kept encrypted.

    Facilities of an earlier answer about the same person leave the picture; stated ones of the
    same lender stay, but no longer count. Raises StaleError, ValidationError without consent.
    """
    hold(subject)
    refuse_without_consent(subject, check.whose, now)
    if check.version != version or check.state != SlikCheck.State.REQUESTED:
        raise StaleError(check)
    name, text = file
    aad = field_aad("prospects.SlikCheck", check.public_id, "file")
    check.save_version(
        version, state=SlikCheck.State.RECEIVED, received_at=now, received_by=actor,
        position_on=position_on, reference=reference or result.reference, file_name=kept_name(name),
        file_cipher=encrypt(text, aad=aad) if text else "", updated_at=now, updated_by=actor,
    )  # fmt: skip
    _replace(check, subject, result, actor=actor, now=now)
    note("slik_received", subject, actor=actor, now=now, facilities=len(result.facilities))
    timeline.write("slik_received", prospect=subject.prospect, at=now, actor=actor,
                   opportunity=subject.opportunity, group=TimelineEntry.Group.FILE)  # fmt: skip
    return check


def kept_name(name: str) -> str:
    """Return the name of a file as it is kept: an identity number in it is masked."""
    return LONG_NUMBER.sub(lambda found: "•" * len(found[0]), name)[:80]


def _replace(
    check: SlikCheck, subject: Subject, result: SlikResult, *, actor: User, now: datetime
) -> None:
    rows = Facility.objects.system(REASON).kept()
    rows = rows.filter(prospect=subject.prospect, whose=check.whose)
    for row in rows.filter(source=FacilitySource.SLIK):
        row.save_version(row.version, removed_at=now, updated_at=now, updated_by=actor)
    for values in result.facilities:
        _add(check, subject, values, actor=actor, now=now)


def _add(
    check: SlikCheck, subject: Subject, values: dict[str, Any], *, actor: User, now: datetime
) -> Facility:
    """Add a facility of the answer; a stated one of the same lender stays and counts no longer."""
    rows = Facility.objects.system(REASON).kept()
    rows = rows.filter(prospect=subject.prospect, whose=check.whose, is_counted=True)
    for row in rows.filter(source=FacilitySource.STATED, lender__iexact=values["lender"]):
        row.save_version(row.version, is_counted=False, updated_at=now, updated_by=actor)
    fixed = {"source": FacilitySource.SLIK, "whose": check.whose, "slik": check,
             "is_own_bank": BankSettings.current().is_called(values["lender"])}  # fmt: skip
    return add_row(Facility, subject, {**values, **fixed}, actor=actor, now=now)


@transaction.atomic
def add_facility(
    check: SlikCheck, subject: Subject, values: dict[str, Any], *, actor: User, now: datetime
) -> Facility:
    """Type in one facility of an answer that is here. Raises ValidationError where none may be."""
    hold(subject)
    refuse_archived(subject)
    refuse_without_consent(subject, check.whose, now)
    newest = SlikCheck.objects.system(REASON).filter(
        prospect=subject.prospect, whose=check.whose, state=SlikCheck.State.RECEIVED
    )
    if newest.order_by("-received_at", "-pk").first() != check:
        raise ValidationError(_("A newer result is here, or none yet. Open SLIK anew."))
    row = _add(check, subject, values, actor=actor, now=now)
    note("slik_typed", subject, actor=actor, now=now, whose=check.whose)
    return row


def file_text(check: SlikCheck) -> str:
    """Return the kept text of the file."""
    return decrypt(check.file_cipher, aad=field_aad("prospects.SlikCheck", check.public_id, "file"))


def worst_by_month(facilities: Sequence[Facility]) -> list[int | None]:
    """Return the worst class of each of the last 24 months, the oldest first."""
    worst: list[int | None] = []
    for place in range(MONTHS):
        known = [int(row.months[place]) for row in facilities
                 if len(row.months) > place and row.months[place].isdigit()]  # fmt: skip
        worst.append(max(known, default=None))
    return worst[::-1]


def month_names(position_on: date) -> list[date]:
    """Return the first days of the 24 months that end with that of `position_on`."""
    last = position_on.year * 12 + position_on.month - 1
    return [date(m // 12, m % 12 + 1, 1) for m in range(last - MONTHS + 1, last + 1)]
