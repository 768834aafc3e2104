"""Bringing the file of a paper and looking at it."""

from __future__ import annotations

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from core.crypto import DecryptionError
from core.errors import InputError
from core.public_id import new_public_id
from core.versioning import number_of
from documents import uploads
from documents.models import DocumentFile, Upload
from documents.views.shared import PaperView
from org import audit
from org.access.address import client_ip
from org.access.permissions import Permission as P

KEY = re.compile(r"[A-Za-z0-9_-]{8,32}")
EXTENSIONS = {"application/pdf": "pdf", "image/jpeg": "jpg"}
TOO_LARGE, LOCKED = 413, 423


def keys_of(request: HttpRequest) -> list[str]:
    """Return the keys of all shots that shall become the file, each once; none if not told."""
    sent = request.POST.get("keys", "")[: 33 * 200].split(",")
    return list(dict.fromkeys(key for key in sent if KEY.fullmatch(key)))


class BringView(PaperView):
    """The form that takes camera shots and files; without JavaScript it sends them whole."""

    permission = P.DOCUMENT_CHANGE

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Show the form."""
        return self.page()

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Take whole files, or finish the shots that came in chunks."""
        batch = request.POST.get("batch", "")
        batch = batch if KEY.fullmatch(batch) else new_public_id()
        sent = request.FILES.getlist("files")
        try:
            if sent:
                uploads.take_whole(self.object, self.item.type, sent=sent, batch=batch,
                                   user=self.user, now=self.now)  # fmt: skip
            else:
                uploads.finish(self.object, self.item.type, batch=batch, user=self.user,
                               now=self.now, keys=keys_of(request))  # fmt: skip
        except InputError as refusal:
            return self.refused(refusal)
        text = _("%(name)s sent. It is being checked.") % {"name": self.name}
        if self.wants_json:
            return JsonResponse({"url": self.detail_url, "text": text})
        return self.done(text)

    @property
    def wants_json(self) -> bool:
        """Whether our own script asks."""
        return self.request.headers.get("Accept") == "application/json"

    def refused(self, refusal: InputError) -> HttpResponse:
        """Say why: 413 for too much, 409 while chunks are missing, else 422."""
        status = 413 if isinstance(refusal, uploads.TooMuch) else 422
        if isinstance(refusal, uploads.NotWhole):
            status = 409
        if self.wants_json:
            return JsonResponse({"error": refusal.text}, status=status)
        return self.page(refusal.text, status)

    def page(self, error: str = "", status: int = 200) -> HttpResponse:
        """Show the form with a key for its batch."""
        context = {
            "title": self.name,
            "sub": f"{self.object.prospect.name} · {self.object.product.short_name}",
            "error": error,
            "action": self.url("bring"),
            "begin_url": self.url("begin"),
            "batch": new_public_id(),
            "keeps": self.item.type.keeps_position,
        }
        return self.show("documents/bring.html", context, status)


class BeginView(PaperView):
    """A shot announces itself: its key, name and size; the answer says which chunks are here."""

    permission = P.DOCUMENT_CHANGE
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Begin or go on."""
        post = request.POST
        key, batch = post.get("key", ""), post.get("batch", "")
        if not (KEY.fullmatch(key) and KEY.fullmatch(batch)):
            return JsonResponse({"error": _("This file has no key. Start anew.")}, status=422)
        try:
            shot = uploads.begin(
                self.object, self.item.type, key=key, batch=batch,
                position=min(number_of(post.get("position")), 999), name=post.get("name", ""),
                size=number_of(post.get("size")), user=self.user, now=self.now,
                keys=keys_of(request),
            )  # fmt: skip
        except InputError as refusal:
            status = TOO_LARGE if isinstance(refusal, uploads.TooMuch) else 422
            return JsonResponse({"error": refusal.text}, status=status)
        return JsonResponse({"id": shot.public_id, "chunk": uploads.CHUNK, "chunks": shot.chunks,
                             "have": uploads.have(shot)})  # fmt: skip


class ChunkView(PaperView):
    """One chunk of a shot. Sending it again is harmless."""

    permission = P.DOCUMENT_CHANGE
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *, shot: str, number: int, **_kwargs: Any) -> HttpResponse:
        """Keep it; 404 for a shot of somebody else."""
        mine = Upload.objects.filter(by=self.user, opportunity=self.object, type=self.item.type)
        found = mine.filter(public_id=shot[:16], file=None).first()
        if found is None:
            raise Http404
        try:
            there = uploads.put(found, number, request.body)
        except InputError as refusal:
            return JsonResponse({"error": refusal.text}, status=422)
        return JsonResponse({"have": there})


class FileView(PaperView):
    """A file of the paper: always a download, always written down who read it."""

    file: DocumentFile

    def find(self, **kwargs: Any) -> None:
        """Find the paper, then the file among its own."""
        super().find(**kwargs)
        if self.item.document is None:
            raise Http404
        rows = DocumentFile.objects.filter(document=self.item.document)
        file = rows.filter(public_id=kwargs["file"][:16]).first()
        if file is None:
            raise Http404
        self.file = file

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Send the bytes; 423 while it is being checked, 404 when it was refused."""
        if self.file.state == DocumentFile.State.WAITING:
            return self.locked()
        if self.file.state == DocumentFile.State.REFUSED:
            raise Http404
        return self.send()

    def locked(self) -> HttpResponse:
        """Say that it is not ready yet."""
        return HttpResponse(
            _("The file is still being checked."), status=LOCKED, content_type="text/plain"
        )

    def send(self) -> HttpResponse:
        """Send the file and write down who read it."""
        audit.record(
            "document_read", actor=self.user, at=self.now, object_type="document",
            object_id=self.file.public_id, branch=self.object.branch,
            ip=client_ip(self.request), paper=self.item.type.code,
            prospect=self.object.prospect.number,
        )  # fmt: skip
        name = f"{self.object.prospect.number}-{self.item.type.code}"
        extension = EXTENSIONS[self.file.media_type]
        return self.bytes(self.content(), self.file.media_type, f"{name}.{extension}")

    def content(self, *, thumbnail: bool = False) -> bytes:
        """Return the bytes; 404 when they are gone or were tampered with."""
        try:
            return uploads.stored(self.file, thumbnail=thumbnail)
        except (FileNotFoundError, DecryptionError):
            raise Http404 from None

    def bytes(self, content: bytes, media_type: str, name: str) -> HttpResponse:
        """Answer with a closed file."""
        disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
        return HttpResponse(content, content_type=media_type, headers={
            "Content-Disposition": disposition,
            "Content-Security-Policy": "sandbox",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        })  # fmt: skip


class ThumbnailView(FileView):
    """A picture of the file too small to read a number on it."""

    def send(self) -> HttpResponse:
        """Send the small picture."""
        if not self.file.has_thumbnail:
            raise Http404
        return self.bytes(self.content(thumbnail=True), "image/jpeg", "thumbnail.jpg")
