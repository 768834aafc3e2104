"""Fresh proof: a sensitive step asks again who is there; the answer counts for five minutes."""

from allauth.account.internal.flows.reauthentication import (
    did_recently_reauthenticate,
    suspend_request,
)
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode


def is_fresh(request: HttpRequest) -> bool:
    """Tell whether the person proved himself within the last five minutes."""
    return bool(did_recently_reauthenticate(request))


def ask(request: HttpRequest) -> HttpResponse:
    """Ask for the proof and come back; a post is kept and carried out afterwards."""
    if request.headers.get("HX-Request"):
        url = f"{reverse('account_reauthenticate')}?next={request.get_full_path()}"
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    where = reverse("account_reauthenticate")
    response: HttpResponse = suspend_request(request, where)
    if request.method == "POST":  # carried out only where `next` is its path; the query is kept
        response["Location"] = f"{where}?{urlencode({'next': request.path})}"
    return response
