"""*Uji silang*: original against record, field by field, signed by credit administration."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.crypto import blind_index
from core.money import format_rupiah
from documents.models import CrossCheck
from org.access.permissions import Permission as P
from org.models import User
from prospects.forms import area_label
from prospects.models import Opportunity, TimelineEntry
from prospects.pipeline.base import tell

Verdict = CrossCheck.Verdict
PERSONAL = frozenset({"nik", "address", "company"})
NUMBER = re.compile(r"(?:\d[ .-]?){8,}")


@dataclass(frozen=True)
class Line:
    """One field of the sheet: what the record says, and on which original it stands."""

    code: str
    label: str | Promise
    original: str | Promise
    value: str


def lines_of(opportunity: Opportunity) -> list[Line]:
    """Return what is compared, as the record says it; identity numbers masked."""
    prospect = opportunity.prospect
    place = ", ".join(filter(None, [prospect.address, area_label(prospect.area_code)]))
    found = [
        Line("name", gettext_lazy("Name"), gettext_lazy("e-KTP or deed"), prospect.name),
        Line("nik", gettext_lazy("NIK"), gettext_lazy("e-KTP"),
             prospect.nik_masked.replace("*", "•")),
        Line("address", gettext_lazy("Address"), gettext_lazy("e-KTP or family card"), place),
        Line("company", gettext_lazy("Workplace or business"),
             gettext_lazy("letter of employment or NIB"), prospect.company),
        Line("amount", gettext_lazy("Amount"), gettext_lazy("application form"),
             format_rupiah(opportunity.amount)),
    ]  # fmt: skip
    return [line for line in found if line.value]


def sees_person(user: User, opportunity: Opportunity) -> bool:
    """Tell whether this person reads of the customer what the sheet compares."""
    return user.may(P.DOCUMENT_CHECK) or user.access.reach.holds(opportunity.prospect)


def mark_of(opportunity: Opportunity) -> str:
    """Return a keyed hash of what the record says, the identity number by its own index."""
    values = [f"{line.code}={line.value}" for line in lines_of(opportunity)]
    return blind_index("\n".join([*values, opportunity.prospect.nik_index or ""]),
                       context="crosscheck")  # fmt: skip


def newest(opportunity: Opportunity) -> CrossCheck | None:
    """Return the last signed sheet; None before the first."""
    rows = CrossCheck.objects.filter(opportunity=opportunity).select_related("by")
    return rows.order_by("-at", "-pk").first()


@transaction.atomic
def sign(
    opportunity: Opportunity, findings: Mapping[str, tuple[str, str]], *, mark: str, actor: User,
    now: datetime,
) -> CrossCheck:  # fmt: skip
    """Sign the sheet. Raises ValidationError by field: no verdict, a difference without words, a
    number written out, or a record that changed while the sheet lay on the table.
    """
    if not actor.may(P.DOCUMENT_CHECK):
        raise PermissionDenied
    if mark != mark_of(opportunity):
        raise ValidationError(_("The record changed meanwhile. Compare again."))
    lines = lines_of(opportunity)
    errors = {line.code: text for line in lines if (text := _fault(*findings[line.code]))}
    if errors:
        raise ValidationError(errors)
    kept = {line.code: list(findings[line.code]) for line in lines}
    differences = sum(verdict == Verdict.DIFFERENT for verdict, _note in kept.values())
    row = CrossCheck.objects.create(
        opportunity=opportunity, by=actor, at=now, findings=kept, differences=differences,
        record_mark=mark,
    )  # fmt: skip
    tell("papers_compared", opportunity, actor=actor, now=now, group=TimelineEntry.Group.FILE,
         differences=differences)  # fmt: skip
    return row


def _fault(verdict: str, note: str) -> str:
    if verdict not in Verdict.values:
        return _("Choose one.")
    if verdict == Verdict.DIFFERENT and not note:
        return _("Write what the original says.")
    if NUMBER.search(note):
        return _("Write no identity or account number here: say which digit differs.")
    return ""
