"""Promotions: four eyes, never more than quota and budget hold, back when a file is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client

from offers.letters import drafts, expiry
from offers.letters import services as letters
from offers.models import Letter, Promotion, PromotionGrant
from offers.promotions import services
from org.models import User
from products.models import Rate
from prospects.models import Opportunity, TimelineEntry
from prospects.signals import opportunity_changed
from reports.letters import html
from tests.factories.bank import Bank, make_bank
from tests.factories.prospects import NOW, make_opportunity
from tests.offers.test_letters import BODY, issued, sent, step

SignIn = Callable[[User], Client]
TODAY = NOW.date()
REQUESTS, QUOTA = 50, 7


def draft(bank: Bank, **values: Any) -> Promotion:
    told: dict[str, Any] = {
        "name": "Cashback akad", "kind": "cashback", "valid_from": TODAY, "valid_to": TODAY,
        "quota": QUOTA, "value": Decimal(500_000), "budget": Decimal(50_000_000),
        "drafted_by": bank.admin,
    }  # fmt: skip
    return Promotion.objects.create(**told | values)


def approved(bank: Bank, **values: Any) -> Promotion:
    return services.approve(draft(bank, **values), version=1, actor=bank.hana, now=NOW)


def counts(row: Promotion) -> tuple[int, int, int]:
    row.refresh_from_db()
    return row.reserved, row.used, row.left


def changed(file: Opportunity, kind: str, bank: Bank) -> None:
    opportunity_changed.send(sender=Opportunity, opportunity=file, kind=kind, actor=bank.ani,
                             now=NOW)  # fmt: skip


def test_a_second_person_approves_and_what_is_approved_stays(
    bank: Bank, sign_in: SignIn, clock: Any
) -> None:
    client = sign_in(bank.hana)
    assert "-----" not in client.get("/administration/promotions/?id=new").content.decode()
    sent = {"name": "Payung", "kind": "gift", "valid_from": "18/11/2026", "quota": "10",
            "valid_to": "30/11/2026", "value": "100.000", "budget": "1.000.000",
            "idempotency_key": "one"}  # fmt: skip
    assert client.post("/administration/promotions/add/", sent).status_code in (302, 303)
    row = Promotion.objects.get()
    assert (row.drafted_by, row.approved_by) == (bank.hana, None)
    client.post(f"/administration/promotions/{row.public_id}/approve/", {"version": "1"})
    row.refresh_from_db()
    assert row.approved_by is None
    with pytest.raises(PermissionDenied):
        services.approve(row, version=1, actor=bank.hana, now=NOW)
    with pytest.raises(IntegrityError, match="promotion_four_eyes"), transaction.atomic():
        Promotion.objects.update(approved_by=bank.hana)
    Promotion.objects.update(drafted_by=bank.admin)
    page = client.get(f"/administration/promotions/?id={row.public_id}&tab=approval")
    assert f"/administration/promotions/{row.public_id}/approve/" in page.content.decode()
    for _time in range(2):
        client.post(f"/administration/promotions/{row.public_id}/approve/", {"version": "1"})
    row.refresh_from_db()
    assert (row.approved_by, row.version) == (bank.hana, 2)
    client.post(f"/administration/promotions/{row.public_id}/", sent | {"quota": "99"})
    row.refresh_from_db()
    assert row.quota == 10


def test_an_officer_reserves_changes_his_mind_and_the_customer_gets_it(
    bank: Bank, sign_in: SignIn, clock: Any
) -> None:
    one, other = approved(bank), approved(bank, name="Payung", kind="gift", product=bank.kpr)
    waiting, foreign = draft(bank, name="Draf"), approved(bank, name="KUR", product=bank.kur)
    file, client = make_opportunity(bank.ani, bank.kpr), sign_in(bank.ani)
    address = f"/pipeline/{file.public_id}/promotion/"
    shown = client.get(address).content.decode()
    assert one.public_id in shown
    assert other.public_id in shown
    assert waiting.public_id not in shown
    assert foreign.public_id not in shown
    for row in (one, one, other):
        assert client.post(address, {"promotion": row.public_id}).status_code == 303
    assert [counts(one), counts(other)] == [(0, 0, QUOTA), (1, 0, QUOTA - 1)]
    panel = client.get(f"/pipeline/{file.public_id}/panels/promotion/").content.decode()
    assert "Payung" in panel
    for _time in range(2):
        changed(file, "won", bank)
    assert counts(other) == (0, 1, QUOTA - 1)
    with pytest.raises(ValidationError):
        services.choose(file, None, actor=bank.ani, now=NOW)
    told = TimelineEntry.objects.filter(opportunity=file, kind="promotion").order_by("pk")
    states = [entry.data["state"] for entry in told]
    assert states == ["reserved", "released", "reserved", "used"]
    assert sign_in(bank.budi).get(address).status_code == 404


def test_a_lost_file_and_the_end_of_the_promotion_give_it_back(bank: Bank, clock: Any) -> None:
    row = approved(bank)
    lost, slow = make_opportunity(bank.ani, bank.kpr), make_opportunity(bank.ani, bank.kpr, "Asep")
    for file in (lost, slow):
        services.choose(file, row, actor=bank.ani, now=NOW)
    for _time in range(2):
        changed(lost, "lost", bank)
    assert counts(row) == (1, 0, QUOTA - 1)
    assert services.expire(NOW) == 0
    assert [services.expire(NOW + timedelta(days=2)) for _time in range(2)] == [1, 0]
    assert counts(row) == (0, 0, QUOTA)


def test_the_budget_ends_before_the_quota(bank: Bank, clock: Any) -> None:
    row = approved(bank, budget=Decimal(999_999))
    services.choose(make_opportunity(bank.ani, bank.kpr), row, actor=bank.ani, now=NOW)
    second = make_opportunity(bank.ani, bank.kpr, "Asep")
    with pytest.raises(ValidationError, match=r"habis|used up"):
        services.choose(second, row, actor=bank.ani, now=NOW)
    for name, values in (("promotion_budget", {"used": 1}), ("promotion_quota", {"used": QUOTA,
                         "value": 0})):  # fmt: skip
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Promotion.objects.filter(pk=row.pk).update(**values)


def test_a_promotion_for_a_family_holds_for_its_products_only(bank: Bank, sign_in: SignIn) -> None:
    row = approved(bank, family="kpr")
    home, shop = make_opportunity(bank.ani, bank.kpr), make_opportunity(bank.ani, bank.kur, "Asep")
    assert list(services.offered(home, TODAY)) == [row]
    assert not services.offered(shop, TODAY).exists()
    with pytest.raises(ValidationError, match=r"tidak berlaku|does not hold"):
        services.choose(shop, row, actor=bank.ani, now=NOW)
    client = sign_in(bank.hana)
    sent = {"name": "Payung", "kind": "gift", "valid_from": "18/11/2026", "quota": "10",
            "valid_to": "30/11/2026", "value": "100.000", "budget": "1.000.000", "family": "kpr",
            "conditions_id": "Satu untuk satu akad"}  # fmt: skip
    both = sent | {"product": str(bank.kpr.pk)}
    assert client.post("/administration/promotions/add/", both).status_code == 422
    assert client.post("/administration/promotions/add/", sent).status_code in (302, 303)
    assert Promotion.objects.get(name="Payung").conditions("en") == ["Satu untuk satu akad"]
    with pytest.raises(IntegrityError, match="promotion_for_one"), transaction.atomic():
        Promotion.objects.filter(pk=row.pk).update(product=bank.kpr)


# --- promised in a letter ------------------------------------------------------------------------


@pytest.fixture
def deal(bank: Bank, clock: Any) -> Opportunity:
    Rate.objects.create(product=bank.kpr, rate=Decimal("7.5"), valid_from=TODAY)
    return make_opportunity(bank.ani, bank.kpr, "Sri Wahyuni", amount=600_000_000)


def grant(file: Opportunity) -> PromotionGrant | None:
    return services.grant_of(file)


def told(file: Opportunity) -> list[str]:
    rows = TimelineEntry.objects.filter(opportunity=file, kind="promotion").order_by("pk")
    return [entry.data["state"] for entry in rows]


def test_a_letter_prints_and_reserves_what_it_promises(
    bank: Bank, sign_in: SignIn, deal: Opportunity
) -> None:
    row = approved(bank, valid_to=TODAY + timedelta(days=40), conditions_id="Akad bulan Desember",
                   conditions_en="Signed by December")  # fmt: skip
    client, new = sign_in(bank.ani), f"/pipeline/{deal.public_id}/letters/new/offer/"
    assert row.public_id in client.get(new).content.decode()
    foreign = approved(bank, name="KUR", product=bank.kur)
    assert client.post(new, BODY | {"promotion": foreign.public_id}).status_code == 422
    body = BODY | {"promotion": row.public_id, "language": "both"}
    assert client.post(new, body).status_code == 303
    letter = Letter._unscoped.get()
    assert (letter.promotion, counts(row)) == (row, (0, 0, QUOTA))
    assert step(client, letter, "issue").status_code == 303
    letter.refresh_from_db()
    words = letter.content["blocks"]
    assert words["id"]["promotion"]["conditions"] == ["Akad bulan Desember"]
    assert words["en"]["promotion"]["conditions"] == ["Signed by December"]
    assert "28 Desember 2026" in str(words["id"]["promotion"]["rows"])
    paper = html(letter)
    for text in ("Cashback akad", "Rp500.000", "Akad bulan Desember", "Signed by December"):
        assert text in paper
    assert counts(row) == (1, 0, QUOTA - 1)
    address = f"/pipeline/{deal.public_id}/promotion/"
    refused = client.post(address, {"promotion": ""})
    assert refused.status_code == 422
    assert letter.number in refused.content.decode()
    assert (
        letter.number
        in client.get(f"/pipeline/{deal.public_id}/panels/promotion/").content.decode()
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter._unscoped.filter(pk=letter.pk).update(promotion=None)
    assert step(client, letter, "withdraw", note="Keliru").status_code == 303
    assert (counts(row), told(deal)) == ((0, 0, QUOTA), ["reserved", "released"])


def test_declined_and_expired_letters_give_it_back_an_accepted_one_keeps_it(
    bank: Bank, deal: Opportunity
) -> None:
    row, late = approved(bank), NOW + timedelta(days=32)
    letter = sent(deal, bank.ani, promotion=row)
    said: dict[str, Any] = {"channel": "paper", "on": TODAY, "note": "", "actor": bank.ani,
                            "now": NOW, "version": None}  # fmt: skip
    letters.answer(letter, is_yes=False, **said)
    assert counts(row) == (0, 0, QUOTA)
    sent(deal, bank.ani, promotion=row)
    assert (counts(row), expiry.expire(late)) == ((1, 0, QUOTA - 1), 1)
    assert counts(row) == (0, 0, QUOTA)
    letters.answer(sent(deal, bank.ani, promotion=row), is_yes=True, **said)
    assert services.expire(late) == 0
    assert told(deal) == ["reserved", "released"] * 2 + ["reserved"]
    changed(deal, "won", bank)
    assert counts(row) == (0, 1, QUOTA - 1)


def test_the_next_letter_takes_it_over_and_none_is_issued_beyond_the_quota(
    bank: Bank, deal: Opportunity
) -> None:
    row, other = approved(bank, quota=1), approved(bank, name="Payung", kind="gift")
    first = sent(deal, bank.ani, promotion=row)
    with pytest.raises(ValidationError, match=first.number):
        issued(deal, bank.ani, promotion=other)
    beside = issued(deal, bank.ani, promotion=row)  # of the same negotiation, the same promise
    letters.withdraw(beside, version=beside.version, note="x", actor=bank.ani, now=NOW)
    assert counts(row) == (1, 0, 0)
    assert (grant(deal).letter, told(deal)) == (first, ["reserved"])  # type: ignore[union-attr]
    revised = drafts.revise(first, None, actor=bank.ani, now=NOW, today=TODAY)
    assert revised.promotion == row
    revised = letters.issue(revised, version=1, actor=bank.ani, now=NOW, today=TODAY)
    first.refresh_from_db()
    assert (first.state, counts(row)) == ("withdrawn", (1, 0, 0))
    assert grant(deal).letter == revised  # type: ignore[union-attr]
    second = make_opportunity(bank.ani, bank.kpr, "Asep", amount=600_000_000)
    with pytest.raises(ValidationError, match=r"habis|used up"):
        issued(second, bank.ani, promotion=row)
    assert issued(second, bank.ani).sequence == revised.sequence + 1  # type: ignore[operator]
    services.expire(NOW + timedelta(days=2))
    with pytest.raises(ValidationError, match=r"berakhir|is over"):
        letters.hand_over(
            revised, version=revised.version, channel="paper", actor=bank.ani, now=NOW
        )


@pytest.fixture
def crowd(transactional_db: None) -> Bank:
    return make_bank()


def test_fifty_requests_at_once_take_no_more_than_the_quota(crowd: Bank) -> None:
    row, errors = approved(crowd), []
    files = [make_opportunity(crowd.ani, crowd.kpr, f"Nasabah {n}") for n in range(REQUESTS)]
    barrier = threading.Barrier(10)

    def work(mine: list[Opportunity]) -> None:
        barrier.wait(20)
        for file in mine:
            try:
                services.choose(file, row, actor=crowd.ani, now=NOW)
            except ValidationError:
                errors.append(file)
        connection.close()

    threads = [threading.Thread(target=work, args=[files[door::10]]) for door in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert counts(row) == (QUOTA, 0, 0)
    assert len(errors) == REQUESTS - QUOTA
    assert PromotionGrant._unscoped.filter(state="reserved").count() == QUOTA
