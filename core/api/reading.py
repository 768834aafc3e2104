"""Reading what programs send: JSON within bounds, and query strings without surprises.

Whatever cannot be read is refused with 400, 413 or 415 before any of it reaches a model: numbers
that are none, signs a database cannot keep, names given twice, nesting without end.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any, NoReturn

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.parser import Parser

from core.api.problems import Problem, field_error, invalid

MAX_BYTES = 64 * 1024
MAX_DEPTH = 20
# The closing quote is optional: a text that never ends is read once, not from each of its signs.
_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


def refuse(text: str) -> NoReturn:
    """Raise a 400 with a sentence."""
    raise Problem(400, detail=text)


def read_body(request: HttpRequest) -> Any:
    """Return the JSON of a request; None for no body. Raises Problem with 400, 413 or 415."""
    length = str(request.META.get("CONTENT_LENGTH") or 0)
    if not (length.isascii() and length.isdigit()):
        raise Problem(400)
    if int(length) > MAX_BYTES:
        raise Problem(413)
    body = request.body
    if len(body) > MAX_BYTES:
        raise Problem(413)
    if not body:
        return None
    if request.content_type != "application/json":
        raise Problem(415)
    try:
        return parse(body.decode("utf-8"))
    except UnicodeDecodeError:
        refuse(_("The body is not UTF-8."))


def parse(text: str) -> Any:
    """Return the value of a JSON text; numbers with a fraction become Decimal."""
    _check_depth(text)
    try:
        value = json.loads(
            text, parse_constant=_no_constant, parse_float=_decimal, object_pairs_hook=_once_each
        )
    except (ValueError, ArithmeticError):
        refuse(_("The body is not valid JSON."))
    return _keepable(value)


def _check_depth(text: str) -> None:
    depth = 0
    for found in _BRACKETS.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(found[0], 0)
        if depth > MAX_DEPTH:
            refuse(_("The body is nested too deeply."))


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _decimal(text: str) -> Decimal:
    value = Decimal(text)
    if not -400 < value.adjusted() < 400:
        raise ValueError(text)
    return value


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        refuse(_("A name stands twice in the same object."))
    return found


def _keepable(value: Any) -> Any:
    """Refuse texts with signs that PostgreSQL cannot keep: NUL and half of a surrogate pair."""
    if isinstance(value, str) and _UNKEEPABLE.search(value):
        refuse(_("A text holds a sign that cannot be kept."))
    if isinstance(value, dict):
        for name, item in value.items():
            _keepable(name)
            _keepable(item)
    if isinstance(value, list):
        for item in value:
            _keepable(item)
    return value


def check_query(request: HttpRequest, known: set[str]) -> None:
    """Refuse parameters nobody reads: a misspelt filter must not show everything."""
    for name in request.GET:
        _keepable(name)
        for value in request.GET.getlist(name):
            _keepable(value)
    strange = sorted(set(request.GET) - known)
    if strange:
        text = _("This parameter is not known.")
        raise invalid(field_error(name[:60], text, "unknown") for name in strange[:10])


class ReadBefore(Parser):
    """The library's parser, given what `read_body` has read already."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return what was read."""
        return request.json_body  # type: ignore[attr-defined]
