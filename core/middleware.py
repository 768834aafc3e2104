"""Middleware that knows nothing of the bank."""

import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

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
