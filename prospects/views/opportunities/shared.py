"""What the pages of one opportunity share: finding it, posting once, stale answers, sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.formats import relative_moment
from core.htmx import redirect
from core.idempotency import KeyReusedError, once
from core.public_id import new_public_id
from core.versioning import StaleError, number_of
from org.access.permissions import Permission
from org.access.views import ObjectView
from prospects.models import Opportunity

NOT_ASKED = ("csrfmiddlewaretoken", "idempotency_key")
PAGE, SHEET = "base.html", "components/sheet.html"
Pair = tuple[str, str, str, str]
"""Name, label, what the person sent, what is saved now."""


def is_sheet(request: HttpRequest) -> bool:
    """Tell whether a fragment for the sheet is wanted, not a page."""
    return request.headers.get("HX-Request") == "true"


class OpportunityView(ObjectView):
    """A page about one opportunity the person reaches."""

    model: ClassVar[type[models.Model]] = Opportunity
    permission = Permission.OPPORTUNITY_VIEW
    joined: ClassVar[tuple[str, ...]] = (  # what every page needs
        "product", "prospect", "branch", "owner", "loss_reason", "analyst", "state_by",
    )  # fmt: skip

    def rows(self) -> QuerySet[Any]:
        """Return what the person reaches, with what every page needs."""
        return Opportunity.objects.visible_to(self.user).select_related(*self.joined)

    @property
    def detail_url(self) -> str:
        """The page of the opportunity."""
        return reverse("prospects:opportunity-detail", args=[self.object.public_id])

    def version(self) -> int:
        """The version the person saw."""
        return number_of(self.request.POST.get("version") or self.request.GET.get("version"))

    def once(self, work: Callable[[], str]) -> bool:
        """Do `work` once for the key of this post; False when it was done before.

        Raises KeyReusedError when the key came with another body.
        """
        key = self.request.POST.get("idempotency_key", "") or new_public_id()
        body = {
            name: self.request.POST.getlist(name)
            for name in self.request.POST
            if name not in NOT_ASKED
        }
        body["of"] = [self.request.path]
        with transaction.atomic():
            _target, is_new = once(
                user_id=self.user.pk, key=key, body=body, now=self.now, work=work
            )
        return is_new

    def show(self, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        """Render as page or, for htmx, as sheet."""
        sheet = is_sheet(self.request)
        base = {
            "layout": SHEET if sheet else PAGE,
            "is_sheet": sheet,
            "opportunity": self.object,
            "who": self.object.prospect.name,
            "detail_url": self.detail_url,
        }
        response = render(self.request, template, base | context, status=status)
        if sheet:
            response["HX-Retarget"], response["HX-Reswap"] = "#sheet", "innerHTML"
        return response

    def done(self, text: str, undo_url: str = "") -> HttpResponse:
        """Go back to the opportunity, or to the list when it left the person's reach."""
        messages.success(self.request, text, extra_tags=undo_url)
        is_mine = self.rows().filter(pk=self.object.pk).exists()
        return redirect(
            self.request, self.detail_url if is_mine else reverse("prospects:opportunity-list")
        )

    def stale(self, current: Opportunity, pairs: Iterable[Pair]) -> HttpResponse:
        """Answer 409 with both values; *Keep mine* posts again on the present version."""
        when = relative_moment(current.updated_at, self.now, current.branch.time_zone)
        context = {
            "headline": _("Changed meanwhile by %(name)s (%(when)s). Review before saving.")
            % {"name": current.state_by.full_name, "when": when},
            "action": self.request.get_full_path(),
            "version": current.version,
            "key": new_public_id(),
            "current_url": self.detail_url,
            "fields": [
                {"name": name, "label": label, "yours": yours, "theirs": theirs,
                 "raw": self.request.POST.get(name) or self.request.GET.get(name, "")}
                for name, label, yours, theirs in pairs
            ],
        }  # fmt: skip
        return self.show("prospects/opportunity_conflict.html", context, status=409)


class FormView(OpportunityView):
    """One form about the opportunity: a page, or a sheet over the page it came from."""

    write_permission: ClassVar[Permission | None] = Permission.OPPORTUNITY_CHANGE
    form_class: ClassVar[type[forms.Form]]
    title: ClassVar[Any]
    verb: ClassVar[Any]
    is_danger: ClassVar[bool] = False

    def form(self, data: Any = None) -> forms.Form:
        """Build the form, filled for a first look or with what was sent."""
        return self.form_class(data, initial=self.initial())

    def initial(self) -> dict[str, Any]:
        """Return what the form starts with."""
        return {}

    def check_permission(self, request: HttpRequest) -> None:
        """A form that would be refused is not shown either."""
        super().check_permission(request)
        if self.write_permission and not self.user.may(self.write_permission):
            raise PermissionDenied

    def page(self, form: forms.Form, status: int = 200) -> HttpResponse:
        """Show the form with a new key."""
        context = {
            "form": form,
            "title": self.get_title(),
            "sub": self.get_sub(),
            "verb": self.get_verb(),
            "is_danger": self.is_danger,
            "action": self.request.get_full_path(),
            "version": self.get_version(),
            "key": new_public_id(),
        } | self.more()
        return self.show("prospects/opportunity_form.html", context, status)

    def more(self) -> dict[str, Any]:
        """Return what else the page shows."""
        return {}

    def get_title(self) -> str:
        """Return the heading."""
        return str(self.title)

    def get_sub(self) -> str:
        """Return the grey line below the heading."""
        row = self.object
        return f"{row.prospect.name} · {row.product.short_name}"

    def get_verb(self) -> str:
        """Return the word on the button."""
        return str(self.verb)

    def get_version(self) -> int:
        """Return the version the form is filled from; a refused form keeps the one it came with."""
        return self.version() if self.request.method == "POST" else self.object.version

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Show the form."""
        return self.page(self.form())

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Save once; 422 with the words beside the fields, 409 with both values."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, 422)
        try:
            self.once(lambda: self.save(form) or self.detail_url)
        except ValidationError as refusal:
            add_refusal(form, refusal)
            return self.page(form, 422)
        except StaleError as stale:
            return self.answer_stale(stale, form)
        except KeyReusedError:
            form.add_error(None, _("This form was saved before. Check the page behind it."))
            return self.page(form, 409)
        return self.done(self.said(form), self.undo_url())

    def answer_stale(self, stale: StaleError, form: forms.Form) -> HttpResponse:
        """Answer 409 with what the person typed beside what is saved."""
        current = self.rows().get(pk=self.object.pk)
        return self.stale(current, self.pairs(form, current))

    def save(self, form: forms.Form) -> str:
        """Do it."""
        return ""

    def said(self, form: forms.Form) -> str:
        """Return the words of the toast."""
        return _("Saved.")

    def undo_url(self) -> str:
        """Return the address that takes it back, empty when that is not offered."""
        return ""

    def pairs(self, form: forms.Form, current: Opportunity) -> list[Pair]:
        """Return what a stale answer compares."""
        return []


def add_refusal(form: forms.BaseForm, refusal: ValidationError) -> None:
    """Put a service's refusal beside its field, or on top when it names none of this form."""
    errors = refusal.error_dict if hasattr(refusal, "error_dict") else {"__all__": [refusal]}
    for name, found in errors.items():
        form.add_error(name if name in form.fields else None, found)


def status_label(row: Opportunity) -> str:
    """Return the status in words."""
    return str(Opportunity.Status(row.status).label)
