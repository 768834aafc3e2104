"""Error answers that say nothing about data."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import bad_request as bad_request_page

from core.api.problems import Problem, is_asked_by_program
from core.logging import request_id


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404 with the same bytes for a foreign and for an absent record."""
    if is_asked_by_program(request):
        return Problem(404).response()
    page = Path(settings.BASE_DIR, "templates", "404.html").read_bytes()
    return HttpResponse(page, status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403: visible, but not yours to do."""
    if is_asked_by_program(request):
        return Problem(403).response()
    return HttpResponse(render_to_string("403.html"), status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400: a request no page of the portal sends."""
    if is_asked_by_program(request):
        return Problem(400).response()
    return bad_request_page(request, exception or Exception())


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a post whose form is too old or comes from elsewhere."""
    return HttpResponse(render_to_string("403_csrf.html"), status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 with the code that leads to the log line."""
    context: dict[str, Any] = {"code": request_id.get()[:8].upper()}
    if is_asked_by_program(request):
        return Problem(500, reference=context["code"]).response()
    return HttpResponse(render_to_string("500.html", context), status=500)
