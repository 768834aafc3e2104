"""Error answers that say nothing about data."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from core.logging import request_id


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404 with the same bytes for a foreign and for an absent record."""
    page = Path(settings.BASE_DIR, "templates", "404.html").read_bytes()
    return HttpResponse(page, status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403: visible, but not yours to do."""
    return HttpResponse(render_to_string("403.html"), status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a post whose form is too old or comes from elsewhere."""
    return HttpResponse(render_to_string("403_csrf.html"), status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 with the code that leads to the log line."""
    context: dict[str, Any] = {"code": request_id.get()[:8].upper()}
    return HttpResponse(render_to_string("500.html", context), status=500)
