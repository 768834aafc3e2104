"""The work behind an upload: scan, make safe, keep, and say that the paper came in."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import ClassVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.formats import date_words
from core.outbox.kinds import Cancelled, Kind, Mail
from core.outbox.models import Run
from core.versioning import StaleError
from documents import proofs, services, uploads
from documents.cleaning import Clean, RefusedFile, cleaned
from documents.models import Document, DocumentFile, Upload
from documents.scanner import scan
from prospects.models import Opportunity

State = DocumentFile.State
INFECTED = DocumentFile.Scan.INFECTED


class ProcessFile(Kind):
    """Opens a file that came in. Doing it again after a crash comes to the same end."""

    code: ClassVar[str] = uploads.PROCESS
    label = _("Check of an uploaded paper")
    queue: ClassVar[str] = "render"

    def work(self, run: Run, now: datetime) -> list[Mail]:
        """Scan and clean the parts; the file is ready, or refused with a reason."""
        file = self.file_of(run)
        parts = list(Upload.objects.filter(file=file).order_by("position", "pk"))
        contents = [uploads.content_of(part) for part in parts]
        verdict = scan(contents)
        try:
            if verdict == INFECTED:
                raise RefusedFile("malware")
            clean = self.clean(file, contents)
        except RefusedFile as refusal:
            self.refuse(file, verdict, str(refusal))
        else:
            self.keep(file, verdict, clean, run, now)
        for part in parts:
            uploads.drop(part)
        Upload.objects.filter(file=file).delete()
        return []

    def file_of(self, run: Run) -> DocumentFile:
        """Return the file while it waits; Cancelled afterwards."""
        rows = DocumentFile.objects.select_related("document__type", "by__branch")
        file = rows.filter(public_id=run.payload["file"], state=State.WAITING).first()
        if file is None:
            raise Cancelled("The file is checked already or gone.")
        return file

    def clean(self, file: DocumentFile, contents: list[bytes]) -> Clean:
        """Return the clean file."""
        keeps = file.document.type.keeps_position
        day = file.created_at.astimezone(file.by.zone).date()
        caption = f"{date_words(day)} · {file.by.full_name}" if keeps else ""
        return cleaned(contents, keeps_position=keeps, caption=caption)

    def refuse(self, file: DocumentFile, verdict: str, code: str) -> None:
        """Keep nothing of it but the reason."""
        waiting = DocumentFile.objects.filter(pk=file.pk, state=State.WAITING)
        waiting.update(state=State.REFUSED, refusal=code, scan=verdict)

    def keep(self, file: DocumentFile, verdict: str, clean: Clean, run: Run, now: datetime) -> None:
        """Write the bytes, then the row; the versions before stay, replaced."""
        uploads.keep(file, clean.content, clean.thumbnail)
        with transaction.atomic():
            waiting = DocumentFile.objects.filter(pk=file.pk, state=State.WAITING)
            is_mine = waiting.update(
                state=State.READY, scan=verdict, media_type=clean.media_type,
                size=len(clean.content), pages=clean.pages, position=clean.position,
                sha256=hashlib.sha256(clean.content).hexdigest(),
                has_thumbnail=bool(clean.thumbnail), ready_at=now,
            )  # fmt: skip
            if not is_mine:
                return
            proofs.attach(file)
            others = DocumentFile.objects.filter(document=file.document_id, replaced_at=None)
            same, at = Q(created_at=file.created_at), file.created_at
            others.filter(Q(created_at__lt=at) | same & Q(pk__lt=file.pk)).update(replaced_at=now)
            newer = others.filter(Q(created_at__gt=at) | same & Q(pk__gt=file.pk))
            if newer.filter(
                state=State.READY
            ).exists():  # this one was overtaken: it is no longer the paper's file
                DocumentFile.objects.filter(pk=file.pk).update(replaced_at=now)
                return
            self.take_in(file, run, now)

    def take_in(self, file: DocumentFile, run: Run, now: datetime) -> None:
        """The paper came in with its file, if who brought it may still take papers in."""
        rows = Opportunity.objects.system("a file was brought for it")
        found = rows.select_related("branch", "prospect", "product")
        opportunity = found.get(public_id=run.payload["opportunity"])
        paper = Document.objects.system("its file is ready").get(pk=file.document_id)
        today = opportunity.branch.local_date(now)
        if paper.state == Document.State.RECEIVED and paper.state_on(today) != "expired":
            return
        if not uploads.may_bring(file.by, now):
            return
        try:
            with transaction.atomic():
                services.receive(opportunity, file.document.type, version=paper.version,
                                 actor=file.by, now=now, received_on=today)  # fmt: skip
        except (StaleError, ValidationError, PermissionDenied):
            return  # somebody handled the paper at this moment: his word stands
