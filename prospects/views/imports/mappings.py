"""A saved mapping: what it says, under another name, thrown away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.errors import InputError
from core.htmx import redirect
from org.access.permissions import Permission as P
from org.access.views import ObjectView
from prospects.imports import choices, profiles, showing
from prospects.models import ImportProfile

TEMPLATE = "prospects/import_mapping.html"


class ImportMappingView(ObjectView):
    """One saved mapping of one's own lists, or of files for many officers."""

    model = ImportProfile
    permission = P.IMPORT_VIEW
    object: ImportProfile

    def rows(self) -> QuerySet[ImportProfile]:
        """Return the mappings this person uses."""
        return ImportProfile.objects.visible_to(self.user).select_related("by")

    def check_permission(self, request: HttpRequest) -> None:
        """Refuse with 403 who may not import such rows."""
        super().check_permission(request)
        if not self.user.may(P.IMPORT_OWN if self.object.entity == "own" else P.IMPORT):
            raise PermissionDenied

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show what it says, or ask once more before it is thrown away."""
        return self.ask() if "away" in request.GET else self.page()

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Rename or delete it."""
        if "away" in request.GET:
            profiles.remove(self.object, user=self.user, now=self.now)
            messages.success(request, _("Mapping deleted."))
            return redirect(request, reverse("prospects:import-start"))
        name = request.POST.get("name", "")
        try:
            profiles.rename(self.object, name, user=self.user, now=self.now)
        except InputError as error:
            return self.page(name=name, problem=error.text, status=422)
        messages.success(request, _("Mapping saved as %s.") % self.object.name)
        return redirect(request, self.here())

    def here(self) -> str:
        """Return the address of this page."""
        return reverse("prospects:import-mapping", args=[self.object.public_id])

    def ask(self) -> HttpResponse:
        """Ask whether the mapping shall really go."""
        return render(self.request, "prospects/import_mapping_away.html", {
            "question": _("Delete the mapping %s?") % self.object.name,
            "action": f"{self.here()}?away=1",
            "here": self.here(),
        })  # fmt: skip

    def page(self, *, name: str = "", problem: str = "", status: int = 200) -> HttpResponse:
        """Show the page with what was typed."""
        profile = self.object
        context: dict[str, Any] = {
            "profile": profile,
            "row": showing.mapping_row(profile, self.user),
            "lines": choices.mapping_lines(profile),
            "name": name or profile.name,
            "problem": problem,
            "here": self.here(),
        }
        return render(self.request, TEMPLATE, context, status=status)
