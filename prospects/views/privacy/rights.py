"""Requests of persons about their data: the list with its clocks, one request, its answers."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.htmx import redirect
from core.paging import Order, page_of
from org import audit
from org.access import proof
from org.access.address import client_ip
from org.access.permissions import Permission as P
from org.access.views import ObjectView, PortalView
from prospects import rights, rights_rows, rights_steps
from prospects.models import DataCopy, DataRequest
from prospects.rights_forms import AnswerForm, RequestForm
from prospects.views.people.detail import ProspectPage
from prospects.views.privacy.shared import FormPage, refuse_unless

SOONEST = Order("due", "due_at")
LATEST = Order("due_down", "due_at", is_descending=True)
SIZE = 50
# A template would take `steps.copy` for the method of the dictionary.
SHOWN_AS = {"copy": "make"}
FILES = {"json": "application/json", "pdf": "application/pdf"}


class RightsListView(PortalView):
    """Open requests, the most urgent first; and those that were answered."""

    permission = P.RIGHTS_ANSWER

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page of the list."""
        is_closed = request.GET.get("state") == "closed"
        rows = DataRequest.objects.visible_to(self.user).select_related(
            "prospect", "branch", "owner"
        )
        rows = rows.exclude(state__in=DataRequest.OPEN) if is_closed else rows.open()
        page = page_of(
            rows, LATEST if is_closed else SOONEST, size=SIZE,
            after=request.GET.get("after", ""), before=request.GET.get("before", ""),
        )  # fmt: skip
        here = reverse("prospects:rights-list")
        query = "state=closed&" if is_closed else ""
        context = {
            "lines": [rights_rows.line_of(row, self.now) for row in page.rows],
            "tabs": [(_("Open"), here, not is_closed),
                     (_("Answered"), f"{here}?state=closed", is_closed)],
            "next_url": f"{here}?{query}after={page.after}" if page.after else "",
            "previous_url": f"{here}?{query}before={page.before}" if page.before else "",
            "retention_url": reverse("prospects:retention")
            if self.user.may(P.RIGHTS_DECIDE) else "",
        }  # fmt: skip
        return render(request, "prospects/privacy/rights_list.html", context)


class RightsAddView(ProspectPage, FormPage):
    """Write down what the person asks."""

    permission = P.PROSPECT_VIEW
    write_permission = P.RIGHTS_RECORD
    works_on_locked = True  # he may always ask
    title = gettext_lazy("Request about his data")
    verb = gettext_lazy("Record request")

    def check_permission(self, request: HttpRequest) -> None:
        """A form that would be refused is not shown either."""
        super().check_permission(request)
        refuse_unless(self.user.may(P.RIGHTS_RECORD))

    def form(self, data: Any = None) -> forms.Form:
        """Return the form on the clock of the person's branch."""
        return RequestForm(data, now=self.now.astimezone(self.object.branch.zone))

    def save(self, form: forms.Form) -> str:
        """Write it down and go to its page."""
        data = form.cleaned_data
        request = rights.record(
            self.object, kind=data["kind"], medium=data["medium"], by_whom=data["by_whom"],
            received_at=form.received_at,  # type: ignore[attr-defined]
            detail=data["detail"], actor=self.user, now=self.now,
        )  # fmt: skip
        return reverse("prospects:rights-detail", args=[request.public_id])

    def said(self, form: forms.Form) -> str:
        """Say that the clock runs."""
        return _("Recorded. The answer is due within 3 x 24 hours.")

    def back_url(self) -> str:
        """Return the page of the person's consents, where his requests stand."""
        return reverse("prospects:consent-list", args=[self.object.public_id])

    def more(self, form: forms.Form) -> dict[str, Any]:
        """Name the person."""
        return {"who": self.object.name, "who_url": self.url("detail")}


class RightsPage(ObjectView):
    """A page about one request the person reaches."""

    model = DataRequest
    permission = P.PROSPECT_VIEW
    works_on_locked = True
    object: DataRequest

    def rows(self) -> QuerySet[DataRequest]:
        """Return the reachable requests with everybody they name."""
        return DataRequest.objects.visible_to(self.user).select_related(
            "prospect", "branch", "owner", "recorded_by", "answered_by", "approved_by"
        )

    @property
    def here(self) -> str:
        """The page of the request."""
        return reverse("prospects:rights-detail", args=[self.object.public_id])


