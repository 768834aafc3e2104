"""The checklist of an application, its papers one by one, and what the customer is told."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents import services
from documents.checklist import checklist_of
from documents.forms import DeferForm, EmploymentForm, ReceiveForm, RejectForm
from documents.message import asking_for, chat_link
from documents.page import (
    checklist_context,
    employment_chips,
    facts_of,
    file_rows,
    steps_of,
)
from documents.rules import set_employment
from documents.views.shared import PaperFormView, PaperStepView, PapersView, PaperView
from org.access.permissions import Permission as P
from org.models import BankSettings


class ChecklistView(PapersView):
    """What is asked for, what is here, and the message that asks for the rest."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Show the whole list."""
        found = checklist_of(self.object, today=self.today, language=self.user.language)
        is_seen = self.user.access.reach.holds(self.object.prospect)
        may = self.user.may(P.DOCUMENT_CHANGE)
        context = {
            "opportunity": self.object,
            "opportunity_url": self.opportunity_url,
            "employments": employment_chips(self.object, found.employment) if may else [],
            "message": asking_for(self.object, found.wanted) if is_seen else "",
            "chat_url": chat_link(self.object, found.wanted) if is_seen else "",
            **checklist_context(self.object, found, self.user.language),
        }
        return render(request, "documents/checklist.html", context)


class MissingView(PapersView):
    """What is missing, on one A4 page to hand over or to send."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Show the page with its print button."""
        found = checklist_of(self.object, today=self.today, language="id")
        context = {
            "opportunity": self.object,
            "bank": BankSettings.load().name,
            "rows": [(item.type.label_id, item.note) for item in found.wanted],
            "today": self.today,
            "back_url": self.detail_url,
        }
        return render(request, "documents/missing.html", context)


class EmploymentView(PapersView):
    """How the applicant earns his living, which decides what is asked for."""

    write_permission = P.DOCUMENT_CHANGE
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Write it down; the same again changes nothing."""
        form = EmploymentForm(request.POST)
        if not form.is_valid():
            return self.done(_("Choose how the applicant earns his living."))
        set_employment(self.object, form.cleaned_data["employment"])
        return self.done(_("The list is now that of this work."))


class PaperDetailView(PaperView):
    """How one paper stands, and what may be done with it."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Show it as page or sheet."""
        context = {
            "title": self.name,
            "sub": f"{self.object.prospect.name} · {self.object.product.short_name}",
            "facts": facts_of(self.item),
            "version": self.paper_version,
            "files": file_rows(self.object, self.item),
            "steps": {
                name.replace("-", "_"): self.url(name) for name in steps_of(self.item, self.user)
            },
        }
        return self.show("documents/paper.html", context)


class ReceiveView(PaperFormView):
    """The paper came in."""

    title = gettext_lazy("Received")
    verb = gettext_lazy("Save")
    done_words = gettext_lazy("received.")

    def initial(self) -> dict[str, date]:
        """Start with today."""
        return {"received_on": self.today}

    def form(self, data: Any = None) -> forms.Form:
        """Ask for the dates that this kind of paper has."""
        return ReceiveForm(data, today=self.today, kind=self.item.type, initial=self.initial())

    def save(self, form: forms.Form) -> str:
        """Call the service."""
        services.receive(
            self.object, self.item.type, version=self.version(), actor=self.user, now=self.now,
            **form.cleaned_data,
        )  # fmt: skip
        return self.detail_url


class RejectView(PaperFormView):
    """The paper will not do."""

    permission = P.OPPORTUNITY_VIEW
    write_permission = P.DOCUMENT_CHECK
    title = gettext_lazy("Reject")
    verb = gettext_lazy("Reject the paper")
    is_danger = True
    done_words = gettext_lazy("rejected.")

    def form(self, data: Any = None) -> forms.Form:
        """Ask why."""
        return RejectForm(data)

    def save(self, form: forms.Form) -> str:
        """Call the service."""
        services.reject(
            self.object, self.item.type, version=self.version(), actor=self.user, now=self.now,
            reason=form.cleaned_data["reason"],
        )  # fmt: skip
        return self.detail_url


class DeferView(PaperFormView):
    """A head allows the paper to follow later (*TBO*)."""

    write_permission = P.DOCUMENT_DEFER
    title = gettext_lazy("To follow (TBO)")
    verb = gettext_lazy("Allow")
    done_words = gettext_lazy("may follow later.")

    def form(self, data: Any = None) -> forms.Form:
        """Ask until when, who and why."""
        return DeferForm(
            data, today=self.today, opportunity=self.object,
            initial={"responsible": self.object.owner.public_id},
        )  # fmt: skip

    def save(self, form: forms.Form) -> str:
        """Call the service."""
        services.defer(
            self.object, self.item.type, version=self.version(), actor=self.user, now=self.now,
            **form.cleaned_data,
        )  # fmt: skip
        return self.detail_url


class CheckView(PaperStepView):
    """Credit administration has looked at the paper."""

    write_permission = P.DOCUMENT_CHECK
    done_words = gettext_lazy("checked.")

    def step(self) -> None:
        """Call the service."""
        services.check(
            self.object, self.item.type, version=self.version(), actor=self.user, now=self.now
        )


class TakeBackView(PaperStepView):
    """The last step was a mistake: the paper is not here."""

    done_words = gettext_lazy("taken back.")

    def check_permission(self, request: HttpRequest) -> None:
        """Whoever may do any step; the service knows whose step it was."""
        super().check_permission(request)
        services.require_any(self.user)

    def step(self) -> None:
        """Call the service."""
        services.take_back(
            self.object, self.item.type, version=self.version(), actor=self.user, now=self.now
        )
