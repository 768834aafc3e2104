"""The mailbox page of the development environment: every mail the portal sent, as its reader
would see it. Outside development these addresses do not exist."""

import base64
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from org.access.views import PublicView

NAME = re.compile(r"\A[0-9]{8}T[0-9]{12}-[0-9a-f]{8}\Z")
CONTENT_ID = re.compile(r"cid:([^\"'\s)>]+)")
LISTED = 100
CLOSED = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"


@dataclass(frozen=True)
class Attachment:
    """A file that came with a mail."""

    index: int
    name: str
    content_type: str
    content: bytes

    @property
    def kilobytes(self) -> int:
        """Its size, rounded up."""
        return -(-len(self.content) // 1024)


@dataclass(frozen=True)
class Mail:
    """One kept mail."""

    name: str
    message: EmailMessage

    @property
    def subject(self) -> str:
        """The subject as written."""
        return str(self.message["Subject"] or "")

    @property
    def sender(self) -> str:
        """Who it is from."""
        return str(self.message["From"] or "")

    @property
    def recipients(self) -> str:
        """To whom the mail server was told to bring it."""
        return str(self.message["X-Envelope-To"] or self.message["To"] or "")

    @property
    def arrived_at(self) -> datetime:
        """When the mailbox took it."""
        return datetime.strptime(self.name[:21], "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC)

    @property
    def text(self) -> str:
        """The part for readers of plain text."""
        return self._body("plain")

    @property
    def html(self) -> str:
        """The HTML part, its own pictures put into it."""
        return CONTENT_ID.sub(self._picture, self._body("html"))

    @property
    def attachments(self) -> list[Attachment]:
        """The files that came with it."""
        return [
            Attachment(index, part.get_filename() or "", part.get_content_type(), _bytes_of(part))
            for index, part in enumerate(self.message.iter_attachments())
            if part.get_filename()
        ]

    def _body(self, kind: str) -> str:
        part = self.message.get_body((kind,))
        return str(part.get_content()) if part is not None else ""

    def _picture(self, match: re.Match[str]) -> str:
        for part in self.message.walk():
            if part.get("Content-ID") == f"<{match[1]}>":
                content = base64.b64encode(_bytes_of(part)).decode()
                return f"data:{part.get_content_type()};base64,{content}"
        return ""


class MailboxView(PublicView):
    """All mails, the newest first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the list."""
        files = sorted(_folder().glob("*.eml"), reverse=True)[:LISTED]
        mails = [_read(file) for file in files]
        return render(request, "dev/mailbox.html", {"mails": mails})


class MailView(PublicView):
    """One mail with its parts."""

    def get(self, request: HttpRequest, name: str) -> HttpResponse:
        """Show it."""
        return render(request, "dev/mail.html", {"mail": _find(name)})


class MailHtmlView(PublicView):
    """The HTML part alone, closed in: no script, no request, no access to the page around it."""

    def get(self, _request: HttpRequest, name: str) -> HttpResponse:
        """Return the part for the frame of the mail's page."""
        response = HttpResponse(_find(name).html)
        response["Content-Security-Policy"] = CLOSED
        response["X-Frame-Options"] = "SAMEORIGIN"
        return response


class AttachmentView(PublicView):
    """One file that came with a mail."""

    def get(self, _request: HttpRequest, name: str, index: int) -> HttpResponse:
        """Return the file to be saved."""
        found = [file for file in _find(name).attachments if file.index == index]
        if not found:
            raise Http404
        response = HttpResponse(found[0].content, content_type=found[0].content_type)
        response.headers["Content-Disposition"] = "attachment"
        if found[0].name.isascii() and '"' not in found[0].name:
            response["Content-Disposition"] = f'attachment; filename="{found[0].name}"'
        return response


def _folder() -> Path:
    return Path(settings.MAILBOX)


def _find(name: str) -> Mail:
    file = _folder() / f"{name}.eml"
    if not NAME.match(name) or not file.is_file():
        raise Http404
    return _read(file)


def _read(file: Path) -> Mail:
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    return Mail(file.stem, message)


def _bytes_of(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


urlpatterns = [
    path("", MailboxView.as_view(), name="mailbox"),
    path("<str:name>/", MailView.as_view(), name="mail"),
    path("<str:name>/html/", MailHtmlView.as_view(), name="mail-html"),
    path("<str:name>/attachments/<int:index>/", AttachmentView.as_view(), name="mail-attachment"),
]
