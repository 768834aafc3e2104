"""Asking the portal one question as one person and leaving no trace."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse

from core import clock
from org import tokens
from org.models import User
from tests.contracts import remembered
from tests.contracts.matrix import PEOPLE, Row, addresses, names_in

FRAGMENT = {"HX-Request": "true"}
INCOMPLETE = (400, 409, 422)


@contextmanager
def undone() -> Iterator[None]:
    """Take back what is written inside. It is what a failed `atomic` does, with two errands to the
    database instead of three: some ten thousand questions end here."""
    mark = transaction.savepoint()
    try:
        yield
    finally:
        connection.needs_rollback = False
        with connection.cursor() as cursor:
            cursor.execute(f'ROLLBACK TO SAVEPOINT "{mark}"; RELEASE SAVEPOINT "{mark}"')
        connection.run_on_commit.clear()


class Walker:
    """One browser per person, for people made by objects.people_of."""

    def __init__(self, people: dict[str, User], *, checks_csrf: bool = False) -> None:
        self.clients = {}
        for name in ("anonymous", *PEOPLE, "disabled"):
            client = Client(raise_request_exception=False, enforce_csrf_checks=checks_csrf)
            if name in people:
                client.force_login(people[name])
                client.get("/")  # notes in his session that he was seen, once for all questions
            self.clients[name] = client
        User.objects.filter(username="disabled").update(is_active=False)
        self.cookies = {
            name: {key: morsel.value for key, morsel in client.cookies.items()}
            for name, client in self.clients.items()
        }
        self.tokens = {
            name: tokens.make(people[name], name="Uji", scope="write", now=clock.now(), ip=None)[1]
            for name in self.clients
            if name in people
        }
        remembered.nothing()

    def ask(
        self, name: str, method: str, url: str, body: dict[str, str] | None = None,
        *, fragment: bool = False,
    ) -> HttpResponse:  # fmt: skip
        """Return the answer; whatever the request wrote is taken back."""
        with remembered.until_taken_back(), undone():
            return self._send(name, method, url, body, fragment=fragment)

    def _send(
        self, name: str, method: str, url: str, body: dict[str, str] | None, *, fragment: bool
    ) -> HttpResponse:  # fmt: skip
        if url.startswith("/api/"):
            return self._send_token(name, method, url, body)
        send = getattr(self.browser(name), method.lower())
        extra: dict[str, Any] = {"headers": FRAGMENT} if fragment else {}
        if method in {"GET", "POST"}:
            extra["data"] = body or {}
        answer: HttpResponse = send(url, **extra)
        return answer

    def _send_token(
        self, name: str, method: str, url: str, body: dict[str, str] | None
    ) -> HttpResponse:
        """Ask as a program of this person: with his token, beside the cookies of his browser."""
        headers = {"Idempotency-Key": "uji"}
        if name in self.tokens:
            headers["Authorization"] = f"Bearer {self.tokens[name]}"
        text = "" if method == "GET" else json.dumps(body or {})
        answer: HttpResponse = self.browser(name).generic(
            method, url, text, content_type="application/json", headers=headers
        )
        return answer

    def look(self, name: str, url: str, query: dict[str, str] | None = None) -> HttpResponse:
        """Return the answer to a plain request; what it wrote stays."""
        return self._send(name, "GET", url, query, fragment=False)

    def browser(self, name: str) -> Client:
        """Return the browser of this person as it was when he had signed in."""
        client = self.clients[name]
        client.cookies.clear()
        for key, value in self.cookies[name].items():
            client.cookies[key] = value
        return client


def address(row: Row, parts: dict[str, Any]) -> tuple[str, dict[str, str]]:
    """Return the address of a row with these parts, and the body that is left over."""
    names = set(names_in(addresses()[row.url]))
    known = {key: value for key, value in {**parts, **row.args}.items() if key in names}
    body = {key: value for key, value in row.args.items() if key not in names}
    try:
        return reverse(row.url, kwargs=known or None), body
    except NoReverseMatch as error:
        raise AssertionError(f"{row.url}: its address needs {names} in `args`") from error


def verdict(response: HttpResponse) -> str:
    """Return the answer in the words of the matrix."""
    status = response.status_code
    if status == 401 or (status == 302 and response.headers["Location"].startswith("/login/")):
        return "in"
    if status in INCOMPLETE or 200 <= status < 400:
        return "ok"
    return str(status)


def fits(expected: str, response: HttpResponse) -> bool:
    """Tell whether the answer is the expected one."""
    return expected in {verdict(response), str(response.status_code)}
