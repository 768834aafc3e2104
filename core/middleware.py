"""Middleware that knows nothing of the bank."""

import secrets
from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

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
