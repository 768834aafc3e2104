"""The consents of one person: what stands, giving, withdrawing, the sheet to sign."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from core.formats import date_words
from org.access.permissions import Permission as P
from org.access.views import ObjectView
from org.models import BankSettings
from prospects import consent_rows, consents, proofs
from prospects.consent_forms import LINES, GiveForm, Line, WithdrawForm, code_of, line_words
from prospects.models import Consent, ConsentPurpose, DataRequest, OfferChannel, Prospect
from prospects.offer_gate import offer_gates
from prospects.restriction import reason_of
from prospects.rights_rows import line_of
from prospects.views.people.detail import ProspectPage
from prospects.views.privacy.shared import FormPage, refuse_unless


def page_url(prospect: Prospect) -> str:
    """Return the address of the person's consents."""
    return reverse("prospects:consent-list", args=[prospect.public_id])


class ConsentPage(ProspectPage):
    """The consents of a prospect the person reaches."""

    def rows(self) -> QuerySet[Prospect]:
        """Return the reachable prospects with who logged them."""
        return super().rows().select_related("created_by")

    def may_write(self) -> bool:
        """Tell whether this person records consents of this prospect."""
        is_locked = self.object.archived_at or self.object.restricted_at
        return self.user.may(P.CONSENT_RECORD) and not is_locked


class ConsentListView(ConsentPage):
    """Per purpose: given, withdrawn or never; the source of the data; what happened."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show the page."""
        prospect, rows = self.object, consent_rows.consents_of(self.object)
        texts = consents.texts_in_force(prospect.branch.local_date(self.now))
        may_write, papers = self.may_write(), proofs.papers_of(prospect, self.user)
        context = {
            "prospect": prospect,
            "detail_url": self.url("detail"),
            "lines": consent_rows.lines_of(
                rows, texts, prospect, may_write=may_write, read_url=papers.read_url
            ),
            "bring_url": papers.bring_url(consent_rows.unproved(rows)) if may_write else "",
            "ways": self.ways(),
            "clocks": consent_rows.clocks_of(rows, prospect, self.now),
            "history": consent_rows.history_of(rows, prospect),
            "origin": consent_rows.origin_of(prospect),
            "give_url": reverse("prospects:consent-give", args=[public_id]) if may_write else "",
            "sheet_url": reverse("prospects:consent-sheet", args=[public_id]),
            "requests": self.requests(),
            "request_url": reverse("prospects:rights-add", args=[public_id])
            if self.user.may(P.RIGHTS_RECORD) else "",
            "locked": reason_of(prospect),
        }  # fmt: skip
        return render(request, "prospects/privacy/consents.html", context)

    def requests(self) -> list[dict[str, Any]]:
        """Return what the person asked about his data, the newest first."""
        rows = DataRequest.objects.visible_to(self.user).filter(prospect=self.object)
        rows = rows.select_related("prospect", "branch", "owner").order_by("-received_at", "-pk")
        return [line_of(row, self.now) for row in rows[:10]]

    def ways(self) -> list[tuple[str, bool, str]]:
        """Return for each way of an offer whether it is open now, and why not."""
        gates = offer_gates(self.object, OfferChannel, self.now)
        return [
            (str(way.label), gate.is_open, gate.reason)
            for way, gate in zip(OfferChannel, gates, strict=True)
        ]


class ConsentGiveView(ConsentPage, FormPage):
    """Record what the person agreed to, with the texts in view."""

    permission = P.PROSPECT_VIEW
    write_permission = P.CONSENT_RECORD
    template = "prospects/privacy/consent_give.html"
    title = gettext_lazy("Record consent")
    verb = gettext_lazy("Record consent")

    def check_permission(self, request: HttpRequest) -> None:
        """A form that would be refused is not shown either."""
        super().check_permission(request)
        refuse_unless(self.may_write())

    def offered(self) -> list[Line]:
        """Return the lines that are not in force."""
        found = consent_rows.newest(consent_rows.consents_of(self.object))
        return [line for line in LINES if line not in found or found[line].withdrawn_at]

    def form(self, data: Any = None) -> forms.Form:
        """Return the form. It takes every line: a repeated press must read as the first one did."""
        return GiveForm(data, today=self.here_today)

    @property
    def here_today(self) -> Any:
        """The day at the person's branch."""
        return self.object.branch.local_date(self.now)

    def save(self, form: forms.Form) -> str:
        """Give each chosen consent."""
        data = form.cleaned_data
        for purpose, channel in form.lines:  # type: ignore[attr-defined]
            consents.give_consent(
                self.object, purpose=purpose, channel=channel, medium=data["medium"],
                given_at=consents.given_moment(data["given_on"], self.object, self.now),
                place=data["place"],
                reference=data["reference"], actor=self.user, now=self.now,
            )  # fmt: skip
        return self.back_url()

    def said(self, form: forms.Form) -> str:
        """Say that it counts from now."""
        return _("Consent recorded.")

    def back_url(self) -> str:
        """Return the page of the consents."""
        return page_url(self.object)

    def more(self, form: forms.Form) -> dict[str, Any]:
        """Show the text of each purpose that is offered."""
        texts = consents.texts_in_force(self.here_today)
        language = get_language() or "id"
        chosen = self.request.POST.getlist("grants")
        return {
            "prospect": self.object,
            "who": self.object.name,
            "who_url": self.url("detail"),
            "lines": [
                {
                    "code": code_of(line),
                    "label": line_words(line),
                    "text": texts[line[0]].words(language) if line[0] in texts else "",
                    "is_chosen": code_of(line) in chosen,
                }
                for line in self.offered()
            ],
            "sheet_url": reverse("prospects:consent-sheet", args=[self.object.public_id]),
        }


