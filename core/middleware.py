"""Middleware that knows nothing of the bank."""

import secrets
from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from core.api.problems import PREFIX
from core.logging import request_id


class RequestIdMiddleware:
    """Give every request an id that logs, jobs and mails carry on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Set the id for the time of the request."""
        token = request_id.set(secrets.token_hex(8))
        try:
            return self.get_response(request)
        finally:
            request_id.reset(token)


class PackMiddleware(GZipMiddleware):
    """Pack pages for the way: the board of a head shrinks to a tenth.

    The token of forms is masked anew in every answer and the length varies at random, so that the
    length tells nothing. Only pages that were found are packed: what strangers and colleagues get
    instead stays the same to the byte, and files are packed by their own kind.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Pack a page of status 200; pass on everything else."""
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if response.status_code != 200 or not is_page:
            return response
        return super().process_response(request, response)


class PlainTextMiddleware:
    """Refuse a NUL in an address or a form with 400: no column can hold one.

    Stands after the check of the form's token, which has read the form already. The programs'
    addresses read their bodies themselves and answer such text in their own way.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_args: Any) -> None:
        """Raise BadRequest when the path, a name or a value holds a NUL."""
        if request.path.startswith(PREFIX):
            return
        if "\x00" in request.path:
            raise BadRequest("A NUL character was sent.")
        for sent in (request.GET, request.POST):
            for name, values in sent.lists():
                if "\x00" in name or any("\x00" in value for value in values):
                    raise BadRequest("A NUL character was sent.")
