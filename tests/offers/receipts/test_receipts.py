"""Explain-back receipts: three sentences with his own figures, answered on phone or paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, InternalError, transaction
from django.test import Client, override_settings

from core import clock
from documents.models import DocumentType
from offers.customer_links import TRIES_A_MINUTE, hash_of
from offers.models import Receipt, ReceiptAnswer, ReceiptLink, ReceiptQuiz, SavedSimulation
from offers.receipts import links, quiz, services
from offers.receipts.sentences import explanation, sentences_of
from offers.receipts.services import new_code
from offers.simulations import services as simulations
from org.models import User
from products.calculators.loans import Period
from products.models import ContractTerms, GuaranteeRate, Product
from products.simulation import DaySettings, Deposit, Loan
from products.terms import terms_of
from prospects.changes import reassign_prospect
from prospects.models import Prospect, TimelineEntry
from tests.factories.bank import Bank
from tests.factories.prospects import NOW, make_opportunity, make_prospect

SignIn = Callable[[User], Client]
D = Decimal
TODAY = NOW.date()
PHONE = {"User-Agent": "Ponsel Uji"}


@pytest.fixture(autouse=True)
def wednesday() -> Iterator[Any]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def home_loan(bank: Bank, *, penalty: str = "1") -> Loan:
    """600 million, 6,75 % for 36 months, then 11,5 % for 144."""
    settings = DaySettings(ContractTerms(product=bank.kpr, early_penalty=D(penalty)))
    rates = Period(D("6.75"), 36), Period(D("11.5"), 144)
    return Loan(bank.kpr, D(600_000_000), rates, TODAY, down_payment=D(150_000_000),
                price=D(750_000_000), settings=settings)  # fmt: skip


def keep(bank: Bank, person: Prospect) -> SavedSimulation:
    return simulations.save(person, home_loan(bank), "", actor=person.owner, now=NOW)


def begin(client: Client, simulation: SavedSimulation) -> str:
    """Press the button twice; return the address of the one receipt."""
    for _press in range(2):
        answer = client.post(f"/simulations/{simulation.public_id}/receipts/",
                             {"idempotency_key": "begin"})  # fmt: skip
        assert answer.status_code == 303
    assert Receipt.objects.system("a test").count() == 1
    return answer.headers["Location"]


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return unescape(answer.content.decode())


def say(client: Client, address: str, *said: str, key: str = "a", path: str = "phone") -> Any:
    points = {f"point_{number}": text for number, text in enumerate(said, 1) if text}
    data = points | {"idempotency_key": key, "path": path}
    return client.post(address, data, headers=PHONE)


def test_three_sentences_with_his_own_figures(bank: Bank, sign_in: SignIn, wednesday: Any) -> None:
    wednesday.move_to(NOW + timedelta(hours=15))  # one o'clock at night in Bandung
    client = sign_in(bank.ani)
    address = begin(client, keep(bank, make_prospect(bank.ani, "Sri Wahyuni")))
    shown = page(client, address)
    for words in ("Rp5.309.457", "Rp6.712.339", "11,5%", "Rp557.717.404", "Rp150.000.000",
                  "penalti 1%", "bank memutuskan"):  # fmt: skip
        assert words in shown
    assert shown.count('type="radio"') == 6
    kept = SavedSimulation.objects.system("a test").get()
    assert "hari ini" in page(client, f"/simulations/{kept.public_id}/")
    receipt = Receipt.objects.system("a test").get()
    assert (receipt.state, receipt.language) == ("open", "id")
    assert receipt.rate_version.startswith(bank.kpr.code)


def test_a_point_that_is_not_clear_is_reopened_until_it_is(bank: Bank, sign_in: SignIn) -> None:
    client, person = sign_in(bank.ani), make_prospect(bank.ani, "Sri Wahyuni")
    address = begin(client, keep(bank, person))
    assert say(client, address, key="none").status_code == 422
    for _press in range(2):
        assert say(client, address, "clear", "unclear", "clear").status_code == 303
    assert ReceiptAnswer.objects.count() == 3
    assert Receipt.objects.system("a test").get().state == "unclear"
    shown = page(client, address)
    assert shown.count('type="radio"') == 2  # only the open point is asked again
    assert explanation("cost") not in ("", None)
    assert "Jelaskan sekali lagi" in shown
    assert "Sri Wahyuni" in page(client, "/receipts/")
    # What is clear stays clear, whatever is sent.
    assert say(client, address, "unclear", "clear", key="b").status_code == 303
    receipt = Receipt.objects.system("a test").get()
    assert receipt.state == "clear"
    assert [one.is_clear for one in receipt.answers.filter(point=2)] == [False, True]
    assert {one.device for one in receipt.answers.all()} == {"Ponsel Uji"}
    assert {one.path for one in receipt.answers.all()} == {"phone"}
    assert "Sri Wahyuni" not in page(client, "/receipts/")
    lines = TimelineEntry.objects.filter(kind="receipt_answered").order_by("pk")
    assert [line.data["unclear"] for line in lines] == [[2], []]
    assert "Penjelasan dipahami" in page(client, f"/prospects/{person.public_id}/")


def test_on_paper_by_the_code_of_the_sheet(bank: Bank, sign_in: SignIn) -> None:
    client = sign_in(bank.ani)
    deal = make_opportunity(bank.ani, bank.kpr, "Sugimin", amount=600_000_000)
    address = begin(client, keep(bank, deal.prospect))
    receipt = Receipt.objects.system("a test").get()
    sheet = page(client, f"{address}sheet/")
    assert receipt.code in sheet
    assert sheet.count("ao-psbox") == 6
    assert all(one["text"] in sheet for one in receipt.sentences)
    typed = receipt.code.replace("-", " ").lower()
    found = client.get("/receipts/", {"code": typed})
    assert found.headers["Location"] == f"{address}?path=paper"
    assert say(client, address, "clear", "clear", "clear", path="paper").status_code == 303
    assert {one.path for one in ReceiptAnswer.objects.all()} == {"paper"}
    bring = f"/pipeline/{deal.public_id}/documents/explain_back/bring/"
    assert bring in page(client, address)
    assert client.get(bring).status_code == 200
    assert DocumentType.objects.filter(code="explain_back").exists()
    assert "tidak ada" in page(client, "/receipts/?code=ZZZZ-ZZZZ").lower()


def test_it_is_shown_again_as_it_was(bank: Bank, sign_in: SignIn, wednesday: Any) -> None:
    client = sign_in(bank.ani)
    person = make_prospect(bank.ani, "Sri Wahyuni")
    address = begin(client, keep(bank, person))
    say(client, address, "clear", "clear", "unclear")
    wednesday.move_to(NOW + timedelta(days=1))
    reassign_prospect(person, to=bank.budi, actor=bank.dewi, now=clock.now())
    Product.objects.filter(pk=bank.kpr.pk).update(name="Lain")
    shown = page(sign_in(bank.budi), address)
    assert "Rp5.309.457" in shown
    assert "Ani" in shown  # who took the answers
    assert sign_in(bank.ani).get(address).status_code == 404
    auditor = sign_in(bank.eko)
    assert "Rp5.309.457" in page(auditor, address)
    assert 'type="radio"' not in page(auditor, address)
    assert say(auditor, address, "clear").status_code == 403


def test_the_database_keeps_texts_and_answers(bank: Bank, sign_in: SignIn) -> None:
    simulation = keep(bank, make_prospect(bank.ani))
    receipt = services.begin(simulation, actor=bank.ani, now=NOW)
    said = {1: True, 2: True, 3: True}
    services.answer(receipt, said, path="phone", device="", actor=bank.ani, now=NOW)
    rows = Receipt.objects.system("a test").filter(pk=receipt.pk)
    for change in ({"sentences": []}, {"code": "AAAA-AAAA"}, {"rate_version": ""}):
        with pytest.raises(InternalError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(InternalError), transaction.atomic():
        ReceiptAnswer.objects.update(is_clear=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReceiptAnswer.objects.create(receipt=receipt, point=4, is_clear=True, path="phone",
                                     device="", at=NOW, by=bank.ani)  # fmt: skip
    with pytest.raises(Prospect.DoesNotExist):
        services.answer(receipt, said, path="phone", device="", actor=bank.budi, now=NOW)
    assert re.fullmatch(r"[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}", new_code())


@pytest.mark.parametrize(("method", "words"), [
    ("anuitas", "18 Desember 2026"), ("menurun", "turun setiap bulan"),
])  # fmt: skip
def test_sentences_of_loans_with_one_rate(bank: Bank, method: str, words: str) -> None:
    bank.kpr.method = method
    loan = Loan(bank.kpr, D(100_000_000), (Period(D(12), 12),), TODAY)
    first, second, third = (one["text"] for one in sentences_of(terms_of(loan)))
    assert words in first
    assert "di awal" not in second  # nothing is needed at the start
    assert "penalti" not in third


@pytest.mark.parametrize(("rate", "contract", "words"), [
    ("3.5", {}, ["kehilangan bunga berjalan", "Rp2.000.000.000"]),
    ("5", {"early_penalty": D("0.5")}, ["0,5%", "tidak dijamin"]),
    ("3.5", {"forfeits_interest": False}, ["bunga sampai hari itu", "LPS"]),
])  # fmt: skip
def test_sentences_of_deposits(
    bank: Bank, rate: str, contract: dict[str, Any], words: list[str]
) -> None:
    settings = DaySettings(
        ContractTerms(product=bank.kpr, **contract),
        guarantee=GuaranteeRate(rate=D("3.5"), valid_from=date(2026, 1, 1)),
    )
    deposit = Deposit(
        bank.kpr, D(100_000_000), D(rate), "actual", TODAY, 30, settings=settings
    )  # fmt: skip
    sentences = sentences_of(terms_of(deposit))
    text = " ".join(one["text"] for one in sentences)
    assert all(word in text for word in words), text
    assert all(explanation(one["key"]) for one in sentences)


def test_a_wrong_answer_of_the_quiz_reopens_the_point(bank: Bank, sign_in: SignIn) -> None:
    ReceiptQuiz.objects.create(valid_from=TODAY)
    client = sign_in(bank.ani)
    address = begin(client, keep(bank, make_prospect(bank.ani, "Sri Wahyuni")))
    row = Receipt.objects.system("a test").get()
    rights = [one["right"] for one in row.quiz]
    asked = [one["choices"][one["right"]] for one in row.quiz]
    assert asked[0] == "Rp6.712.339"
    assert all(len(set(one["choices"])) == 3 for one in row.quiz)
    wrong = [str(rights[0]), str((rights[1] + 1) % 3), "clear"]  # a word alone is no answer
    assert say(client, address, *wrong).status_code == 303
    said = {one.point: one for one in row.answers.all()}
    assert {point: one.is_clear for point, one in said.items()} == {1: True, 2: False}
    assert said[1].chosen == "Rp6.712.339"
    shown = page(client, address)
    assert "Rp6.712.339" in shown
    assert explanation("cost")[:20] in shown
    say(client, address, "", str(rights[1]), str(rights[2]), key="b")
    row.refresh_from_db()
    assert row.state == "clear"
    with pytest.raises(InternalError), transaction.atomic():
        Receipt.objects.system("a test").update(quiz=[])


def test_the_quiz_is_a_setting_and_paper_has_none(bank: Bank, sign_in: SignIn) -> None:
    ReceiptQuiz.objects.create(valid_from=TODAY)
    client = sign_in(bank.ani)
    address = begin(client, keep(bank, make_prospect(bank.ani, "Sri Wahyuni")))
    assert 'value="clear"' not in page(client, address)
    assert 'value="clear"' in page(client, f"{address}?path=paper")
    ReceiptQuiz.objects.create(valid_from=TODAY, product=bank.kpr, is_on=False)
    assert not quiz.is_on(bank.kpr, TODAY)
    deposit = ["interest", "break", "guarantee"]
    terms = {"net": "0", "forfeits_interest": False}
    for one in quiz.questions_of(deposit, terms):
        assert len(set(one["choices"])) == 3


def test_the_place_is_kept_and_shown(bank: Bank, sign_in: SignIn) -> None:
    client = sign_in(bank.ani)
    address = begin(client, keep(bank, make_prospect(bank.ani, "Sri Wahyuni")))
    data = {"point_1": "clear", "place": "Rumah  di Antapani", "idempotency_key": "a"}
    assert client.post(address, data).status_code == 303
    assert ReceiptAnswer.objects.get().place == "Rumah di Antapani"
    assert "Rumah di Antapani" in page(client, address)


@override_settings(LETTER_LINK_URL="https://surat.bank.example")
def test_a_link_answers_once_and_names_nobody(
    bank: Bank, sign_in: SignIn, client: Client, wednesday: Any
) -> None:
    officer = sign_in(bank.ani)
    address = begin(officer, keep(bank, make_prospect(bank.ani, "Sri Wahyuni")))
    assert client.get("/paham/kosong/").status_code == 404
    made = officer.post(f"{address}link/").content.decode()
    url = f"/paham/{made.partition('/paham/')[2].partition('<')[0]}"
    assert ReceiptLink.objects.get().token_hash == hash_of(url.split("/")[2])
    client = Client()
    shown = client.get(url)
    assert "Rp6.712.339" in shown.content.decode()
    assert "Sri" not in shown.content.decode()
    assert (shown["Cache-Control"], shown["Referrer-Policy"]) == ("no-store", "same-origin")
    half = {"point_1": "clear", "point_2": "unclear"}
    assert client.post(url, half).status_code == 422
    assert client.post(url, half | {"point_3": "clear", "place": "Cimahi"}).status_code == 200
    gone = client.post(url, half | {"point_3": "clear"})
    assert gone.status_code == client.get(url).status_code == 404
    row = Receipt.objects.system("a test").get()
    assert row.state == "unclear"
    kept = row.answers.get(point=2)
    assert (kept.path, kept.place, kept.by) == ("link", "Cimahi", bank.ani)
    older = links.make(row, actor=bank.ani, now=NOW).partition("example")[2]
    newer = links.make(row, actor=bank.ani, now=NOW).partition("example")[2]
    assert (client.get(older).status_code, client.get(newer).status_code) == (404, 200)
    with override_settings(LETTER_LINK_URL=""):
        assert client.get(newer).status_code == 404
        assert officer.post(f"{address}link/").status_code == 404
    assert sign_in(bank.citra).post(f"{address}link/").status_code == 404
    assert sign_in(bank.rudi).post(f"{address}link/").status_code == 403
    for _try in range(TRIES_A_MINUTE):
        client.get("/paham/kosong/")
    assert client.get(newer).status_code == 404  # too often from this address
    wednesday.move_to(NOW + timedelta(minutes=2))
    assert client.get(newer).status_code == 200
    wednesday.move_to(NOW + timedelta(days=7))
    assert client.get(newer).status_code == 404