class ConsentSheetView(ConsentPage):
    """One A4 page to sign and to photograph back: every purpose with a box of its own."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show the sheet, made for the printer."""
        today = self.object.branch.local_date(self.now)
        texts = consents.texts_in_force(today)
        is_married = self.object.marital_status == Prospect.MaritalStatus.MARRIED
        language = get_language() or "id"
        context = {
            "bank": BankSettings.current().name,
            "prospect": self.object,
            "texts": [
                {
                    "label": row.get_purpose_display(),
                    "edition": row.edition,
                    "text": row.words(language),
                    "ways": [str(way.label) for way in OfferChannel] if code == "offers" else [],
                }
                for code, row in sorted(texts.items(), key=lambda pair: order_of(pair[0]))
                if is_married or code != ConsentPurpose.SLIK_SPOUSE
            ],
            "is_married": is_married,
            "number": f"{self.object.number}/{today:%y%m%d}",
            "day": date_words(today),
            "back_url": page_url(self.object),
        }
        return render(request, "prospects/privacy/consent_sheet.html", context)


def order_of(purpose: str) -> int:
    """Return the place of a purpose on sheet and page."""
    return [line[0] for line in LINES].index(purpose)


class ConsentWithdrawView(ObjectView, FormPage):
    """Take one consent back; it works at once."""

    model = Consent
    permission = P.PROSPECT_VIEW
    write_permission = P.CONSENT_RECORD
    works_on_locked = True  # taking back is always possible
    title = gettext_lazy("Withdraw consent")
    verb = gettext_lazy("Withdraw consent")
    is_danger = True
    object: Consent

    def rows(self) -> QuerySet[Consent]:
        """Return the reachable consents with their person."""
        rows = Consent.objects.visible_to(self.user)
        return rows.select_related("prospect__branch", "prospect__owner", "text")

    def check_permission(self, request: HttpRequest) -> None:
        """A form that would be refused is not shown either."""
        super().check_permission(request)
        refuse_unless(self.user.may(P.CONSENT_RECORD))

    def form(self, data: Any = None) -> forms.Form:
        """Return the form."""
        return WithdrawForm(data)

    def save(self, form: forms.Form) -> str:
        """Withdraw; what was withdrawn before stays as it is."""
        data = form.cleaned_data
        consents.withdraw_consent(
            self.object, medium=data["medium"], note=data["note"], actor=self.user, now=self.now
        )
        return self.back_url()

    def said(self, form: forms.Form) -> str:
        """Say what ended."""
        return _("Withdrawn. Offers, reminders and messages that leaned on it have stopped.")

    def back_url(self) -> str:
        """Return the page of the consents."""
        return page_url(self.object.prospect)

    def more(self, form: forms.Form) -> dict[str, Any]:
        """Say what ends with it."""
        row = self.object
        return {
            "who": row.prospect.name,
            "who_url": reverse("prospects:prospect-detail", args=[row.prospect.public_id]),
            "sub": line_words((row.purpose, row.channel)),
            "lead": lead_of(row),
        }


def lead_of(consent: Consent) -> str:
    """Say what a withdrawal ends, and by when outside the portal."""
    if consent.purpose == "processing":
        return _(
            "All other consents of this person end with it. Use outside the portal must stop"
            " within 3 x 24 hours."
        )
    if consent.purpose == "offers":
        return _(
            "Planned calls and messages that are offers are cancelled at once. Use outside the"
            " portal must stop within 3 x 24 hours."
        )
    return _("It ends at once. Use outside the portal must stop within 3 x 24 hours.")
