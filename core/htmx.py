"""Answers for htmx: toasts and redirects, with the same meaning for a plain browser."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect


def toast(response: HttpResponse, text: str, *, undo_url: str = "", undo: str = "") -> HttpResponse:
    """Make the browser show `text`; with `undo_url` it offers to take the step back for 8 s."""
    payload: dict[str, Any] = {"toast": {"text": text, "undo_url": undo_url, "undo": undo}}
    response["HX-Trigger"] = json.dumps(payload)
    return response


def redirect(request: HttpRequest, url: str) -> HttpResponse:
    """Send the browser to `url`: 303 for a plain form, HX-Redirect for a fragment."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response
