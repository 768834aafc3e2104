"""Which product was shown to whom, with what result: two taps, counted as listed."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from offers.models import Shown
from offers.shown import services
from offers.simulations import services as simulations
from org.models import User
from prospects.models import LossReason, Prospect, TimelineEntry
from tests.factories.bank import Bank
from tests.factories.prospects import NOW, make_opportunity, make_prospect
from tests.offers.test_riplay import home_loan

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def sri(bank: Bank) -> Prospect:
    return make_prospect(bank.ani, "Sri Wahyuni")


def show(bank: Bank, prospect: Prospect, owner: User) -> Shown:
    new = services.New(bank.kpr, "chat", "6,75% tetap 3 tahun")
    return services.record(prospect, new, actor=owner, now=NOW)


def why() -> LossReason:
    found = LossReason.objects.filter(kind="customer", is_active=True).first()
    assert found is not None
    return found


def said(client: Client, row: Shown, **data: str) -> Any:
    return client.post(f"/shown/{row.public_id}/result/", {"version": "1", **data})


def test_a_saved_simulation_is_one_product_shown(bank: Bank, sign_in: SignIn) -> None:
    file = make_opportunity(bank.ani, bank.kpr, "Sri Wahyuni")
    kept = simulations.save(file.prospect, home_loan(bank), "", actor=bank.ani, now=NOW)
    row = Shown.objects.system("a test").get(simulation=kept)
    assert (row.opportunity, row.product, row.channel) == (file, bank.kpr, "screen")
    assert "Rp" in row.terms
    client = sign_in(bank.ani)
    for page in (f"prospects/{file.prospect.public_id}", f"pipeline/{file.public_id}"):
        shown = client.get(f"/{page}/panels/shown/").content.decode()
        assert f"/shown/{row.public_id}/result/" in shown


def test_an_officer_notes_a_picture_once(bank: Bank, sri: Prospect, sign_in: SignIn) -> None:
    client, address = sign_in(bank.ani), f"/prospects/{sri.public_id}/shown/new/"
    assert client.post(address, {"channel": "picture"}).status_code == 422
    sent = {"product": bank.kpr.public_id, "channel": "picture", "terms": "Bunga 6,75%",
            "idempotency_key": "one"}  # fmt: skip
    assert [client.post(address, sent).status_code for _time in range(2)] == [303, 303]
    row = Shown.objects.system("a test").get()
    assert (row.prospect, row.terms, row.owner) == (sri, "Bunga 6,75%", bank.ani)
    assert TimelineEntry.objects.filter(prospect=sri, kind="product_shown").count() == 1
    assert sign_in(bank.budi).post(address, sent).status_code == 404


def test_result_in_two_taps_and_a_refusal_with_its_reason(
    bank: Bank, sri: Prospect, sign_in: SignIn
) -> None:
    row, client = show(bank, sri, bank.ani), sign_in(bank.ani)
    assert client.get(f"/shown/{row.public_id}/result/").status_code == 200
    assert said(client, row, result="refused").status_code == 422
    assert said(client, row, result="open").status_code == 422
    assert [said(client, row, reason=why().public_id).status_code for _t in range(2)] == [303, 303]
    row.refresh_from_db()
    assert (row.result, row.reason, row.version) == ("refused", why(), 2)
    told = TimelineEntry.objects.filter(prospect=sri, kind="shown_result")
    assert [one.data["result"] for one in told] == ["refused"]
    stale = said(client, row, result="taken")
    assert stale.status_code == 409
    text = unescape(stale.content.decode())
    assert why().label_id in text
    assert "Anda memilih: Mengambil" in text
    assert said(client, row, result="taken", version="2").status_code == 303
    row.refresh_from_db()
    assert (row.result, row.reason) == ("taken", None)


def test_a_refusal_without_reason_is_refused_by_the_database(bank: Bank, sri: Prospect) -> None:
    row = show(bank, sri, bank.ani)
    with pytest.raises(IntegrityError, match="shown_refusal_has_reason"), transaction.atomic():
        Shown._base_manager.filter(pk=row.pk).update(result="refused", result_at=NOW)


def test_every_figure_of_the_head_is_the_length_of_its_list(
    bank: Bank, sri: Prospect, sign_in: SignIn
) -> None:
    rows = [show(bank, sri, bank.ani) for _n in range(3)]
    far = show(bank, make_prospect(bank.citra, "Putu Ayu"), bank.citra)
    services.say(rows[0], "interested", version=1, actor=bank.ani, now=NOW)
    client = sign_in(bank.dewi)
    page = unescape(client.get("/shown/").content.decode()).split("</tbody>")[0]
    figures = re.findall(r'<td class="ao-r ao-num"><a href="([^"]+)">(\d+)</a>', page)
    assert sorted(int(count) for _address, count in figures) == [1, 2, 3]
    for address, count in figures:
        listed = client.get(address).content.decode()
        assert listed.count("data-row") == int(count), address
        assert "Putu Ayu" not in listed
    assert far.prospect.name in sign_in(bank.citra).get("/shown/list/").content.decode()


def test_pages_follow_each_other(
    bank: Bank, sri: Prospect, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("offers.shown.views.PAGE", 2)
    show(bank, sri, bank.ani)
    client = sign_in(bank.ani)
    client.get("/shown/list/")
    with CaptureQueriesContext(connection) as one:
        client.get("/shown/list/")
    for _n in range(2):
        show(bank, sri, bank.ani)
    with CaptureQueriesContext(connection) as two:
        client.get("/shown/list/")
    assert len(one) == len(two) <= 6
    first = unescape(client.get(f"/shown/list/?product={bank.kpr.public_id}").content.decode())
    after = re.search(r'href="([^"]*after=[^"]*)"', first)
    assert after is not None
    assert first.count("data-row") == 2
    assert client.get(after[1]).content.decode().count("data-row") == 1
