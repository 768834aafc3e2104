"""Filling in the forms of the portal as a browser would, and reading what a post wrote."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.http import HttpResponse
from django.utils import timezone
from psycopg2.sql import SQL, Identifier

from core import clock
from core.public_id import new_public_id
from tests.contracts.conftest import World
from tests.contracts.matrix import PEOPLE, Row, addresses, names_in
from tests.contracts.walker import undone

# What a person would type, by the name of the field.
TYPED = {
    "name": "Nasabah Uji", "phone": "081234567890", "amount": "7jt", "note": "Uji",
    "notes": "Uji", "reason": "Uji", "channel": "call", "outcome": "no_answer",
    "username": "baru", "full_name": "Orang Baru", "text": "Uji", "reference": "1/2026",
}  # fmt: skip
COMING = ("until", "expected_close_on", "due_on", "valid_from", "valid_to")
PAST = ("reached_on", "disbursed_on")


def dates(today: date) -> dict[str, str]:
    """Return days that every form takes: a Wednesday four weeks on, and yesterday."""
    wednesday = today + timedelta(days=30 - today.weekday())
    days = dict.fromkeys(COMING, wednesday) | dict.fromkeys(PAST, today - timedelta(days=1))
    return {name: f"{day:%d/%m/%Y}" for name, day in days.items()}


WATCHED = (
    "org_user", "org_delegation", "prospects_prospect", "prospects_opportunity",
    "prospects_disbursement", "prospects_transferrequest", "prospects_milestone",
    "followups_followup",
)  # fmt: skip
# Links that say whose a row is; other ids and moments differ between two posts by their nature.
LINKS = {
    "owner_id", "branch_id", "analyst_id", "product_id", "team_id", "region_id", "principal_id",
    "delegate_id", "created_by_id", "created_on",
}  # fmt: skip
VARIES = ("search_text", "_id", "_at", "_on", "_cipher", "_index")


FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Post:
    """One rightful post: who sends what where, the status, and the rows as they stand then."""

    row: Row
    name: str
    target: str
    body: dict[str, str]
    status: int
    after: set[str]

    @property
    def declared(self) -> set[str]:
        """The names the address itself takes."""
        return set(names_in(addresses()[self.row.url])) | set(self.row.args)


class Fields(HTMLParser):
    """The names of a page's inputs with what they hold at first."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of an input, a box of choices or a choice."""
        found = dict(attrs)
        name, value = found.get("name") or "", found.get("value") or ""
        if tag == "option" and self._select:
            if "selected" in found or not self.values[self._select]:
                self.values[self._select] = value
        elif tag == "select" and name:
            self._select = name
            self.values.setdefault(name, "")
        elif tag in {"input", "textarea"} and name:
            is_choice = found.get("type") in {"radio", "checkbox"}
            if not is_choice or "checked" in found or not self.values.get(name):
                self.values[name] = value

    def handle_endtag(self, tag: str) -> None:
        """Leave a box of choices."""
        if tag == "select":
            self._select = ""


def best_person(row: Row) -> str:
    """Return the first person who may post here."""
    return next(name for name in PEOPLE if row.cells[name] == "ok")


def filled_in(world: World, row: Row, name: str) -> tuple[str, dict[str, str]]:
    """Return the address of a post and the body a browser would send from its page."""
    target, body = world.address(row)
    page = world.walker.ask(name, "GET", target, body)
    if 300 <= page.status_code < 400:  # the form stands beside its list
        page = world.walker.ask(name, "GET", page.headers["Location"])
    shown = Fields(page.content.decode(errors="replace")).values if page.status_code == 200 else {}
    shown.pop("csrfmiddlewaretoken", None)
    typed = {key: value for key, value in TYPED.items() if not shown.get(key)}
    if "phone" in shown or not shown:
        shown["idempotency_key"] = new_public_id()
    return target, {**shown, **typed, **body, **dates(timezone.localdate(clock.now()))}


def rightful_post(world: World, row: Row) -> Post:
    """Post what the page of this address asks for, once, and say what came of it."""
    name = best_person(row)
    target, body = filled_in(world, row, name)
    return Post(row, name, target, body, *written(world, name, target, body))


def written(world: World, name: str, target: str, body: dict[str, str]) -> tuple[int, set[str]]:
    """Post and return the status with the watched rows as they stand then; nothing stays."""
    with undone():
        answer: HttpResponse = world.walker.browser(name).post(
            target, urlencode(body), content_type=FORM
        )
        return answer.status_code, watched_rows()


def watched_rows() -> set[str]:
    """Return every watched row without what two equal posts write differently."""
    rows = set()
    with connection.cursor() as cursor:
        for table in WATCHED:
            statement = SQL("SELECT to_jsonb(t) FROM {} t").format(Identifier(table))
            cursor.execute(statement.as_string(cursor.cursor))
            for (found,) in cursor.fetchall():
                rows.add(_steady(table, found if isinstance(found, dict) else json.loads(found)))
    return rows


def _steady(table: str, row: dict[str, Any]) -> str:
    if str(row.get("password", "")).startswith("!"):
        row["password"] = "!"  # none that opens anything; the signs behind it are drawn anew
    kept = {
        key: value
        for key, value in row.items()
        if key in LINKS or not (key in {"id", "number"} or key.endswith(VARIES))
    }
    return f"{table} {json.dumps(kept, sort_keys=True)}"
