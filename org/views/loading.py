"""Loading people from a spreadsheet: upload, preview, confirm, slips on paper."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.htmx import redirect
from core.public_id import LENGTH
from core.spreadsheets.limits import MAX_BYTES, FileRefusedError
from core.versioning import StaleError
from org import audit
from org.access import proof
from org.access.address import client_ip
from org.access.permissions import Permission
from org.access.views import PortalView
from org.loading import columns, judging, writing
from org.models import BankSettings, PeopleLoad
from org.models.sign_in import SLIP_VALID

LABELS: dict[str, tuple[str | Promise, str]] = {
    judging.NEW: (gettext_lazy("New"), "ok"),
    judging.CHANGED: (gettext_lazy("Changed"), "acc"),
    judging.UNCHANGED: (gettext_lazy("Unchanged"), ""),
    judging.ERROR: (gettext_lazy("Error"), "bad"),
}
ORDER = (judging.ERROR, judging.NEW, judging.CHANGED, judging.UNCHANGED)


class LoadBase(PortalView):
    """What the steps share."""

    permission = Permission.USER_ADMIN

    def stamp(self) -> dict[str, Any]:
        """Return who acts, when and from where."""
        return {"actor": self.user, "now": self.now, "ip": client_ip(self.request)}

    def found(self, public_id: str) -> PeopleLoad:
        """Return the load; 404 for somebody else's, an old or an absent one."""
        rows = PeopleLoad.objects.filter(by=self.user, public_id=public_id)
        load = rows.first() if len(public_id) == LENGTH else None
        if load is None:
            raise Http404
        return load


class TemplateView(LoadBase):
    """The table to fill in; Excel opens it with its columns apart."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Send it."""
        text = io.StringIO()
        writer = csv.writer(text, delimiter=";")
        writer.writerows([columns.TEMPLATE, columns.EXAMPLE])
        headers = {
            "Content-Disposition": 'attachment; filename="pengguna.csv"',
            "Content-Security-Policy": "sandbox",
        }
        content = text.getvalue().encode("utf-8-sig")
        return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


class LoadView(LoadBase):
    """Choose the file. It is opened here, within the limits of every upload."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form."""
        return self.page()

    def post(self, request: HttpRequest) -> HttpResponse:
        """Read the file and go to the preview."""
        upload = request.FILES.get("file")
        if upload is None:
            return self.page(_("Choose a file first."))
        try:
            rows = _read(upload)
        except FileRefusedError as refused:
            return self.page(refused.text)
        name = (upload.name or "").replace("\x00", "")
        load = writing.keep(rows, file_name=name, actor=self.user, now=self.now)
        return redirect(request, reverse("org:load-detail", args=[load.public_id]))

    def page(self, error: str = "") -> HttpResponse:
        """Show the form, with what is wrong with the file."""
        context = {"error": error, "columns": columns.TEMPLATE, "most": columns.MAX_ROWS}
        return render(self.request, "org/load.html", context, status=422 if error else 200)


def _read(upload: UploadedFile) -> list[dict[str, str]]:
    if upload.size is None or upload.size > MAX_BYTES:
        raise FileRefusedError(
            "too_large", gettext_lazy("The file is larger than 10 MB. Split it in two.")
        )
    with tempfile.NamedTemporaryFile() as kept:
        for chunk in upload.chunks():
            kept.write(chunk)
        kept.flush()
        return columns.read_people(Path(kept.name))


class LoadDetailView(LoadBase):
    """The verdict on each row; nothing is written before it is confirmed."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show preview or result."""
        return self.page(self.found(public_id))

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Write what was shown; posts above officer need fresh proof."""
        load = self.found(public_id)
        if load.done_at is None and self.is_sensitive(load) and not proof.is_fresh(request):
            return proof.ask(request)
        try:
            writing.write(load, seen=request.POST.get("seen", ""), **self.stamp())
        except (writing.MovedOnError, StaleError):
            messages.warning(request, _("The bank changed meanwhile. Look at the rows again."))
        except ValidationError as error:
            messages.warning(request, error.messages[0])
        return redirect(request, request.path)

    def is_sensitive(self, load: PeopleLoad) -> bool:
        """Tell whether a row gives or takes a post above officer."""
        return any(one.needs_proof for one in judging.Judge(self.user).verdicts(load.rows))

    def page(self, load: PeopleLoad) -> HttpResponse:
        """Show counts, and while it is not written the verdicts."""
        verdicts = judging.Judge(self.user).verdicts(load.rows) if load.done_at is None else []
        counts = load.counts if load.done_at else judging.counts(verdicts)
        context = {
            "load": load,
            "seen": judging.fingerprint(verdicts),
            "tiles": [(str(LABELS[state][0]), counts.get(state, 0), LABELS[state][1])
                      for state in ORDER],
            "rows": [_row(one) for one in sorted(verdicts, key=_order)],
            "can_write": bool(counts.get("new", 0) + counts.get("changed", 0)),
            "errors": counts.get("error", 0),
            "slip_count": load.added.filter(last_login=None, is_active=True).count()
            if load.done_at else 0,
        }  # fmt: skip
        return render(self.request, "org/load_detail.html", context)


def _order(verdict: judging.Verdict) -> tuple[int, int]:
    return ORDER.index(verdict.state), int(verdict.line)


def _row(verdict: judging.Verdict) -> dict[str, str]:
    label, tone = LABELS[verdict.state]
    return {
        "line": verdict.line, "nip": verdict.nip, "name": verdict.name,
        "state": str(label), "tone": tone, "words": " · ".join(verdict.words),
    }  # fmt: skip


class SlipsView(LoadBase):
    """The slips of everybody the load added, to be cut apart. Each code is shown this once."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Ask for proof, make new codes and show them."""
        load = self.found(public_id)
        if not proof.is_fresh(request):
            return proof.ask(request)
        slips = writing.issue_slips(load.added.all(), **self.stamp())
        audit.record("slips_printed", at=self.now, actor=self.user, object_type="people_load",
                     object_id=load.public_id, ip=client_ip(request), count=len(slips))  # fmt: skip
        context = {
            "slips": slips,
            "expires": self.now + SLIP_VALID,
            "bank": BankSettings.current_name(),
            "back_url": reverse("org:load-detail", args=[load.public_id]),
        }
        response = render(request, "org/load_slips.html", context)
        response["Cache-Control"] = "no-store"
        return response
