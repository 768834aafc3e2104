"""The signed consent sheet: photographed like any paper, then the proof of what it says."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from django.urls import reverse

from documents.models import DocumentFile
from org.access.permissions import Permission as P
from org.models import User
from prospects import consents
from prospects.models import Consent, ConsentPurpose, Opportunity, Prospect

SHEET, SLIK_SHEET = "consent", "slik_consent"
SLIK = (ConsentPurpose.SLIK, ConsentPurpose.SLIK_SPOUSE)
# What a file of each kind of paper proves. The portal's own sheet holds every purpose.
PROVES: dict[str, tuple[str, ...]] = {SHEET: tuple(ConsentPurpose), SLIK_SHEET: SLIK}


def attach(file: DocumentFile) -> None:
    """Write a ready file beside the consents that it proves."""
    paper = file.document
    purposes = PROVES.get(paper.type.code)
    if purposes:
        consents.prove(paper.prospect_id, purposes, proof=file.public_id, signed_by=file.created_at)


class SheetsOf:
    """The sheets of one person: the door is any of his applications that the reader reaches."""

    def __init__(self, prospect: Prospect, user: User) -> None:
        self._prospect, self._user = prospect, user

    @cached_property
    def _door(self) -> str:
        rows = Opportunity.objects.visible_to(self._user).live().filter(prospect=self._prospect)
        return rows.order_by("-pk").values_list("public_id", flat=True).first() or ""

    @cached_property
    def _codes(self) -> dict[str, str]:
        rows = DocumentFile.objects.filter(document__prospect=self._prospect, state="ready")
        rows = rows.filter(document__type__code__in=PROVES)
        return dict(rows.values_list("public_id", "document__type__code"))

    def bring_url(self, rows: Sequence[Consent]) -> str:
        """Return where the sheet behind these consents is photographed."""
        if not rows or not self._user.may(P.DOCUMENT_CHANGE) or not self._door:
            return ""
        is_slik = all(row.purpose in SLIK for row in rows)
        code = SLIK_SHEET if is_slik else SHEET
        return reverse("documents:paper-bring", args=[self._door, code])

    def read_url(self, proof: str) -> str:
        """Return where the file is read."""
        code = self._codes.get(proof, "") if self._user.may(P.OPPORTUNITY_VIEW) else ""
        if not code or not self._door:
            return ""
        return reverse("documents:paper-file", args=[self._door, code, proof])
