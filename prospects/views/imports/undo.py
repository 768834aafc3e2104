"""Taking an import back: asked once more with what would come of it, then done by a worker."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from core.htmx import redirect
from org.access.address import client_ip
from prospects.imports import showing, standing, undoing
from prospects.views.imports.steps import ImportFilePage


class ImportUndoView(ImportFilePage):
    """Within 24 hours, by whoever brought the file."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Ask, with the numbers of this moment."""
        if standing.undo_until(self.object, self.user, self.now) is None:
            return redirect(request, self.address("detail"))
        context = {
            "question": _("Take back the import of %s?") % self.object.file_name,
            "text": showing.outlook_words(undoing.outlook(self.object)),
            "here": self.address("undo"),
            "back_url": self.address("detail"),
        }
        return render(request, "prospects/import_undo.html", context)

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Hand it to a worker; a second press finds it on its way."""
        if not undoing.start(self.object, now=self.now, ip=client_ip(request)):
            messages.error(request, _("The 24 hours for taking it back are over."))
        return redirect(request, self.address("detail"))
