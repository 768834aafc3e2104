"""Papers of some demo files in every state, with a few photographs drawn here."""

from __future__ import annotations

import io
from datetime import datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from documents import services, uploads
from documents.models import DocumentType
from documents.rules import employment_of, set_employment
from org.models import User
from prospects.models import Opportunity
from reports.demo.organisation import DemoBank

FILES = 5  # of one officer
ASKED_AFTER = ("documents", "analysis", "decision", "sppk", "signing", "disbursed")
# What came in, days ago; the first two of each file are checked, those of it photographed last.
CAME = (("ktp", 12), ("family_card", 12), ("npwp", 9), ("payslip", 6), ("bank_statement", 6))
TBO = (("certificate", 5), ("building_permit", 13))  # days until it is due
PHOTOGRAPHED = ("ktp", "payslip")
PAPER, INK, BAND = "#f3efe4", "#3c4654", "#4b6a9b"


def tell_papers(bank: DemoBank, now: datetime) -> None:
    """Take papers in for Ani's files in process; one is rejected, two may follow later."""
    ani, head = bank.people["ani"], bank.people["dewi"]
    rows = Opportunity.objects.system("the demo").live().filter(owner=ani, stage__in=ASKED_AFTER)
    rows = rows.filter(product__family__in=("kpr", "kta", "kkb"))
    deals = rows.select_related("prospect__branch", "branch", "product", "owner").order_by("-pk")
    kinds = {kind.code: kind for kind in DocumentType.objects.all()}
    checker = bank.confirmer(deals[0].branch)
    for place, deal in enumerate(deals[:FILES]):
        if not employment_of(deal):
            set_employment(deal, "K")
        _take_in(deal, kinds, len(CAME) - place, ani, now)
        _check(deal, kinds, checker, now, is_refused=place == 1)
    loans = [deal for deal in deals if deal.product.family == "kpr"]
    for deal, (code, days) in zip(loans, TBO, strict=False):
        services.defer(
            deal, kinds[code], version=0, actor=head, now=now - timedelta(days=20),
            due_on=deal.branch.local_date(now) + timedelta(days=days), responsible=ani,
            reason="Masih di notaris, cover note sudah ada",
        )  # fmt: skip
    for code in PHOTOGRAPHED:
        _photograph(deals[0], kinds[code], ani, now)


def _take_in(
    deal: Opportunity, kinds: dict[str, DocumentType], count: int, by: User, now: datetime
) -> None:
    """Take the first `count` papers in, each on its day."""
    for code, days in CAME[:count]:
        at = now - timedelta(days=days)
        if services.paper_of(deal, kinds[code]) is None:
            services.receive(deal, kinds[code], version=0, actor=by, now=at,
                             received_on=deal.branch.local_date(at))  # fmt: skip


def _check(
    deal: Opportunity, kinds: dict[str, DocumentType], by: User, now: datetime, *, is_refused: bool
) -> None:
    """Credit administration finds two papers in order, or the second one unreadable."""
    at = now - timedelta(days=3)
    for place, (code, _days) in enumerate(CAME[:2]):
        paper = services.paper_of(deal, kinds[code])
        if paper is None or paper.state != "received":
            continue
        if place and is_refused:
            services.reject(deal, kinds[code], version=paper.version, actor=by, now=at,
                            reason="Foto buram, nomor tidak terbaca")  # fmt: skip
        else:
            services.check(deal, kinds[code], version=paper.version, actor=by, now=at)


def _photograph(deal: Opportunity, kind: DocumentType, by: User, now: datetime) -> None:
    """Bring a picture as a phone would; the portal opens it as it opens everybody's."""
    picture = SimpleUploadedFile(f"{kind.code}.jpg", drawing(kind.label_id))
    uploads.take_whole(deal, kind, sent=[picture], batch=f"demo-{kind.code}"[:32], user=by, now=now)


def drawing(title: str) -> bytes:
    """Return a picture that looks like a card and says that it is none."""
    image = Image.new("RGB", (1000, 630), PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 1000, 110), fill=BAND)
    pen.text((40, 35), title.upper(), fill="white", font_size=40)
    for line in range(5):
        pen.rectangle((40, 170 + line * 62, 560 - line * 40, 196 + line * 62), fill="#d6d0c1")
    pen.rectangle((690, 170, 950, 500), outline=INK, width=4)
    pen.text((40, 530), "CONTOH - bukan dokumen asli", fill=INK, font_size=44)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85)
    return out.getvalue()
