"""Making uploaded parts safe in a process of its own. Only jobs call this."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SECONDS = 90
REFUSALS: dict[str, str | Promise] = {
    "type": _("Only PDF, JPEG, PNG or WebP. This is something else, whatever its name says."),
    "broken": _("The file cannot be read. Photograph the paper again, or save it anew."),
    "pixels": _("The picture has more than 25 million pixels. Save it smaller."),
    "locked": _("The PDF has a password. Save it without one."),
    "pages": _("The PDF has no page, or more than 200."),
    "unpacks": _("The PDF unpacks beyond all measure."),
    "acts": _("The PDF holds a program or another file. Print it to a new PDF first."),
    "malware": _("Malware was found in this file."),
}


class RefusedFile(Exception):
    """The file is not taken; the text is a code of REFUSALS."""


@dataclass(frozen=True)
class Clean:
    """A file of our own making."""

    content: bytes
    media_type: str
    pages: int
    thumbnail: bytes
    position: dict[str, Any] | None


def cleaned(parts: list[bytes], *, keeps_position: bool = False, caption: str = "") -> Clean:
    """Return one clean file of the parts in their order; raises RefusedFile.

    One picture becomes a JPEG; several, or a PDF among them, become one PDF.
    """
    answer = _ask(
        {"parts": [base64.b64encode(part).decode() for part in parts],
         "keeps_position": keeps_position, "caption": caption}
    )  # fmt: skip
    if "refused" in answer:
        raise RefusedFile(answer["refused"])
    return Clean(
        base64.b64decode(answer["content"]), answer["media_type"], answer["pages"],
        base64.b64decode(answer["thumbnail"]), answer["position"],
    )  # fmt: skip


def _ask(request: dict[str, Any]) -> dict[str, Any]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    try:
        child = subprocess.run(
            [sys.executable, "-m", "documents.cleaning_child"], input=json.dumps(request).encode(),
            capture_output=True, timeout=SECONDS, check=False, cwd=settings.BASE_DIR, env=kept,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise RefusedFile("broken") from None
    if child.returncode != 0:  # below zero: stopped by its limits
        raise RefusedFile("unpacks" if child.returncode < 0 else "broken")
    answer: dict[str, Any] = json.loads(child.stdout)
    return answer
