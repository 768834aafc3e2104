"""The page of SLIK: consent, request, result, trend, and who looked."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.errors import InputError
from core.formats import date_words, hour, moment_words, short_date
from core.idempotency import KeyReusedError
from core.public_id import new_public_id
from core.versioning import StaleError
from org.access.permissions import Permission as P
from org.audit_words import action_words
from prospects.consents import given
from prospects.finance import rows, slik, slik_reading
from prospects.finance.forms import FinanceForm
from prospects.finance.kol_chart import trend
from prospects.finance.reading import Subject
from prospects.finance.slik_file import SlikResult, read
from prospects.finance.slik_forms import RequestForm, ResultForm, SlikFacilityForm
from prospects.models import Facility, SlikCheck
from prospects.models.finance import Person
from prospects.views.finance.base import FinanceFormView, SubjectView

TEMPLATE = "prospects/slik.html"


def _brief(local: datetime) -> str:
    """Return `Rab 18 Nov, 10.00`: a list of many moments has no room for more."""
    return f"{short_date(local.date())}, {hour(local)}"


class SlikView(SubjectView):
    """What was asked and answered. Each look is written down."""

    permission = P.SLIK_VIEW

    @property
    def back_url(self) -> str:
        """The page of SLIK."""
        return self.subject.url("slik")

    def check_permission(self, request: HttpRequest) -> None:
        """Whoever writes here may also read here."""
        super().check_permission(request)
        if not self.user.may(P.SLIK_VIEW):
            raise PermissionDenied

    @cached_property
    def facilities(self) -> list[Facility]:
        """The facilities of the answers that count now."""
        return slik_reading.facilities_of(self.subject.prospect)

    @cached_property
    def checks(self) -> list[SlikCheck]:
        """The requests, the newest first."""
        return slik_reading.checks_of(self.subject.prospect)

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Show the page and note who looked."""
        if self.checks:
            slik.note("slik_viewed", self.subject, actor=self.user, now=self.now)
        return self.page(RequestForm())

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Ask for a look; refused without consent."""
        form = RequestForm(request.POST)
        if not form.is_valid():
            return self.page(form, 422)
        try:
            self.once(lambda: self.ask(form))
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.page(form, 422)
        except KeyReusedError:
            form.add_error(None, _("This form was saved before. Check the page behind it."))
            return self.page(form, 409)
        return self.done(_("Requested. Enter the result when it is there."))

    def ask(self, form: RequestForm) -> str:
        """Call the service."""
        values = form.cleaned_data
        slik.request(self.subject, whose=values["whose"], purpose=values["purpose"],
                     actor=self.user, now=self.now)  # fmt: skip
        return self.back_url

    def page(self, form: RequestForm, status: int = 200) -> HttpResponse:
        """Show the page."""
        return render(self.request, TEMPLATE, self.context(form), status=status)

    def context(self, form: RequestForm) -> dict[str, Any]:
        """Return the page as ready strings."""
        subject = self.subject
        prospect = subject.prospect
        consents = reverse("prospects:consent-list", args=[prospect.public_id])
        agreed = given(prospect, slik.PURPOSES.values(), at=self.now)
        is_seen = subject.opportunity is None or self.user.access.reach.holds(prospect)
        return {
            "form": form,
            "who": prospect.name,
            "finance_url": subject.url("finance"),
            "action": self.back_url,
            "key": new_public_id(),
            "has_consent": slik.PURPOSES[Person.DEBTOR] in agreed,
            "of_spouse": slik.PURPOSES[Person.SPOUSE] in agreed,
            "consent_url": consents if is_seen and self.user.may(P.PROSPECT_VIEW) else "",
            "may_ask": self.may_change,
            "checks": [self.line(check) for check in self.checks],
            "facilities": [
                rows.facility_row(row) | {"months": row.months} for row in self.facilities
            ],
            **self.past(slik_reading.last_answer(self.checks)),
            "readers": self.readers(),
        }

    def line(self, check: SlikCheck) -> dict[str, Any]:
        """Return one request as ready strings."""
        zone = self.user.branch.time_zone if self.user.branch else "WIB"
        waits = check.state == SlikCheck.State.REQUESTED
        asked = {"who": check.requested_by.full_name,
                 "when": moment_words(check.requested_at, zone)}  # fmt: skip
        got = ""
        if check.received_by and check.received_at:
            words = {"who": check.received_by.full_name,
                     "when": moment_words(check.received_at, zone)}  # fmt: skip
            got = _("Result entered by %(who)s, %(when)s") % words
        position = date_words(check.position_on) if check.position_on else ""
        url = self.subject.url("slik-result", check.public_id)
        return {
            "whose": check.get_whose_display(),
            "purpose": check.purpose,
            "state": check.get_state_display(),
            "tone": "warn" if waits else "ok",
            "asked": _("Requested by %(who)s, %(when)s") % asked,
            "got": got,
            "position": position,
            "reference": check.reference,
            "result_url": url if waits and self.may_change else "",
            "add_url": self.subject.url("slik-facility", check.public_id)
            if check.pk in self.newest and self.may_change else "",
            "file_url": self.subject.url("slik-file", check.public_id) if check.file_name else "",
        }  # fmt: skip

    @cached_property
    def newest(self) -> set[int]:
        """The keys of the newest answer about each person: its facilities may be typed in."""
        return slik_reading.newest_of(self.checks)

    def past(self, check: SlikCheck | None) -> dict[str, Any]:
        """Return the worst class now and in 24 months, and the picture of the trend."""
        if check is None or check.position_on is None:
            return {}
        worst = slik.worst_by_month(self.facilities)
        now, ever = slik_reading.worst(self.facilities)
        months = slik.month_names(check.position_on)
        return {
            "worst_now": rows.kol_words(now) or _("no facility"),
            "worst_ever": rows.kol_words(ever) or _("no facility"),
            "tone_now": rows.kol_tone(now),
            "tone_ever": rows.kol_tone(ever),
            "wide": trend(worst, months, width=620),
            "narrow": trend(worst, months, width=296),
        }

    def readers(self) -> list[dict[str, str]]:
        """Return who looked, asked or fetched last."""
        return [
            {"who": entry.actor.full_name if entry.actor else "",
             "what": action_words(entry.action),
             "when": _brief(entry.at.astimezone(self.user.zone))}
            for entry in slik_reading.readers_of(self.subject.prospect)
        ]  # fmt: skip


def check_of(subject: Subject, public_id: str) -> SlikCheck:
    """Return the request of this id among those about the subject; Http404 without one."""
    row = slik_reading.check_of(subject.prospect, public_id)
    if row is None:
        raise Http404
    return row


class CheckMixin(SlikView):
    """An address that names a request."""

    check: SlikCheck

    def find(self, **kwargs: Any) -> None:
        """Find the request among those about the subject."""
        super().find(**kwargs)
        self.check = check_of(self.subject, kwargs["check"])


class SlikResultView(CheckMixin):
    """The result: from a file, or without one when nothing is recorded there."""

    def check_permission(self, request: HttpRequest) -> None:
        """A form that would be refused is not shown either."""
        super().check_permission(request)
        if not self.user.may(P.FINANCE_CHANGE):
            raise PermissionDenied

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Show the form."""
        return self.form_page(ResultForm(today=self.today))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Read the file and write the result down."""
        form = ResultForm(request.POST, request.FILES, today=self.today)
        if not form.is_valid():
            return self.form_page(form, 422)
        try:
            result, file = self.read(form)
            slik.receive(
                self.check, self.subject, result, version=self.version,
                position_on=form.cleaned_data["position_on"],
                reference=form.cleaned_data["reference"], actor=self.user, now=self.now, file=file,
            )  # fmt: skip
        except InputError as refusal:
            form.add_error("file", refusal.message)
            return self.form_page(form, 422)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_page(form, 422)
        except StaleError:
            form.add_error(None, _("Somebody else entered the result meanwhile."))
            return self.form_page(form, 409)
        return self.done(_("Result entered."))

    def read(self, form: ResultForm) -> tuple[SlikResult, tuple[str, str]]:
        """Return what the file says, with its name and text; nothing without a file."""
        upload = form.cleaned_data["file"]
        if upload is None:
            return SlikResult([]), ("", "")
        content = upload.read(form.MOST + 1)
        result = read(content, today=self.today)
        return result, (upload.name, content.decode("utf-8-sig"))

    def form_page(self, form: ResultForm, status: int = 200) -> HttpResponse:
        """Show the form as page or sheet."""
        context = {"form": form, "title": _("Result of SLIK"), "version": self.check.version,
                   "action": self.request.get_full_path(), "key": new_public_id(),
                   "is_upload": True}  # fmt: skip
        return self.show("prospects/finance_form.html", context, status)


class SlikFacilityView(FinanceFormView):
    """One facility of an answer, typed in as SLIK says it."""

    permission = P.SLIK_VIEW
    check: SlikCheck

    @property
    def back_url(self) -> str:
        """The page of SLIK."""
        return self.subject.url("slik")

    def find(self, **kwargs: Any) -> None:
        """Find the subject and the request."""
        super().find(**kwargs)
        self.check = check_of(self.subject, kwargs["check"])

    def form(self, data: Any = None) -> SlikFacilityForm:
        """Return the empty form."""
        return SlikFacilityForm(data, instance=Facility(), today=self.today)

    def title(self) -> str:
        """Name what is added."""
        return _("Facility in SLIK")

    def save(self, form: FinanceForm) -> str:
        """Add it."""
        slik.add_facility(self.check, self.subject, form.values(), actor=self.user, now=self.now)
        return self.back_url


class SlikFileView(CheckMixin):
    """The file of a result, for those who may; each fetch is written down."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Send the text as a download."""
        if not self.check.file_cipher:
            raise Http404
        slik.note("slik_file_fetched", self.subject, actor=self.user, now=self.now)
        name = f"slik-{self.check.public_id}.txt"
        headers = {"Content-Disposition": f'attachment; filename="{name}"',
                   "Cache-Control": "no-store"}  # fmt: skip
        return HttpResponse(
            slik.file_text(self.check), content_type="text/plain; charset=utf-8", headers=headers
        )

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Nothing is posted here."""
        return HttpResponse(status=405)