class RightsDetailView(RightsPage):
    """What was asked, until when, what stands against it, and the steps this person may take."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show the page."""
        return render(request, "prospects/privacy/rights_detail.html", self.context(AnswerForm()))

    def context(self, form: forms.Form) -> dict[str, Any]:
        """Return facts, steps and the copy."""
        row = self.object
        copy = DataCopy.objects.filter(request=row).only("made_at", "request").first()
        return {
            "row": rights_rows.facts_of(row, self.now),
            "steps": self.steps(),
            "form": form,
            "person_edit_url": reverse("prospects:prospect-edit", args=[row.prospect.public_id]),
            "is_waiting_copy": copy is not None and copy.made_at is None,
            "files": self.files() if copy is not None and copy.made_at else [],
        }

    def files(self) -> list[tuple[str, str]]:
        """Return the downloads, for those who may hand them out."""
        if not self.user.may(P.RIGHTS_ANSWER):
            return []
        args = [self.object.public_id]
        return [
            (code.upper(), reverse("prospects:rights-file", args=[*args, code])) for code in FILES
        ]

    def steps(self) -> dict[str, str]:
        """Return the addresses of the steps that are possible now and allowed."""
        args = [self.object.public_id]
        return {
            SHOWN_AS.get(step, step): reverse(f"prospects:rights-{step}", args=args)
            for step in rights_steps.steps_for(self.object, self.user)
        }


class RightsStep(RightsDetailView):
    """One step: posted, done once, back to the page; refused in the user's words."""

    permission = P.RIGHTS_ANSWER
    step: ClassVar[str]
    said: ClassVar[Any]  # by the toast

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Lead to the page: a step is only posted."""
        return redirect(request, self.here)

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Do the step."""
        form = AnswerForm(request.POST)
        needs_words = self.step in rights_steps.NEEDS_WORDS
        if needs_words and not form.is_valid():
            return self.refused(form)
        words = form.cleaned_data.get("answer", "") if needs_words else ""
        try:
            rights_steps.take(self.object, self.step, words, actor=self.user, now=self.now)
        except ValidationError as refusal:
            form = AnswerForm(request.POST if needs_words else None)
            for sentence in refusal.messages:
                form.errors.setdefault("__all__", form.error_class()).append(sentence)
            return self.refused(form)
        messages.success(request, str(self.said))
        return redirect(request, self.here)

    def refused(self, form: forms.Form) -> HttpResponse:
        """Show the page with what is in the way."""
        context = self.context(form)
        return render(self.request, "prospects/privacy/rights_detail.html", context, status=422)


class RightsCopyView(RightsStep):
    """Make the copy; the page shows it when it is there."""

    step = rights_steps.COPY
    said = gettext_lazy("The copy is being made. It appears here within a minute.")


class RightsAnswerView(RightsStep):
    """Close with an answer."""

    step = rights_steps.ANSWER
    said = gettext_lazy("Answered.")


class RightsRefuseView(RightsStep):
    """Close with a refusal and its reason."""

    step = rights_steps.REFUSE
    said = gettext_lazy("Refused with a reason.")


class RightsRestrictView(RightsStep):
    """Lock the person; the words stand in the banner."""

    step = rights_steps.RESTRICT
    said = gettext_lazy(
        "Restricted. Nothing about this person is changed or used until it is lifted."
    )


class RightsLiftView(RightsStep):
    """Unlock the person, with the reason on the timeline: head office."""

    permission = P.RIGHTS_DECIDE
    step = rights_steps.LIFT
    said = gettext_lazy("The restriction is lifted.")


class RightsEraseView(RightsStep):
    """Ask for the erasure: the first of two persons."""

    step = rights_steps.ERASE
    said = gettext_lazy("Head office is asked to approve the erasure.")


class RightsApproveView(RightsStep):
    """Approve the erasure: the second of two persons, proved anew."""

    permission = P.RIGHTS_DECIDE
    step = rights_steps.APPROVE
    said = gettext_lazy("Approved. The data are being erased; this cannot be taken back.")

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Ask for proof first: this cannot be taken back."""
        if not proof.is_fresh(request):
            return proof.ask(request)
        return super().post(request, public_id)


class RightsFileView(RightsPage):
    """The copy itself, after fresh proof; each download is written down."""

    permission = P.RIGHTS_ANSWER

    def get(self, request: HttpRequest, public_id: str, code: str) -> HttpResponse:
        """Hand out the file."""
        if code not in FILES:
            raise Http404
        if not proof.is_fresh(request):
            return proof.ask(request)
        copy = DataCopy.objects.filter(request=self.object).select_related("request").first()
        content = copy.opened(code) if copy else None
        if content is None:
            raise Http404
        row = self.object
        audit.record(
            "copy.download", actor=self.user, at=self.now, object_type="prospect",
            object_id=row.prospect.public_id, branch=row.branch, ip=client_ip(request), format=code,
        )  # fmt: skip
        file = f"salinan-data-{row.prospect.number}.{code}"
        return HttpResponse(content, content_type=FILES[code], headers={
            "Content-Disposition": f'attachment; filename="{file}"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
            "Content-Security-Policy": "sandbox",
        })  # fmt: skip
