"""The generic views of the administration: list with form and history beside it, form, removal.

Whoever may not see a page gets 403 before anything is looked up, so the answer tells nothing.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from core.htmx import redirect, toast
from core.idempotency import KeyReusedError, once, target_of
from core.public_id import LENGTH, new_public_id
from core.versioning import StaleError, number_of
from org.access import proof
from org.access.address import client_ip
from org.access.views import PortalView
from org.administration.conflict import conflict_context
from org.administration.listing import Listing, sealed
from org.administration.page import AdminPage, Stamp
from org.administration.panel import panel_context

TEMPLATE = "administration/page.html"
NEW = "new"
NOT_ASKED = {"csrfmiddlewaretoken", "idempotency_key"}


class AdminView(PortalView):
    """The base: one page, after the right was checked."""

    page_class: ClassVar[type[AdminPage]]
    page: AdminPage
    row: Any = None
    public_id = ""

    def find(self, **kwargs: Any) -> None:
        """Remember what the address names; it is looked up only after the right was checked."""
        self.page = self.page_class(self.user, self.now, self.today)
        self.public_id = kwargs.get("public_id", "")

    def check_permission(self, request: HttpRequest) -> None:
        """Check the right, then find the row."""
        super().check_permission(request)
        if self.public_id:
            self.row = self.found(self.public_id)

    def found(self, public_id: str) -> Any:
        """Return the row or answer 404."""
        row = None
        if len(public_id) == LENGTH:
            row = self.page.rows().filter(public_id=public_id).first()
        if row is None:
            raise Http404
        return row

    def may_write(self) -> bool:
        """Tell whether this person changes anything here."""
        return self.user.may(self.page.write_permission or self.page.permission)

    def stamp(self) -> Stamp:
        """Return who acts, when and from where."""
        return Stamp(self.user, self.now, client_ip(self.request))

    def version(self) -> int:
        """Return the version the person saw."""
        return number_of(self.request.POST.get("version"))

    def show(self, panel: dict[str, Any] | None, status: int = 200) -> HttpResponse:
        """Render list and form, or only what htmx swaps."""
        listing = Listing(self.page, self.request)
        context = listing.context(self.row) | {
            "page": self.page,
            "panel": panel,
            "may_write": self.may_write(),
            "add_url": listing.address(id=NEW, after="", before=""),
            **self.page.list_context(),
        }
        is_part = self.request.headers.get("HX-Target") == "adm"
        name = f"{TEMPLATE}#body" if is_part else TEMPLATE
        return render(self.request, name, context, status=status)

    def panel(self, form: forms.ModelForm | None = None, **more: Any) -> dict[str, Any]:
        """Return what the form beside the list needs."""
        tab = self.request.GET.get("tab", "")
        return panel_context(self.page, self.row, tab, form) | more


class ListView(AdminView):
    """The list, with the form and the history of one row beside it (`?id=`)."""

    def check_permission(self, request: HttpRequest) -> None:
        """Check the right, then find the row that `?id=` names."""
        super().check_permission(request)
        chosen = request.GET.get("id", "")
        self.is_new = chosen == NEW and bool(self.page.add_label) and self.may_write()
        if chosen and chosen != NEW:
            self.row = self.found(chosen)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the list."""
        if self.is_new:
            return self.show(self.panel(self.page.new_form(Listing(self.page, request).chosen)))
        return self.show(self.panel() if self.row else None)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take the text searched for out of the address: it may be a name or a number."""
        listing = Listing(self.page, request)
        text = request.POST.get("q", "").strip()
        return redirect(request, listing.address(s=sealed(text), id="", tab=""))


class FormView(AdminView):
    """Save a new or a changed row."""

    is_new = False

    def get(self, request: HttpRequest, public_id: str = "") -> HttpResponse:
        """Lead to the form beside the list."""
        return redirect(request, f"{self.page.url('list')}?id={public_id or NEW}")

    def post(self, request: HttpRequest, public_id: str = "") -> HttpResponse:
        """Ask for proof where the page wants it, then check the form and save."""
        if self.page.needs_proof and not proof.is_fresh(request):
            return proof.ask(request)
        instance = self.row and self.page.rows().get(pk=self.row.pk)
        form = self.page.form(request.POST, instance)
        before = self.saved_before()
        if before:
            return self.saved(before)
        if not form.is_valid():
            return self.show(self.panel(form), 422)
        warnings = self.page.warnings(form) if "sure" not in request.POST else []
        if warnings:
            return self.show(self.panel(form, warnings=warnings), 422)
        return self.save(form)

    def save(self, form: forms.ModelForm) -> HttpResponse:
        """Save once; show what is in the way."""
        try:
            public_id = self.saved_once(form)
        except StaleError as stale:
            return self.conflict(form, stale)
        except KeyReusedError:
            form.add_error(None, _("This form was saved before. Check the page behind it."))
            return self.show(self.panel(form), 409)
        except (ValidationError, IntegrityError) as error:
            form.add_error(None, getattr(error, "messages", [_("This is there already.")])[0])
            return self.show(self.panel(form), 422)
        own = self.page.added(self.request, self.row) if self.is_new else None
        return own or self.saved(public_id)

    def asked(self) -> dict[str, Any]:
        """Return whose request this is: the one-time key of the form and what it says."""
        post = self.request.POST
        body = {name: post.getlist(name) for name in post if name not in NOT_ASKED}
        key = post.get("idempotency_key", "") or new_public_id()
        body["of"] = [self.request.path]
        return {"user_id": self.user.pk, "key": key, "body": body}

    def saved_before(self) -> str:
        """Return the row that the same press saved already: its form would find it taken."""
        try:
            return target_of(**self.asked())
        except KeyReusedError:
            return ""

    def saved_once(self, form: forms.ModelForm) -> str:
        """Return the public id of the row; a second press changes nothing."""
        with transaction.atomic():
            return once(**self.asked(), now=self.now, work=lambda: self.work(form))[0]

    def work(self, form: forms.ModelForm) -> str:
        """Write the row and return its public id."""
        if self.row is None:
            self.is_new, self.row = True, self.page.add(form, self.stamp())
            return str(self.row.public_id)
        return str(self.page.change(self.row, self.version(), form, self.stamp()).public_id)

    def saved(self, public_id: str) -> HttpResponse:
        """Show list and form as they are now."""
        if not self.request.headers.get("HX-Request"):
            messages.success(self.request, _("Saved."))
            return redirect(self.request, f"{self.page.url('list')}?id={public_id}")
        self.row = self.found(public_id)
        return toast(self.show(self.panel()), _("Saved."))

    def conflict(self, form: forms.ModelForm, stale: StaleError) -> HttpResponse:
        """Answer 409 with both values; *Keep mine* posts again on the present version."""
        context = conflict_context(self.page, form, stale.current, self.request.path)
        return render(self.request, "org/conflict.html", context, status=409)


class RemoveView(AdminView):
    """Take a row out."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Remove it if the page allows that for this row."""
        if self.page.needs_proof and not proof.is_fresh(request):
            return proof.ask(request)
        try:
            self.take_out()
        except (StaleError, models.ProtectedError):
            messages.warning(request, _("This has moved on meanwhile. Nothing was changed."))
            return redirect(request, f"{self.page.url('list')}?id={public_id}")
        messages.success(request, _("Removed."), extra_tags=self.page.undo_url(self.row))
        return redirect(request, self.page.url("list"))

    def take_out(self) -> None:
        """Remove the row in one transaction."""
        if not self.page.may_remove(self.row):
            raise Http404
        with transaction.atomic():
            self.page.remove(self.row, self.version(), self.stamp())


def _view(base: type[AdminView], page: type[AdminPage]) -> Any:
    """Return the view of a page; a list is posted only to search, which is reading."""
    names = {
        "page_class": page,
        "permission": page.permission,
        "write_permission": None if base is ListView else page.write_permission,
        "__module__": page.__module__,
        "__doc__": page.__doc__,
    }
    made: Any = type(f"{page.__name__}{base.__name__}", (base,), names)
    return made.as_view()


def paths(page: type[AdminPage], prefix: str) -> list[URLPattern]:
    """Return the addresses of a page: list, form, and where they exist adding and removing."""
    found = [path(prefix, _view(ListView, page), name=f"{page.slug}-list")]
    if page.add_label:
        name = f"{page.slug}-{page.add_name}"
        found.append(path(f"{prefix}{page.add_name}/", _view(FormView, page), name=name))
    one = f"{prefix}<str:public_id>/"
    found.append(path(one, _view(FormView, page), name=f"{page.slug}-edit"))
    if page.is_removable:
        found.append(path(f"{one}remove/", _view(RemoveView, page), name=f"{page.slug}-remove"))
    return found
