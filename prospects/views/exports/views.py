"""Asking for a file, the page of a file, its download, and the yes of a second person."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext

from core.errors import InputError
from core.formats import count as grouped
from core.formats import relative_moment
from core.htmx import redirect
from org.access import proof
from org.access.address import client_ip
from org.access.permissions import Permission as P
from org.access.views import ObjectView, PortalView
from prospects.exports import services
from prospects.exports.services import APPROVED_ABOVE, TYPES, Wish
from prospects.list_filter import remembered_text
from prospects.models import BulkBatch, ExportFile, SavedView
from prospects.tables.layout import clean_query, layout_of
from prospects.views.tables.shared import list_url

State = ExportFile.State
TABLES = {"prospects": P.PROSPECT_VIEW, "opportunities": P.OPPORTUNITY_VIEW}


class ExportListView(PortalView):
    """One's own files of the last days, and what waits for one's yes."""

    permission = P.EXPORT

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show both lists."""
        own = ExportFile.objects.filter(by=self.user).defer("content").order_by("-created_at")[:50]
        waiting = ExportFile.objects.awaiting(self.user).select_related("by").defer("content")
        context = {
            "own": [self.row(export) for export in own],
            "waiting": [self.row(export) for export in waiting.order_by("created_at")[:50]],
            "limit": grouped(APPROVED_ABOVE),
        }
        return render(request, "prospects/export_list.html", context)

    def row(self, export: ExportFile) -> dict[str, Any]:
        """Return one line as ready strings."""
        zone = self.user.branch.time_zone if self.user.branch else "WIB"
        return {
            "url": reverse("prospects:export-detail", args=[export.public_id]),
            "title": f"{SavedView.Table(export.table).label} · {export.kind.upper()}",
            "who": "" if export.by_id == self.user.pk else export.by.full_name,
            "persons": persons_words(export.person_count),
            "reason": export.reason,
            "state": str(State(export.state).label),
            "when": relative_moment(export.created_at, self.now, zone),
        }


class ExportWaitingView(PortalView):
    """The alert of the dashboard: how many files wait for one's yes; nothing when none does."""

    permission = P.EXPORT

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it, fetched after the page is there; who opens it as a page gets the list."""
        if not request.headers.get("HX-Request"):
            return redirect(request, reverse("prospects:export-list"))
        number = ExportFile.objects.awaiting(self.user).count()
        text = ngettext(
            "%(n)s export waits for your approval.", "%(n)s exports wait for your approval.", number
        ) % {"n": grouped(number)}
        context = {"number": number, "text": text}
        return render(request, "prospects/export_waiting.html", context)


def persons_words(number: int) -> str:
    """Return `1.204 orang`."""
    return ngettext("%(n)s person", "%(n)s persons", number) % {"n": grouped(number)}


class ExportAskView(PortalView):
    """The form: which file, which columns, what for. Asks for a fresh proof."""

    permission = P.EXPORT

    def check_permission(self, request: HttpRequest) -> None:
        """Refuse a list that the person may not see."""
        super().check_permission(request)
        self.table = request.GET.get("table", "prospects")
        if not self.user.may(TABLES.get(self.table, P.EXPORT)):
            raise PermissionDenied
        if self.table not in TABLES:
            raise Http404

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form."""
        return self.form()

    def post(self, request: HttpRequest) -> HttpResponse:
        """Ask for the file."""
        if not proof.is_fresh(request):
            return proof.ask(request)
        try:
            export = services.ask(
                self.wish(request), user=self.user, now=self.now, ip=client_ip(request)
            )
        except InputError as error:
            return self.form(error.text, status=422)
        return redirect(request, reverse("prospects:export-detail", args=[export.public_id]))

    def wish(self, request: HttpRequest) -> Wish:
        """Return what is wanted, of the filters and columns that are on."""
        query = {name: str(value) for name, value in request.GET.items() if value}
        layout = layout_of(self.table, self.user, query.get("view", ""))
        batches = BulkBatch.objects.visible_to(self.user)
        kind, columns = request.POST.get("kind", ""), request.POST.get("layout", "")
        return Wish(
            table=self.table, query=clean_query(self.table, query), columns=layout.codes,
            kind=kind if kind in ExportFile.Kind.values else ExportFile.Kind.XLSX,
            layout=columns if columns in ExportFile.Layout.values else ExportFile.Layout.SCREEN,
            reason=request.POST.get("reason", ""),
            text=remembered_text(query.get("s", ""), user=self.user, now=self.now),
            batch=batches.filter(public_id=query.get("batch", "-")).first(),
        )  # fmt: skip

    def form(self, problem: str = "", status: int = 200) -> HttpResponse:
        """Show the form with what was typed."""
        query = {name: str(value) for name, value in self.request.GET.items() if value}
        kept = {name: value for name, value in query.items() if name not in ("table", "batch")}
        context = {
            "kinds": [(str(kind), str(kind.label)) for kind in ExportFile.Kind],
            "layouts": [(str(layout), str(layout.label)) for layout in ExportFile.Layout],
            "typed": self.request.POST,
            "problem": problem,
            "limit": grouped(APPROVED_ABOVE),
            "here": self.request.get_full_path(),
            "back_url": list_url(self.table, **kept),
        }  # fmt: skip
        return render(self.request, "prospects/export_form.html", context, status=status)


