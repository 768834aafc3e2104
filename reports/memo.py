"""The papers of a memo analisa: PDF in the limited process, and a Word document."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.docx import Document
from core.formats import date_words
from core.outbox.kinds import Cancelled, Kind, Mail
from core.outbox.models import Run
from org.bank import data_address
from org.models import BankSettings
from prospects.models import MemoVersion
from reports import rendering

REASON = "making the papers of a memo"
WIDTHS, SIGNS = (3600, 6000), (3200, 3200, 3200)


class MemoPaper(Kind):
    """Makes both papers of a frozen memo. A second run finds them and changes no byte."""

    code: ClassVar[str] = "reports.memo"
    label: ClassVar[str | Promise] = gettext_lazy("Papers of a memo analisa")
    queue: ClassVar[str] = "render"

    def work(self, run: Run, now: datetime) -> list[Mail]:
        """Make and keep them; no mail comes of it."""
        rows = MemoVersion.objects.system(REASON).filter(public_id=run.payload["version"])
        version = rows.first()
        if version is None:
            raise Cancelled("The memo is gone.")
        if version.made_at is None:
            paper = rendering.render([{"html": html(version), "identifier": version.sha256[:32]}])
            rows.filter(made_at=None).update(pdf=paper[0].content, docx=word(version), made_at=now)
        return []


def _shown(version: MemoVersion) -> dict[str, Any]:
    """Return what both papers say; nothing in it depends on the moment of making."""
    content = version.content
    return {
        "content": content,
        "version": version.number,
        "day": date_words(date.fromisoformat(content["on"])),
        "code": "-".join(version.sha256[:12].upper()[i : i + 4] for i in range(0, 12, 4)),
    }


def html(version: MemoVersion) -> str:
    """Return the paper as HTML, autoescaped."""
    bank = BankSettings.load()
    with translation.override("id"):
        paper = render_to_string("pdf/memo.html", {
            "css": rendering.stylesheet(bank.paper), "language": "id",
            "created": version.created_at.isoformat(), **bank.letter, "logo": data_address(bank),
            **_shown(version),
        })  # fmt: skip
    return rendering.in_colour(paper, bank.accent)


def word(version: MemoVersion) -> bytes:
    """Return the Word document, for those who go on writing there."""
    bank, shown = BankSettings.load(), _shown(version)
    content = version.content
    with translation.override("id"):
        paper = Document()
        paper.paragraph(f"{bank.letter['bank_name']} · {content['branch']}")
        paper.title(_("Memo analisa"))
        paper.paragraph(f"{content['who']} ({content['number']}) · {content['product']}")
        made = {"n": version.number, "day": shown["day"], "who": content["by"]}
        paper.paragraph(_("Version %(n)s of %(day)s, kept by %(who)s") % made)
        paper.paragraph(_("Account officer") + f": {content['officer']}")
        for number, section in enumerate(content["sections"], 1):
            paper.heading(f"{number}. {section['title']}")
            if section["facts"]:
                paper.table(section["facts"], WIDTHS)
            paper.paragraph(section["text"] or _("Nothing written."))
        signs = (_("Account officer"), _("Analyst"), _("Approver"))
        paper.table([signs, ("\n\n\n",) * 3, (content["officer"], "", "")], SIGNS)
        paper.paragraph(_("Only the bank decides, after it has examined the application."))
        paper.paragraph(f"{_('Bank confidential.')} {_('Verification code')} {shown['code']}")
        return paper.content(bank.paper)
