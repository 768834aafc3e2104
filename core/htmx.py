"""Answers for htmx: toasts and redirects, with the same meaning for a plain browser."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect


def toast(
    response: HttpResponse, text: str, *, undo_url: str = "", edit_url: str = ""
) -> HttpResponse:
    """Make the browser show `text` for 8 s.

    With `undo_url` it offers to take the step back, with `edit_url` to change it. Other events
    that the answer already triggers stay.
    """
    events: dict[str, Any] = json.loads(response.headers.get("HX-Trigger", "{}"))
    events["toast"] = {"text": text, "undo": undo_url, "edit": edit_url}
    response["HX-Trigger"] = json.dumps(events)
    return response


def redirect(request: HttpRequest, url: str) -> HttpResponse:
    """Send the browser to `url`: 303 for a plain form, HX-Redirect for a fragment."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response
