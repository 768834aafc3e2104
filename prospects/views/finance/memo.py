"""The memo analisa: its sections, a section's text, frozen versions and their papers."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.formats import moment_words
from core.htmx import redirect
from core.idempotency import KeyReusedError
from core.public_id import new_public_id
from prospects.finance import memo, memo_reading, scoring
from prospects.finance.forms import FinanceForm
from prospects.finance.memo_forms import SectionForm
from prospects.finance.reading import CREDIT, REASON
from prospects.models import MemoPart, MemoSection, MemoVersion
from prospects.views.finance.base import FinanceFormView, SubjectView


class MemoBase(SubjectView):
    """What the pages of a memo share: credits alone have one."""

    through = "opportunity"

    def find(self, **kwargs: Any) -> None:
        """Find the opportunity; 404 for deposits and savings."""
        super().find(**kwargs)
        row = self.subject.opportunity
        if row is None or row.product.family not in CREDIT:
            raise Http404

    @property
    def back_url(self) -> str:
        """The page of the memo."""
        return self.subject.url("memo")

    def versions(self) -> Any:
        """Return the frozen versions, the newest first, without their papers."""
        return memo_reading.versions_of(self.subject.opportunity)

    def version_row(self, row: MemoVersion) -> dict[str, Any]:
        """Return one version as ready strings."""
        zone = self.user.branch.time_zone if self.user.branch else "WIB"
        papers = [
            {"name": name.upper(), "url": self.subject.url("memo-paper", str(row.number), name)}
            for name in memo_reading.PAPERS
        ]
        return {
            "number": row.number,
            "who": row.updated_by.full_name,
            "when": moment_words(row.created_at, zone),
            "url": self.subject.url("memo-version", str(row.number)),
            "papers": papers if row.is_made else [],
        }  # fmt: skip


class MemoView(MemoBase):
    """All sections, each text beside the facts of today, and the frozen versions."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Show the memo."""
        return render(request, "prospects/memo.html", self.context())

    def context(self) -> dict[str, Any]:
        """Return the page as ready strings."""
        facts = memo.facts_of(self.subject, self.user, today=self.today)
        found = memo.sections(facts)
        for one in found:
            one |= self.step(one)
        url = self.subject.url("memo-freeze")
        return {
            "who": self.subject.prospect.name,
            "product": facts.row.product.name,
            "detail_url": reverse("prospects:opportunity-detail",
                                  args=[self.subject.row.public_id]),
            "finance_url": self.subject.url("finance"),
            "sections": found,
            "written": sum(1 for one in found if one["text"] and one["part"] in MemoPart.values),
            "versions": [self.version_row(row) for row in self.versions().defer("pdf", "docx")],
            "freeze_url": url if self.may_change else "",
            "key": new_public_id(),
        }  # fmt: skip

    def step(self, section: dict[str, Any]) -> dict[str, str]:
        """Return where a section is written, and what that is called."""
        if not self.may_change:
            return {"url": ""}
        if section["part"] == scoring.PART:
            return {"url": self.subject.url("memo-score"), "verb": _("Give points")}
        verb = _("Change") if section["text"] else _("Write")
        return {"url": self.subject.url("memo-section", section["part"]), "verb": verb}


class MemoSectionView(MemoBase, FinanceFormView):
    """The text of one section, with its facts and its prompt."""

    part: MemoPart

    def find(self, **kwargs: Any) -> None:
        """Find the memo, then the section."""
        super().find(**kwargs)
        if kwargs["part"] not in MemoPart.values:
            raise Http404
        self.part = MemoPart(kwargs["part"])

    @cached_property
    def present(self) -> MemoSection | None:
        """The section as it is saved now."""
        rows = MemoSection.objects.system(REASON).filter(opportunity=self.subject.opportunity)
        found: MemoSection | None = rows.filter(part=self.part).first()
        return found

    def form(self, data: Any = None) -> SectionForm:
        """Return the form with the text."""
        return SectionForm(data, instance=self.present or MemoSection(), today=self.today)

    def title(self) -> str:
        """Name the section."""
        return str(self.part.label)

    def more(self) -> dict[str, Any]:
        """Show what the section should say, and the facts it leans on."""
        facts = memo.facts_of(self.subject, self.user, today=self.today)
        shown = memo.facts_beside(self.part, facts)
        return {"prompt": memo.prompt(self.part), "facts": shown, "is_long": True}

    def save(self, form: FinanceForm) -> str:
        """Write it."""
        memo.write(self.subject, str(self.part), form.cleaned_data["text"], version=self.version,
                   actor=self.user, now=self.now)  # fmt: skip
        return self.back_url


class MemoFreezeView(MemoBase):
    """Keep the memo as it stands under the next number."""

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Freeze once for each key."""
        try:
            self.once(self.freeze)
        except KeyReusedError:
            return redirect(request, self.back_url)
        return self.done(_("Version kept. Its papers are being made."))

    def freeze(self) -> str:
        """Call the service."""
        memo.freeze(self.subject, actor=self.user, now=self.now, today=self.today)
        return self.back_url


class VersionBase(MemoBase):
    """An address that names a version."""

    row: MemoVersion

    def find(self, **kwargs: Any) -> None:
        """Find the version among those of the opportunity."""
        super().find(**kwargs)
        found = self.versions().filter(number=kwargs["number"]).first()
        if found is None:
            raise Http404
        self.row = found


class MemoVersionView(VersionBase):
    """A version as it was frozen."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Show it."""
        context = {"version": self.version_row(self.row), "content": self.row.content,
                   "back_url": self.back_url}  # fmt: skip
        return render(request, "prospects/memo_version.html", context)


class MemoPaperView(VersionBase):
    """A paper of a version, as a download; each fetch is written down."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Send the file; 404 while it is being made."""
        kind = kwargs["paper"]
        content = memo_reading.paper_of(self.row, kind)
        if content is None:
            raise Http404
        memo_reading.note_fetch(self.subject, self.row, kind, actor=self.user, now=self.now)
        name = memo_reading.paper_name(self.subject, self.row, kind)
        headers = {"Content-Disposition": f'attachment; filename="{name}"',
                   "Cache-Control": "no-store", "Content-Security-Policy": "sandbox"}  # fmt: skip
        return HttpResponse(content, content_type=memo_reading.PAPERS[kind], headers=headers)
