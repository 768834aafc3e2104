"""Bringing a list: paste cells, choose a file, take the template; what was brought before."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import InputError
from core.htmx import redirect
from core.spreadsheets.limits import MAX_BYTES
from org.access.permissions import Permission as P
from org.access.views import PortalView
from org.models import Branch
from prospects.imports import showing, standing, uploads
from prospects.imports.template import template_csv, template_xlsx
from prospects.models import ImportFile, ImportProfile

TEMPLATE = "prospects/import_start.html"
PAST_SHOWN = 50
LONGEST_PASTE = 400_000  # characters: 500 rows with long notes
TOO_LARGE = {"too_large", "quota"}
TEMPLATES = {
    "csv": (template_csv, "text/csv; charset=utf-8"),
    "xlsx": (
        template_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}  # fmt: skip


class StartForm(forms.Form):
    """Cells or a file, and for whom."""

    cells = forms.CharField(
        label=gettext_lazy("Cells from Excel or Sheets"), required=False, strip=False,
        max_length=LONGEST_PASTE, widget=forms.Textarea({"rows": 8}),
    )  # fmt: skip
    file = forms.FileField(label=gettext_lazy("File"), required=False, allow_empty_file=True)
    entity = forms.ChoiceField(choices=[(code, code) for code in showing.ENTITIES], required=False)
    profile = forms.CharField(max_length=16, required=False)
    branch = forms.CharField(max_length=16, required=False)

    def content(self) -> tuple[bytes, str, bool]:
        """Return (bytes, name, whether they were pasted); raises InputError without any."""
        upload, cells = self.cleaned_data["file"], self.cleaned_data["cells"]
        if upload:
            if upload.size > MAX_BYTES:
                raise uploads.too_large()
            return upload.read(), upload.name, False
        if cells.strip():
            return cells.replace("\x00", "").encode("utf-8", "replace"), _("Pasted cells"), True
        raise InputError("nothing", gettext_lazy("Paste the cells or choose a file first."))


class ImportStartView(PortalView):
    """The first step."""

    permission = P.IMPORT_VIEW

    @property
    def may_own(self) -> bool:
        """Whether the person has an own name to import into."""
        return standing.may_bring(self.user, standing.OWN)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the ways in and what was brought before."""
        return self.page(StartForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take the list and go to what would come of it."""
        form = StartForm(request.POST, request.FILES)
        form.is_valid()
        entity = form.cleaned_data.get("entity") or ("own" if self.may_own else "prospects")
        self.check_entity(entity)
        try:
            file = self.take(form, entity)
        except InputError as error:
            form.add_error(None, error.text)
            return self.page(form, status=413 if error.code in TOO_LARGE else 422)
        name = "import-detail" if file.is_running else "import-preview"
        return redirect(request, reverse(f"prospects:{name}", args=[file.public_id]))

    def check_entity(self, entity: str) -> None:
        """Refuse with 403 what only others may bring."""
        if not standing.may_bring(self.user, entity):
            raise PermissionDenied

    def take(self, form: StartForm, entity: str) -> ImportFile:
        """Keep and check what was brought; raises InputError."""
        if form.errors:
            raise InputError("form", gettext_lazy("This is too much for one list. Use a file."))
        content, name, is_pasted = form.content()
        profiles = ImportProfile.objects.offered_to(self.user, entity)
        branch = standing.branch_for(entity, self.user, form.cleaned_data["branch"])
        return uploads.take(
            content, name, entity=entity, user=self.user, branch=branch,
            now=self.now, is_pasted=is_pasted,
            saved=profiles.filter(public_id=form.cleaned_data["profile"]).first(),
        )  # fmt: skip

    def page(self, form: StartForm, status: int = 200) -> HttpResponse:
        """Show the form with everything typed."""
        may_all = self.user.may(P.IMPORT)
        files = ImportFile.objects.visible_to(self.user).select_related("by")
        rows = files.defer("content", "rejects", "mapping").order_by("-created_at")[:PAST_SHOWN]
        context: dict[str, Any] = {
            "form": form,
            "may_own": self.may_own,
            "may_all": may_all,
            "own_profiles": ImportProfile.objects.offered_to(self.user, "own"),
            "profiles": self.profiles() if may_all else [],
            "branches": Branch.objects.order_by("name") if may_all else [],
            "mappings": [showing.mapping_row(row, self.user) for row in self.mappings()],
            "past": [showing.past_row(row, self.user) for row in rows],
            "is_shared": may_all,
        }
        return render(self.request, TEMPLATE, context, status=status)

    def mappings(self) -> QuerySet[ImportProfile]:
        """Return the saved mappings this person may rename and delete."""
        return ImportProfile.objects.visible_to(self.user).select_related("by")

    def profiles(self) -> list[ImportProfile]:
        """Return every saved mapping for files of many people."""
        return list(ImportProfile.objects.exclude(entity="own").select_related("by"))


class ImportTemplateView(PortalView):
    """The template to fill in."""

    permission = P.IMPORT_VIEW

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        """Hand it out as CSV or XLSX."""
        if kind not in TEMPLATES:
            raise Http404
        make, content_type = TEMPLATES[kind]
        name = _("prospect-list-template")
        headers = {
            "Content-Disposition": f'attachment; filename="{name}.{kind}"',
            "Content-Security-Policy": "sandbox",
        }
        return HttpResponse(make(), content_type=content_type, headers=headers)