class ExportPage(ObjectView):
    """A page about one file: of the one who asked, or of who may say yes to it."""

    model = ExportFile
    permission = P.EXPORT
    object: ExportFile

    def rows(self) -> QuerySet[ExportFile]:
        """Return one's own and what waits for one's yes."""
        return ExportFile.objects.visible_to(self.user).select_related("by__branch")

    @property
    def is_own(self) -> bool:
        """Whether the person asked for it himself."""
        return self.object.by_id == self.user.pk


class ExportDetailView(ExportPage):
    """Where the file is; it asks by itself until it is there."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show the page, or the part that asks."""
        template = "prospects/export_detail.html"
        part = f"{template}#state" if request.headers.get("HX-Request") else template
        return render(request, part, self.context())

    def context(self) -> dict[str, Any]:
        """Return state and the ways on."""
        export, trouble = self.object, services.trouble_of(self.object)
        ready = self.is_own and export.state == State.DONE and export.content is not None
        return {
            "export": export,
            "table": SavedView.Table(export.table).label,
            "persons": persons_words(export.person_count),
            "state": str(State(export.state).label),
            "problem": export.problem or trouble,
            "is_running": export.state == State.WAITING and not trouble,
            "is_own": self.is_own,
            "may_decide": not self.is_own and export.state == State.ASKED,
            "download_url": self.address("export-download") if ready else "",
            "decide_url": self.address("export-decide"),
            "here": self.address("export-detail"),
        }

    def address(self, name: str) -> str:
        """Return an address of this file."""
        return reverse(f"prospects:{name}", args=[self.object.public_id])


class ExportDownloadView(ExportPage):
    """The bytes, for the one who asked alone."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Hand them out and write it down; 404 for everybody else and when they are gone."""
        export = self.object
        content = services.take(export, user=self.user, now=self.now, ip=client_ip(request))
        if content is None:
            raise Http404
        headers = {
            "Content-Disposition": f'attachment; filename="{export.file_name}"',
            "Content-Security-Policy": "sandbox",
        }
        return HttpResponse(content, content_type=TYPES[export.kind], headers=headers)


class ExportDecideView(ExportPage):
    """Yes or no of a second person, with a fresh proof."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Decide once."""
        if self.is_own:
            raise PermissionDenied
        if not proof.is_fresh(request):
            return proof.ask(request)
        services.decide(
            self.object, yes=request.POST.get("answer") == "yes", user=self.user, now=self.now,
            ip=client_ip(request),
        )  # fmt: skip
        return redirect(request, reverse("prospects:export-list"))
