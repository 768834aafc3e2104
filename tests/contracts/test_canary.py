"""The names of another branch stay inside its reach: lists, counts, search, exports, files, API.

One record of branch B sings; whoever does not reach it hears nothing at any of the six places,
and its own head hears it at each, so that a silent place does not pass for a safe one.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from core import clock
from core.outbox import worker
from documents import services as papers
from documents.models import DocumentType
from org.access.permissions import Permission as P
from org.models import User
from prospects.models import ExportFile, Opportunity
from tests.api.program import Program
from tests.factories.bank import PASSWORD, Bank
from tests.factories.prospects import NOW, make_opportunity

SONG = "Kenarisunyi"
PHONE = "+6281299887766"
NIK = "3273014508900001"


@pytest.fixture(autouse=True)
def _wednesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def canary(bank: Bank) -> Opportunity:
    """A record of branch B beside a plain one of branch A."""
    make_opportunity(bank.ani, bank.kpr, "Sugimin", amount=50_000_000)
    return make_opportunity(
        bank.citra, bank.kpr, f"{SONG} Citra", amount=77_000_000, phone=PHONE, nik=NIK,
        company=f"PT {SONG}", email="kenari@contoh.example", notes=SONG,
    )  # fmt: skip


def work() -> None:
    while worker.perform_run(clock=clock.now) != worker.NOTHING:
        pass


def lists(client: Client, user: User, deal: Opportunity) -> str:
    """Return every list the person may open, as text."""
    pages = ["/prospects/", "/prospects/?owned=all", "/prospects/?sort=name", "/pipeline/",
             "/pipeline/table/", "/pipeline/table/?status=any", "/today/", "/calendar/",
             "/documents/", "/prospects/transfers/", "/dashboard/", "/dashboard/late/"]  # fmt: skip
    return "".join(client.get(page).content.decode() for page in pages)


def counts(client: Client, user: User, deal: Opportunity) -> str:
    """Return the song where a count or a sum holds the record."""
    page = client.get("/pipeline/table/").content.decode()
    listed = client.get("/prospects/?owned=all").content.decode()
    dashboard = client.get("/dashboard/").content.decode() if user.may(P.DASHBOARD_VIEW) else ""
    heard = 'data-total-sum="77000000"' in page and 'data-total-count="1"' in listed
    return SONG if heard and (not dashboard or "77" in dashboard) else ""


def searches(client: Client, user: User, deal: Opportunity) -> str:
    """Return what name, digits, number, e-mail, company and the whole NIK find."""
    texts = (SONG, PHONE[-6:], deal.prospect.number, "kenari@contoh.example", f"PT {SONG}", NIK)
    found = []
    for box in ("/prospects/search/", "/pipeline/table/search/"):
        for text in texts:
            answer = client.post(box, {"q": text}, follow=True)
            body = answer.content.decode()
            # what was typed stands in the box; only rows count
            found.append("".join(part for part in body.split("<") if "value=" not in part))
    return "".join(found)


def exports(client: Client, user: User, deal: Opportunity) -> str:
    """Return the cells of both lists as files; empty where the person exports nothing."""
    if not user.may(P.EXPORT):
        return ""
    client.post("/reauthenticate/", {"password": PASSWORD})
    text = ""
    for table in ("prospects", "opportunities"):
        form = {"kind": "csv", "layout": "screen", "reason": "Rapat cabang"}
        client.post(f"/exports/new/?table={table}", form)
        work()
        export = ExportFile.objects.filter(by=user).latest("pk")
        raw = client.get(f"/exports/{export.public_id}/download/").content.decode("utf-8-sig")
        text += str(list(csv.reader(io.StringIO(raw), delimiter=";")))
    return text


def api(client: Client, user: User, deal: Opportunity) -> str:
    """Return what a program of the person reads."""
    one = Program(user, "read")
    reads = ("/prospects", "/opportunities?status=any", "/follow-ups", "/views", "/labels",
             f"/prospects/{deal.prospect.public_id}", f"/opportunities/{deal.public_id}",
             f"/prospects/{deal.prospect.public_id}/consents",
             f"/prospects/{deal.prospect.public_id}/needs",
             f"/opportunities/{deal.public_id}/documents")  # fmt: skip
    texts = [one.get(path).content.decode() for path in reads]
    texts += [
        one.post("/prospects/search", {"text": text}).content.decode()
        for text in (SONG, PHONE[-6:], deal.prospect.number)
    ]
    return "".join(texts)


def files(client: Client, user: User, deal: Opportunity) -> str:
    """Return what the pages and addresses of its papers say."""
    here = f"/pipeline/{deal.public_id}/documents/"
    addresses = (here, f"{here}ktp/", f"{here}missing/", f"{here}ktp/receive/",
                 f"/pipeline/{deal.public_id}/memo/")  # fmt: skip
    return "".join(client.get(address).content.decode() for address in addresses)


PLACES: dict[str, Callable[[Client, User, Opportunity], str]] = {
    "lists": lists, "counts": counts, "search": searches, "exports": exports, "files": files,
    "api": api,
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_the_canary_is_heard_by_its_own_alone(
    bank: Bank, canary: Opportunity, sign_in: Any, place: str
) -> None:
    kind = DocumentType.objects.get(code="ktp")
    papers.receive(
        canary, kind, version=0, actor=bank.citra, now=NOW, received_on=NOW.date(), note=SONG
    )
    hear = PLACES[place]
    own = User.objects.create_user(
        "bella", full_name="Bella Head", role="branch_head", branch=bank.b, password=PASSWORD
    )
    assert SONG in hear(sign_in(own), own, canary), "its own head hears it"
    for person in (bank.ani, bank.budi, bank.tono, bank.dewi, bank.rudi, bank.sinta, bank.admin):
        heard = hear(sign_in(person), person, canary)
        assert SONG not in heard, f"{place}: {person.username}"
