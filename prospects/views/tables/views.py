"""Choosing columns, keeping a view, and its own page."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from core.errors import InputError
from core.htmx import redirect
from core.versioning import StaleError, number_of
from org.access.permissions import Permission as P
from org.access.views import ObjectView, PortalView
from prospects.models import SavedView
from prospects.tables.counts import counts_of
from prospects.tables.layout import (
    Layout,
    change_view,
    choose_columns,
    layout_of,
    remove_view,
    save_view,
    shares_of,
)
from prospects.views.tables.shared import list_url, tabs, view_url

PEOPLE, DEALS = SavedView.Table.PROSPECTS, SavedView.Table.OPPORTUNITIES


class ListPage(PortalView):
    """Something about one of the two lists; `list_code` says which."""

    permission = P.PROSPECT_VIEW
    write_permission = P.VIEW_SAVE
    list_code: ClassVar[str] = PEOPLE

    def check_permission(self, request: HttpRequest) -> None:
        """Refuse who may not see the list, or may see it only."""
        super().check_permission(request)
        if not self.user.may(self.permission):
            raise PermissionDenied

    def query(self) -> dict[str, str]:
        """Return the filters that are on."""
        return {name: str(value) for name, value in self.request.GET.items() if value}

    def layout(self) -> Layout:
        """Return the person's views, and which is open."""
        return layout_of(self.list_code, self.user, self.request.GET.get("view", ""))

    def back(self) -> str:
        """Return the list as it was."""
        return list_url(self.list_code, **self.query())


class ColumnsView(ListPage):
    """*Kolom*: which columns stand on a desktop."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the choice; nothing chosen brings the usual columns back."""
        codes = ["name", *request.POST.getlist("column")] if "usual" not in request.POST else []
        view = self.layout().active
        choose_columns(self.list_code, codes, view=view, user=self.user, now=self.now)
        return redirect(request, self.back())


class ViewsView(ListPage):
    """*Simpan tampilan*: filters, order and columns under a name."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the view and open it, or say what is in the way."""
        name = " ".join(request.POST.get("name", "").split())[:40]
        try:
            view = save_view(
                self.list_code, name, self.query(), share=request.POST.get("share") or "own",
                columns=self.layout().codes, user=self.user, now=self.now,
            )  # fmt: skip
        except (InputError, ValidationError) as error:
            messages.error(request, _words(error))
            return redirect(request, self.back())
        messages.success(request, _("View saved."))
        return redirect(request, view_url(view))


class CountsView(ListPage):
    """The tabs with how many rows each view holds; asked for after the list is there."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the tabs alone."""
        layout = self.layout()
        counts = counts_of(layout.views, self.user, now=self.now, today=self.today)
        context = {"view_tabs": tabs(layout, self.user, counts)}
        return render(request, "prospects/view_tabs.html", context)


class DealColumnsView(ColumnsView):
    """The same of opportunities."""

    permission = P.OPPORTUNITY_VIEW
    list_code = DEALS


class DealViewsView(ViewsView):
    """The same of opportunities."""

    permission = P.OPPORTUNITY_VIEW
    list_code = DEALS


class DealCountsView(CountsView):
    """The same of opportunities."""

    permission = P.OPPORTUNITY_VIEW
    list_code = DEALS


def _words(error: Exception) -> str:
    return error.text if isinstance(error, InputError) else " ".join(error.messages)  # type: ignore[attr-defined]


class SavedViewView(ObjectView):
    """One view: its name, who sees it, its filters anew, or away with it."""

    model = SavedView
    permission = P.OPPORTUNITY_VIEW
    write_permission = P.VIEW_SAVE
    object: SavedView

    def rows(self) -> QuerySet[SavedView]:
        """Return the named views this person finds among his tabs."""
        return SavedView.objects.visible_to(self.user).exclude(name="")

    def check_permission(self, request: HttpRequest) -> None:
        """Refuse who may not see the list, and any change of somebody else's view."""
        super().check_permission(request)
        is_people = self.object.table == PEOPLE
        is_others = request.method == "POST" and self.object.user_id != self.user.pk
        if is_others or (is_people and not self.user.may(P.PROSPECT_VIEW)):
            raise PermissionDenied

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show the form."""
        return self.page()

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Save or delete."""
        if request.POST.get("action") == "delete":
            remove_view(self.object, user=self.user)
            messages.success(request, _("View deleted."))
            return redirect(request, list_url(self.object.table))
        try:
            self.save(request)
        except StaleError:
            return self.page(_("Changed in another window. Review before saving."), status=409)
        except (InputError, ValidationError) as error:
            return self.page(_words(error), status=422)
        messages.success(request, _("View saved."))
        return redirect(request, view_url(self.object))

    def save(self, request: HttpRequest) -> None:
        """Write name and sharing, and with `refill` the filters of the address."""
        query = {name: str(value) for name, value in request.GET.items() if value}
        change_view(
            self.object, version=number_of(request.POST.get("version")), user=self.user,
            now=self.now, name=" ".join(request.POST.get("name", "").split())[:40],
            share=request.POST.get("share") or self.object.share,
            query=query if "refill" in request.POST else None,
        )  # fmt: skip

    def page(self, problem: str = "", status: int = 200) -> HttpResponse:
        """Show the page with what was typed."""
        view = SavedView.objects.get(pk=self.object.pk)
        context: dict[str, Any] = {
            "view": view,
            "name": self.request.POST.get("name", view.name),
            "is_own": view.user_id == self.user.pk,
            "shares": [(str(s), str(s.label), s == view.share) for s in shares_of(self.user)],
            "share_label": str(view.get_share_display()),
            "owner": view.user.full_name,
            "can_refill": "is_changed" in self.request.GET,
            "here": self.request.get_full_path(),
            "back_url": view_url(view),
            "problem": problem,
        }
        return render(self.request, "prospects/saved_view.html", context, status=status)
