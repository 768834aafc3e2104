"""A program of a person: it shows its token and speaks JSON."""

import json
from typing import Any

from django.test import Client

from core import clock
from org import tokens
from org.models import User

ROOT = "/api/v1"


class Program:
    """One program with one token."""

    def __init__(self, person: User, scope: str = "write", *, name: str = "Skrip") -> None:
        self.row, self.token = tokens.make(person, name=name, scope=scope, now=clock.now(), ip=None)
        self.client = Client(raise_request_exception=False)

    def send(
        self, method: str, path: str, body: Any = None, *, key: str = "", **headers: str
    ) -> Any:
        """Send one request; `body` is JSON unless it is bytes."""
        extra = {"Authorization": f"Bearer {self.token}", **headers}
        if key:
            extra["Idempotency-Key"] = key
        data = body if isinstance(body, bytes | None) else json.dumps(body)
        return self.client.generic(
            method, ROOT + path, data or b"", content_type="application/json", headers=extra
        )

    def get(self, path: str, **query: Any) -> Any:
        """Read."""
        asked = "&".join(f"{name}={value}" for name, value in query.items())
        return self.send("GET", f"{path}?{asked}" if asked else path)

    def post(self, path: str, body: Any, *, key: str = "") -> Any:
        """Write, or ask by post."""
        return self.send("POST", path, body, key=key)

    def patch(self, path: str, body: Any) -> Any:
        """Change."""
        return self.send("PATCH", path, body)


def problem(answer: Any, status: int) -> dict[str, Any]:
    """Return the problem document of a refusal with this status."""
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    document: dict[str, Any] = answer.json()
    assert (document["status"], document["type"]) == (status, "about:blank")
    return document


def fields(answer: Any) -> set[str]:
    """Return the fields that a 422 names."""
    return {error["field"] for error in problem(answer, 422)["errors"]}
