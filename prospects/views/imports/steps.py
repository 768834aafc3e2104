"""Looking at what would come of a file, importing it, and what came of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.errors import InputError
from core.formats import count
from core.htmx import redirect, toast
from core.spreadsheets.reading import Table
from org.access.permissions import Permission as P
from org.access.views import ObjectView
from prospects import transfers
from prospects.imports import choices, profiles, showing, standing, uploads
from prospects.imports.checking import table_of
from prospects.models import ImportFile

PREVIEW, DETAIL = "prospects/import_preview.html", "prospects/import_detail.html"
ROWS = "prospects/import_rows.html"
State = ImportFile.State
STEPS = {
    State.CHECKING: 1, State.WAITING: 1, State.READING: 2, State.WRITING: 3, State.DONE: 4,
    State.UNDOING: 2,
}  # fmt: skip


class ImportFilePage(ObjectView):
    """A page about one file; whoever brought it may change it, others may look."""

    model = ImportFile
    permission = P.IMPORT_VIEW
    object: ImportFile

    def rows(self) -> QuerySet[ImportFile]:
        """Return the files this person sees."""
        return ImportFile.objects.visible_to(self.user).select_related("by__branch", "profile")

    def check_permission(self, request: HttpRequest) -> None:
        """Refuse with 403 to change the file of somebody else."""
        super().check_permission(request)
        if request.method == "POST" and not standing.may_change(self.object, self.user):
            raise PermissionDenied

    def address(self, name: str) -> str:
        """Return the address of a step of this file."""
        return reverse(f"prospects:import-{name}", args=[self.object.public_id])

    def shown_rows(self) -> dict[str, Any]:
        """Return the rows of the chosen tab, with what leads to the others."""
        file, group = self.object, showing.shown_group(self.request.GET.get("show", ""))
        is_checked = file.state == State.DRAFT
        return {
            "tabs": showing.tabs(file, group),
            "rows": showing.preview_rows(file, group),
            "rows_url": self.address("preview" if is_checked else "detail"),
            "is_checked": is_checked,
        }

    def asks_for_rows(self) -> bool:
        """Tell whether a tab was tapped, so that only the rows are wanted."""
        return self.request.headers.get("HX-Target") == "rows"

    def rejected(self) -> dict[str, Any]:
        """Return why rows are rejected, and the file of them."""
        file = self.object
        counts = file.counts or file.preview.get("counts", {})
        return {
            "reasons": file.preview.get("reasons", []),
            "rejected": count(counts.get("rejected", 0)),
            "rejects_url": self.address("rejects") if file.rejects else "",
        }

    def held(self) -> dict[str, Any]:
        """Return who holds what the list brings."""
        rows = showing.held_rows(self.object, self.user, self.now) if self.object.is_own else []
        may_ask = self.user.may(P.TRANSFER_REQUEST) and self.object.by_id == self.user.pk
        return {"held": rows, "may_ask": may_ask, "ask_url": self.address("ask")}


class ImportPreviewView(ImportFilePage):
    """Counts, mapping, first rows: nothing is written yet."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show it; a file that was started has a page of its own."""
        if self.object.state != State.DRAFT:
            return redirect(request, self.address("detail"))
        if self.asks_for_rows():
            return render(request, ROWS, self.shown_rows())
        return self.page(PREVIEW)

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Take over a changed mapping and check anew."""
        if self.object.state == State.DRAFT:
            uploads.remap(self.object, request.POST, now=self.now)
        if self.object.state != State.DRAFT:
            return redirect(request, self.address("detail"))
        if request.headers.get("HX-Request"):
            return self.page(f"{PREVIEW}#check", is_fragment=True)
        return redirect(request, self.address("preview"))

    def page(self, template: str, *, is_fragment: bool = False) -> HttpResponse:
        """Show the whole page, or what the mapping changes."""
        file = self.object
        try:
            table = table_of(file)
        except InputError as error:
            file.preview = {"problem": error.text}
            table = Table(file.file_name, file.sha256, [], [], "", "")
        context = {
            **self.checked(), **self.mapped(table), **self.shown_rows(), **self.rejected(),
            **self.held(),
        }  # fmt: skip
        return render(self.request, template, {**context, "is_fragment": is_fragment})

    def checked(self) -> dict[str, Any]:
        """Return what the dry run found."""
        file, before = self.object, uploads.same_before(self.object)
        counts = file.preview.get("counts")
        writes = standing.writes_of(file)
        is_his = file.by_id == self.user.pk
        return {
            "file": file,
            "size_words": showing.rows_words(file.row_count),
            "problem": file.preview.get("problem", ""),
            "tiles": showing.tiles(counts, is_own=file.is_own) if counts else [],
            "calls": showing.calls_words(file),
            "shared": showing.shared_words(file),
            "before_url": self.other(before) if before else "",
            "before_words": showing.past_row(before, self.user)["when"] if before else "",
            "run_url": self.address("run") if writes and is_his else "",
            "run_words": _("Import %s") % showing.rows_words(writes),
            "discard_url": self.address("discard") if is_his else "",
        }

    def other(self, file: ImportFile) -> str:
        """Return the page of an earlier import of the same file."""
        return reverse("prospects:import-detail", args=[file.public_id])

    def mapped(self, table: Table) -> dict[str, Any]:
        """Return the columns with their choices."""
        columns = choices.columns(self.object, table)
        return {
            "columns": columns,
            "used": sum(column["is_used"] for column in columns),
            "formats": choices.formats(self.object),
            "defaults": choices.defaults(self.object),
            "origin": choices.origin(self.object),
            "is_long": self.object.row_count > uploads.CHECKED_AT_ONCE,
            "missing": ", ".join(choices.missing(self.object)),
            "reading": choices.reading_words(table, self.object),
            "profile_url": self.address("profile"),
        }


class ImportRunView(ImportFilePage):
    """*Impor n baris*."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Hand the file to a worker; a second press finds it on its way."""
        uploads.start(self.object, now=self.now)
        return redirect(request, self.address("detail"))


