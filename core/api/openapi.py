"""The last touches to the OpenAPI document: what every operation has in common."""

from typing import Any

from core.api.problems import CONTENT_TYPE

COMMON = {
    "400": "The request cannot be read",
    "401": "No usable token",
    "403": "Inside the reach, without the right",
    "405": "The address does not answer this method",
    "429": "More requests than the token may make in a minute; see Retry-After",
    "500": "A mistake of the portal; the reference leads to its log",
    "503": "The database takes too long; see Retry-After",
}
WITH_ID = {"404": "Absent or outside the reach: the same bytes"}
WITH_BODY = {
    "409": "Stale version with both values, a key used for another body, or a known person",
    "413": "More than 64 KB",
    "415": "Not application/json",
}
WITH_ANSWERS = {"422": "Some answers need fixing, each with its field"}
PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "RFC 9457. title, detail and messages are in the person's language.",
    "required": ["type", "title", "status", "code"],
    "properties": {
        "type": {"type": "string", "const": "about:blank"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "Stable; for programs."},
        "detail": {"type": "string"},
        "reference": {"type": "string"},
        "version": {"type": "integer", "description": "With code stale: the present version."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "code", "message"],
                "properties": {name: {"type": "string"} for name in ("field", "code", "message")},
            },
        },
        "conflicts": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "yours", "current"],
                "properties": {"field": {"type": "string"}, "yours": {}, "current": {}},
            },
        },
        "matches": {"type": "array", "items": {"type": "object"}},
    },
}


def finished(document: Any) -> dict[str, Any]:
    """Return the document with problems for each operation and without server addresses."""
    result: dict[str, Any] = dict(document)
    result.pop("servers", None)
    result["components"]["schemas"]["Problem"] = PROBLEM
    for address, methods in result["paths"].items():
        for operation in methods.values():
            _add_problems(operation, has_id="{" in address)
    return _sorted(result)


def _add_problems(operation: dict[str, Any], *, has_id: bool) -> None:
    wanted = COMMON | (WITH_ID if has_id else {})
    if "requestBody" in operation:
        wanted |= WITH_BODY
    wanted |= WITH_ANSWERS
    content = {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    responses = {str(status): answer for status, answer in operation["responses"].items()}
    for status, words in wanted.items():
        responses.setdefault(status, {"description": words, "content": content})
    operation["responses"] = responses


def _sorted(value: Any) -> Any:
    """Return the same with its names in order, so that two documents compare line by line."""
    if isinstance(value, dict):
        return {str(name): _sorted(value[name]) for name in sorted(value, key=str)}
    return [_sorted(item) for item in value] if isinstance(value, list) else value
