"""How the pages of the day answer: to a plain browser, and to htmx in one round trip."""

import json
from typing import Any, cast
from urllib.parse import urlsplit

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from core.htmx import redirect, toast
from core.idempotency import KeyReusedError
from core.versioning import StaleError
from followups.day import day_of
from followups.models import FollowUp, Interaction
from followups.outcomes import outcome_label
from followups.words import due_words
from org.access.views import PortalView

CLOSE_SHEET = json.dumps({"sheet:close": True})


def back_of(request: HttpRequest) -> str:
    """Return the page of this portal the person came from; *Hari ini* when in doubt."""
    for address in (request.POST.get("next"), request.GET.get("next"), _referer(request)):
        if address and address.startswith("/") and _is_ours(request, address):
            return address
    return reverse("followups:today")


def _is_ours(request: HttpRequest, address: str) -> bool:
    return url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})


def _referer(request: HttpRequest) -> str:
    """Return path and query of the page that sent the request, unless it is a form of ours."""
    address = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    parts = urlsplit(address)
    if parts.netloc != request.get_host() or parts.path.startswith(("/follow-ups/", "/contacts/")):
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def today_page(view: PortalView, request: HttpRequest, status: int = 200) -> HttpResponse:
    """Show *Hari ini*."""
    context = {"day": day_of(view.user, view.now, view.today)}
    return render(request, "followups/today.html", context, status=status)


def _over_the_page(view: PortalView, request: HttpRequest, back: str) -> HttpResponse:
    """Answer htmx: the page below is shown anew, at once where that page is *Hari ini*."""
    if back == reverse("followups:today"):
        response = today_page(view, request)
        response["HX-Retarget"] = response["HX-Reselect"] = "#isi"
        response["HX-Reswap"] = "outerHTML"
        # Not before the swap: htmx looks for the target from the form, which stands in the sheet.
        response["HX-Trigger-After-Swap"] = CLOSE_SHEET
        return response
    where = {"path": back, "target": "#isi", "select": "#isi", "swap": "outerHTML"}
    headers = {"HX-Location": json.dumps(where), "HX-Trigger": CLOSE_SHEET}
    return HttpResponse(status=204, headers=headers)


def done(
    view: PortalView, request: HttpRequest, text: str, *, undo_url: str = "", edit_url: str = ""
) -> HttpResponse:
    """Say that it is done, with the way to take it back, on the page the person came from."""
    back = back_of(request)
    if request.headers.get("HX-Request"):
        response = _over_the_page(view, request, back)
        return toast(response, text, undo_url=undo_url, edit_url=edit_url)
    messages.success(request, text, extra_tags=undo_url)
    return redirect(request, back)


def refused(
    view: PortalView, request: HttpRequest, error: ValidationError | KeyReusedError
) -> HttpResponse:
    """Say why it was not done, on the page the person came from."""
    if isinstance(error, KeyReusedError):
        error = ValidationError(_("This form was already used. Open it again."))
    for text in error.messages:
        messages.warning(request, text)
    if request.headers.get("HX-Request"):
        return _over_the_page(view, request, back_of(request))
    return redirect(request, back_of(request))


def stale(view: PortalView, request: HttpRequest, error: StaleError, yours: str) -> HttpResponse:
    """Answer 409 with both values: what the person wanted, and what is saved now."""
    current = cast("FollowUp | Interaction", error.current)
    context = {
        "heading": _("This step changed meanwhile"),
        "next": back_of(request),
        "layout": layout(request),
        "yours": yours,
        "saved": saved_words(current, view),
        "again_url": back_of(request),
    }
    response = render(request, "followups/conflict.html", context, status=409)
    response["HX-Retarget"], response["HX-Reswap"] = "#sheet", "innerHTML"
    return response


def saved_words(row: FollowUp | Interaction, view: PortalView) -> str:
    """Return how a row stands now."""
    if isinstance(row, Interaction):
        return outcome_label(row.channel, row.outcome)
    if row.state == FollowUp.State.DONE:
        return _("Done: %(outcome)s") % {"outcome": outcome_label(row.channel, row.outcome)}
    if row.state == FollowUp.State.CANCELLED:
        return str(FollowUp.State.CANCELLED.label)
    return due_words(row, row.branch.local_date(view.now))


def layout(request: HttpRequest) -> str:
    """Return what a form extends: the sheet for htmx, the whole page otherwise."""
    if request.headers.get("HX-Request"):
        return "followups/sheet.html"
    return "followups/page.html"


def show(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> Any:
    """Show a form as sheet or page."""
    context = {"layout": layout(request), "next": back_of(request), **context}
    return render(request, template, context, status=status)
