"""Tips per objection: who reads them, where they are shown, and what may not stand in one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from org.models import User
from prospects.models import LossReason, Tip, TipUse
from prospects.tips import services
from tests.factories.bank import Bank
from tests.factories.prospects import NOW, make_opportunity

SignIn = Callable[[User], Client]
ADDRESS = "/tips/"


@pytest.fixture(autouse=True)
def wednesday():
    with time_machine.travel(NOW, tick=False):
        yield


def share(actor: User, text: str, code: str = "interest_rate") -> Tip:
    return services.share(LossReason.objects.get(code=code), text, actor=actor, now=NOW)


def of(tip: Tip, step: str) -> str:
    return reverse(f"prospects:tip-{step}", args=[tip.public_id])


@pytest.mark.parametrize(
    ("text", "is_personal"),
    [
        ("Hubungi 0812-5550-1423 dulu", True),
        ("hubungi +62 812 5550 1423", True),
        ("NIK 3273015203900001 sudah ada", True),
        ("Tunjukkan angsuran Rp3.958.000 selama 36 bulan", False),
        ("Bunga 4,75% tetap 3 tahun, plafon 500.000.000", False),
        ("Telepon antara 16.00-18.00, sejak 01-01-2026", False),
    ],
)
def test_a_number_of_a_person_is_recognised_and_a_sum_is_not(text: str, is_personal: bool) -> None:
    assert services.looks_personal(text) is is_personal


def test_the_branch_and_the_head_office_are_read_and_no_other_branch(
    bank: Bank, sign_in: SignIn
) -> None:
    share(bank.budi, "Hitung total biaya pindah")
    share(bank.hana, "Tunjukkan simulasi lima tahun")
    share(bank.citra, "Rahasia cabang lain")
    share(bank.ani, "Ajak keluarga ikut", "family")
    client = sign_in(bank.ani)
    page = client.get(ADDRESS).content.decode()
    assert all(t in page for t in ("Hitung total", "Tunjukkan simulasi", "Ajak keluarga"))
    assert "Rahasia cabang lain" not in page
    assert "Ajak keluarga" not in client.get(ADDRESS + "?reason=interest_rate").content.decode()
    # Where it helps: on the page of a file, and before a customer is let go.
    deal = make_opportunity(bank.ani, bank.kpr)
    for address in (
        reverse("prospects:opportunity-panel", args=[deal.public_id, "tips"]),
        reverse("prospects:opportunity-end", args=[deal.public_id]) + "?kind=customer",
    ):
        page = client.get(address).content.decode()
        assert "Hitung total" in page
        assert "Rahasia" not in page
    assert "Hitung total" not in client.get(address.replace("customer", "bank")).content.decode()


def test_a_tip_is_shared_changed_and_taken_back_by_its_author(bank: Bank, sign_in: SignIn) -> None:
    client = sign_in(bank.ani)
    sent = {"reason": "interest_rate", "text": "Telepon Pak Asep 0812-5550-1423"}
    refused = client.post("/tips/new/", sent)
    assert refused.status_code == 422
    assert "nomor telepon" in refused.content.decode()
    assert 'name="is_sure"' in refused.content.decode()
    assert client.post("/tips/new/", {"reason": "slik", "text": "x"}).status_code == 422
    assert not Tip.objects.exists()
    page = client.get("/tips/new/").content.decode()
    assert 'name="is_sure"' not in page
    assert "---" not in page
    for _press in range(2):
        assert client.post("/tips/new/", sent | {"is_sure": "on"}).status_code == 303
    tip = Tip.objects.get()
    assert (tip.author, tip.branch) == (bank.ani, bank.a)
    changed = {"reason": "family", "text": "Undang pasangannya", "version": "1"}
    assert client.post(of(tip, "edit"), changed).status_code == 303
    assert client.post(of(tip, "edit"), changed).status_code == 409
    sign_in(bank.budi)
    assert client.post(of(tip, "edit"), changed | {"version": "2"}).status_code == 403
    assert client.post(of(tip, "withdraw")).status_code == 403
    with pytest.raises(PermissionDenied):
        services.change(tip, tip.reason, "x", version=2, actor=bank.budi, now=NOW)
    assert "Undang pasangannya" in client.get(ADDRESS).content.decode()
    sign_in(bank.citra)
    assert client.post(of(tip, "useful")).status_code == 404
    sign_in(bank.ani)
    assert client.post(of(tip, "withdraw")).status_code == 303
    assert "Undang pasangannya" not in client.get(ADDRESS).content.decode()


def test_useful_counts_once_a_person_and_never_ones_own(bank: Bank, sign_in: SignIn) -> None:
    tip, other = share(bank.ani, "Yang lama"), share(bank.ani, "Yang baru")
    client = sign_in(bank.ani)
    assert client.post(of(tip, "useful")).status_code == 403
    for person in (bank.budi, bank.dewi):
        sign_in(person)
        assert client.post(of(tip, "useful")).status_code == 303
    page = client.get(ADDRESS).content.decode()
    assert "berguna bagi 2 orang" in page
    assert page.index("Yang lama") < page.index("Yang baru")
    assert client.post(of(tip, "useful")).status_code == 303  # taken back
    assert TipUse.objects.filter(tip=tip).count() == 1
    assert not TipUse.objects.filter(tip=other).exists()


def test_a_head_hides_with_a_reason_that_the_author_reads(bank: Bank, sign_in: SignIn) -> None:
    tip, central = share(bank.ani, "Janjikan pasti disetujui"), share(bank.hana, "Dari pusat")
    client = sign_in(bank.budi)
    assert client.post(of(tip, "hide"), {"why": "x"}).status_code == 403
    sign_in(bank.dewi)
    assert client.post(of(central, "hide"), {"why": "x"}).status_code == 403
    client.post(of(tip, "hide"), {"why": " "})
    assert Tip.objects.get(pk=tip.pk).hidden_at is None
    assert client.post(of(tip, "hide"), {"why": "Tidak boleh dijanjikan"}).status_code == 303
    assert "Janjikan" not in client.get(ADDRESS).content.decode()
    sign_in(bank.budi)
    assert "Janjikan" not in client.get(ADDRESS).content.decode()
    sign_in(bank.ani)
    page = client.get(ADDRESS).content.decode()
    assert "Disembunyikan pemimpin: Tidak boleh dijanjikan" in page
    deal = make_opportunity(bank.ani, bank.kpr)
    panel = reverse("prospects:opportunity-panel", args=[deal.public_id, "tips"])
    assert "Janjikan" not in client.get(panel).content.decode()


def test_the_number_of_queries_does_not_grow(bank: Bank, sign_in: SignIn) -> None:
    baselines = json.loads(Path(__file__).parent.parent.joinpath("query_counts.json").read_text())
    client, counts = sign_in(bank.dewi), []
    for number in (1, 9):
        for n in range(number):
            share(bank.ani, f"Kiat {number} {n}")
        client.get(ADDRESS)
        with CaptureQueriesContext(connection) as seen:
            client.get(ADDRESS)
        counts.append(len(seen))
    assert counts == [baselines["prospects:tip-list"]] * 2
