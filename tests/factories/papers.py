"""Papers as people bring them."""

from __future__ import annotations

import hashlib
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core import clock
from core.outbox import worker
from core.outbox.models import Run
from documents import uploads
from documents.models import DocumentFile, DocumentType
from org.models import User
from prospects.models import Opportunity


def shot(colour: str = "navy", size: tuple[int, int] = (60, 40)) -> bytes:
    """Return a small photo."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


def bring(deal: Opportunity, by: User, *contents: bytes, code: str = "ktp") -> None:
    """Send photos of one paper with a form."""
    sent = [SimpleUploadedFile("foto.jpg", one) for one in contents or (shot(),)]
    kind, now = DocumentType.objects.get(code=code), clock.now()
    uploads.take_whole(deal, kind, sent=sent, batch=f"form-{now:%H%M%S%f}", user=by, now=now)


def work() -> None:
    """Do all work that waits."""
    Run.objects.filter(state="waiting").update(next_try_at=clock.now())
    while worker.perform_run() != worker.NOTHING:
        pass


def digests() -> list[str]:
    """Return the digest of each ready file as it opens now."""
    rows = DocumentFile.objects.filter(state="ready").order_by("pk")
    return [hashlib.sha256(uploads.stored(row)).hexdigest() for row in rows]


def make_sealed() -> None:
    """Make a bank with one paper whose file is ready, for a portal of its own."""
    from tests.factories.bank import make_bank
    from tests.factories.prospects import make_opportunity

    bank = make_bank()
    bring(make_opportunity(bank.ani, bank.kpr), bank.ani)
    work()