class ImportDiscardView(ImportFilePage):
    """*Ganti berkas*: throw away what was not imported."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Delete the file and begin again."""
        uploads.discard(self.object)
        return redirect(request, reverse("prospects:import-start"))


class ImportProfileView(ImportFilePage):
    """Keeps the mapping under a name."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Save it and say so, or say what is missing."""
        name = request.POST.get("name", "")
        try:
            saved = profiles.save(self.object, name, user=self.user, now=self.now)
        except InputError as error:
            messages.error(request, error.text)
        else:
            messages.success(request, _("Mapping saved as %s.") % saved.name)
        return redirect(request, self.address("preview"))


class ImportAskView(ImportFilePage):
    """*Minta alih* for one line of the list, or for all that others hold."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Ask each holder once; the lines are known to the server alone."""
        if not self.user.may(P.TRANSFER_REQUEST) or not self.object.is_own:
            raise PermissionDenied
        wanted = request.POST.get("line", "")
        asked = 0
        for line, prospect in uploads.held_prospects(self.object).items():
            if wanted in (str(line), "all") and prospect.owner_id != self.user.pk:
                asked += transfers.ask(prospect, requester=self.user, now=self.now)[1]
        return self.answer(request, asked)

    def answer(self, request: HttpRequest, asked: int) -> HttpResponse:
        """Show the list again with what is asked now."""
        words = _("Transfer requested: %d.") % asked
        if request.headers.get("HX-Request"):
            return toast(render(request, f"{DETAIL}#held", self.held()), words)
        messages.success(request, words)
        name = "preview" if self.object.state == State.DRAFT else "detail"
        return redirect(request, self.address(name))


class ImportDetailView(ImportFilePage):
    """Where the work is, then what came of it. It asks by itself until the work is over."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show the page, or the part that asks."""
        if self.object.state == State.DRAFT:
            return redirect(request, self.address("preview"))
        if self.asks_for_rows():
            return render(request, ROWS, self.shown_rows())
        is_poll = request.headers.get("HX-Request")
        return render(request, f"{DETAIL}#state" if is_poll else DETAIL, self.context())

    def context(self) -> dict[str, Any]:
        """Return state, counts and the ways on."""
        file = self.object
        return {
            "file": file,
            "row": showing.past_row(file, self.user),
            "size_words": showing.rows_words(file.row_count),
            "is_running": file.is_running and not standing.trouble_of(file),
            "step": STEPS.get(State(file.state), 0),
            "progress_words": showing.progress_words(file),
            "state_words": showing.state_words(file),
            "problem": file.problem or standing.trouble_of(file),
            "tiles": showing.tiles(file.counts, is_own=file.is_own) if file.counts else [],
            "calls": showing.calls_words(file),
            "shared": showing.shared_words(file),
            "here": self.address("detail"),
            "list_url": reverse("prospects:prospect-list"),
            "today_url": reverse("followups:today") if self.user.may(P.TODAY_VIEW) else "",
            **self.undone(),
            **self.shown_rows(),
            **self.rejected(),
            **self.held(),
        }

    def undone(self) -> dict[str, Any]:
        """Return the way back while there is one, and what an undo took back and left."""
        file = self.object
        may = standing.undo_until(file, self.user, self.now) is not None
        is_over = file.state == State.UNDONE
        return {
            "undo_url": self.address("undo") if may else "",
            "undo_until": showing.undo_until(file, self.user) if may else "",
            "is_undone": is_over,
            "undone_tiles": showing.undone_tiles(file) if is_over else [],
            "kept": showing.kept_rows(file, self.user) if is_over else [],
        }


class ImportRejectsView(ImportFilePage):
    """The rejected rows, to be corrected and brought again."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Hand out the CSV; 404 when there is none any more."""
        if not self.object.rejects:
            raise Http404
        name = f"{_('rejected')}-{self.object.public_id}.csv"
        headers = {
            "Content-Disposition": f'attachment; filename="{name}"',
            "Content-Security-Policy": "sandbox",
        }
        content = bytes(self.object.rejects)
        return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)
