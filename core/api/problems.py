"""Refusals as `application/problem+json` (RFC 9457), in the language of whoever asked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PREFIX = "/api/"
CONTENT_TYPE = "application/problem+json"

# status -> (code for programs, title for people)
TITLES: dict[int, tuple[str, str | Promise]] = {
    400: ("bad_request", _("This request cannot be read.")),
    401: ("token_missing", _("A valid access token is needed.")),
    403: ("forbidden", _("You may not do this.")),
    404: ("not_found", _("This does not exist.")),
    405: ("method_not_allowed", _("This address does not answer this method.")),
    409: ("conflict", _("This does not fit what is saved now.")),
    413: ("too_large", _("The request is larger than 64 KB.")),
    415: ("not_json", _("Send the body as application/json.")),
    422: ("invalid", _("Some answers need fixing.")),
    429: ("too_many_requests", _("Too many requests. Wait and try again.")),
    500: ("server_error", _("Something went wrong on our side.")),
    503: ("busy", _("This takes too long just now. Try again later.")),
}


class Problem(Exception):
    """A refusal. `more` are further members of the document, `headers` those of the answer."""

    def __init__(
        self, status: int, code: str = "", detail: str | Promise = "", *,
        headers: Mapping[str, str] | None = None, **more: Any,
    ) -> None:  # fmt: skip
        super().__init__(f"{status} {code}")
        self.status, self.code, self.detail = status, code, detail
        self.headers, self.more = dict(headers or {}), more

    def response(self) -> HttpResponse:
        """Return the answer. It names no address and no moment: two like refusals are equal."""
        code, title = TITLES[self.status]
        document = {"type": "about:blank", "title": str(title), "status": self.status,
                    "code": self.code or code}  # fmt: skip
        if self.detail:
            document["detail"] = str(self.detail)
        body = json.dumps(document | self.more, ensure_ascii=False)
        return HttpResponse(
            body, status=self.status, content_type=CONTENT_TYPE, headers=self.headers
        )


def is_asked_by_program(request: HttpRequest) -> bool:
    """Tell whether an answer to this request is read by a program, not by a person."""
    return request.path.startswith(PREFIX)


def field_error(field: str, message: str, code: str = "invalid") -> dict[str, str]:
    """Return one entry of `errors`."""
    return {"field": field, "code": code, "message": message}


def invalid(errors: Iterable[dict[str, str]]) -> Problem:
    """Return the refusal of answers that need fixing, each with its field."""
    return Problem(422, errors=list(errors))


def refusal_of(error: ValidationError) -> Problem:
    """Return a service's refusal; what names no field stands under the field of the body itself."""
    if not hasattr(error, "error_dict"):
        return invalid(field_error("", text) for text in error.messages)
    return invalid(
        field_error("" if name == "__all__" else name, text)
        for name, texts in error.message_dict.items()
        for text in texts
    )


def stale(version: int, pairs: Iterable[tuple[str, Any, Any]]) -> Problem:
    """Return the refusal of a save that started from an old version: (field, yours, current)."""
    fields = [
        {"field": name, "yours": yours, "current": current}
        for name, yours, current in pairs
        if yours != current
    ]
    text = _("Somebody changed this meanwhile. Review before saving.")
    return Problem(409, "stale", text, version=version, conflicts=fields)
