"""Letters: figures, numbers, states, two persons, rounds, expiry, link, mail, paper."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client, override_settings
from django.urls import reverse

from core.outbox import worker
from core.outbox.models import Delivery, Run
from offers.customer_links import hash_of
from offers.letters import drafts, expiry, links, numbers, services
from offers.models import Letter, LetterLink, LetterRound, LetterSetting, RateFloor
from offers.simulations import services as simulations
from org.models import User
from products.calculators.loans import Period
from products.models import Rate
from products.simulation import Loan
from prospects import consents
from prospects.changes import reassign_prospect
from prospects.models import LossReason, Opportunity, Prospect, TimelineEntry
from prospects.privacy.erasing import erase
from prospects.tips import services as tips
from tests.factories.bank import Bank
from tests.factories.prospects import NOW, make_opportunity

SignIn = Callable[[User], Client]
TODAY = NOW.date()
BODY = {
    "amount": "600jt", "months": "180", "rate": "7,5", "recipient": "Sri Wahyuni",
    "address": "Jl. Melati 5\nBandung", "valid_until": "18/12/2026", "language": "id",
    "purpose": "Rumah pertama", "version": "1",
}  # fmt: skip
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def deal(bank: Bank) -> Opportunity:
    Rate.objects.create(product=bank.kpr, rate=Decimal("7.5"), valid_from=TODAY)
    Rate.objects.create(product=bank.deposit, rate=Decimal("4"), valid_from=TODAY)
    return make_opportunity(bank.ani, bank.kpr, "Sri Wahyuni", amount=600_000_000)


def values(**more: Any) -> dict[str, Any]:
    return {
        "amount": Decimal(600_000_000), "months": 180, "rate": Decimal("7.5"), "language": "id",
        "recipient": "Sri Wahyuni", "valid_until": TODAY + timedelta(days=30), **more,
    }  # fmt: skip


def draft(deal: Opportunity, actor: User, kind: str = "offer", **more: Any) -> Letter:
    return drafts.write(deal, kind, values(**more), actor=actor, now=NOW, today=TODAY)


def issued(deal: Opportunity, actor: User, kind: str = "offer", **more: Any) -> Letter:
    row = draft(deal, actor, kind, **more)
    return services.issue(row, version=row.version, actor=actor, now=NOW, today=TODAY)


def sent(deal: Opportunity, actor: User, **more: Any) -> Letter:
    row = issued(deal, actor, **more)
    return services.hand_over(row, version=row.version, channel="paper", actor=actor, now=NOW)


def step(client: Client, row: Letter, name: str, **body: str) -> Any:
    row.refresh_from_db()
    url = reverse("offers:letter-step", args=[row.public_id, name])
    return client.post(url, {"version": str(row.version)} | body)


def kinds(deal: Opportunity) -> list[str]:
    rows = TimelineEntry.objects.filter(opportunity=deal, kind__startswith="letter_")
    return list(rows.order_by("pk").values_list("kind", flat=True))


# --- from the form to the paper ------------------------------------------------------------------


def test_an_offer_is_written_issued_printed_and_accepted(
    bank: Bank, sign_in: SignIn, deal: Opportunity
) -> None:
    client = sign_in(bank.ani)
    new = reverse("offers:letter-new", args=[deal.public_id, "offer"])
    assert "7,5" in client.get(new).content.decode()
    figures = client.post(reverse("offers:letter-figures", args=[deal.public_id]), BODY)
    assert "Rp5.562.074" in figures.content.decode()
    for _press in range(2):
        assert client.post(new, BODY | {"idempotency_key": "one"}).status_code == 303
    row = Letter._unscoped.get()
    assert (row.state, row.number, row.margin) == ("draft", "", 0)
    assert step(client, row, "issue").status_code == 303
    row.refresh_from_db()
    assert (row.state, row.number) == ("issued", "001/SPn/A/XI/2026")
    told = row.content["figures"]
    assert (told["instalment"], told["amount"]) == ("5562074", "600000000")
    words = row.content["blocks"]["id"]
    assert "enam ratus juta rupiah" in str(words["terms"])
    assert "bukan persetujuan kredit" in words["box"]
    run = Run.objects.get(kind="reports.letter")
    paper = reverse("offers:letter-paper", args=[row.public_id])
    assert client.get(paper).status_code == 404
    assert [worker.perform_run(run.pk), worker.perform_run(run.pk)] == ["done", "nothing"]
    answer = client.get(paper)
    assert answer.content.startswith(b"%PDF")
    assert step(client, row, "send", channel="paper").status_code == 303
    body = {"channel": "paper", "on": "18/11/2026"}
    assert step(client, row, "accept", **body).status_code == 303
    assert step(client, row, "accept", **body).status_code == 422
    row.refresh_from_db()
    terms = row.accepted_terms
    assert terms is not None
    assert (terms.amount, terms.months, terms.rate) == (Decimal(600_000_000), 180, Decimal("7.5"))
    assert terms.instalment == Decimal(5_562_074)
    assert kinds(deal) == ["letter_issued", "letter_sent", "letter_accepted"]
    page = client.get(reverse("prospects:opportunity-panel", args=[deal.public_id, "letters"]))
    assert "001/SPn/A/XI/2026" in page.content.decode()


def test_an_offer_begins_with_what_was_shown(
    bank: Bank, sign_in: SignIn, deal: Opportunity
) -> None:
    client = sign_in(bank.ani)
    rates = Period(Decimal("6.75"), 36), Period(Decimal("11.5"), 84)
    loan = Loan(bank.kpr, Decimal(400_000_000), rates, TODAY, price=Decimal(500_000_000),
                down_payment=Decimal(100_000_000))  # fmt: skip
    kept = simulations.save(deal.prospect, loan, "", actor=bank.ani, now=NOW)
    query = f"?simulation={kept.public_id}"

    def begun(row: Opportunity) -> dict[str, Any]:
        new = reverse("offers:letter-new", args=[row.public_id, "offer"])
        return dict(client.get(f"{new}{query}").context["form"].initial)

    page = client.get(f"/simulations/{kept.public_id}/").content.decode()
    assert f"/pipeline/{deal.public_id}/letters/new/offer/{query}" in page
    shown = {"amount": 400_000_000, "months": 120, "rate": Decimal("6.75"), "fixed_months": 36,
             "floating_rate": Decimal("11.5"), "price": 500_000_000}  # fmt: skip
    assert begun(deal).items() >= shown.items()
    other = make_opportunity(bank.ani, bank.kpr, "Dodi", amount=700_000_000)
    assert begun(other)["amount"] == 700_000_000  # a simulation of somebody else says nothing here
    Opportunity._unscoped.filter(pk=deal.pk).update(archived_at=NOW)
    assert query not in client.get(f"/simulations/{kept.public_id}/").content.decode()


def test_what_was_issued_never_changes(bank: Bank, deal: Opportunity) -> None:
    row = issued(deal, bank.ani)
    with pytest.raises(ValidationError):
        drafts.change(row, values(rate=Decimal(1)), version=row.version, actor=bank.ani, now=NOW,
                      today=TODAY)  # fmt: skip
    for change in ({"rate": Decimal(1)}, {"content": {}}, {"number": "1"}, {"amount": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Letter._unscoped.filter(pk=row.pk).update(**change)
    row.refresh_from_db()
    assert row.content["figures"]["sheet_rate"] == "7.5"


def test_others_read_and_do_not_write(bank: Bank, sign_in: SignIn, deal: Opportunity) -> None:
    row = issued(deal, bank.ani)
    url = reverse("offers:letter", args=[row.public_id])
    for name, status in (("ani", 200), ("dewi", 200), ("rudi", 200), ("eko", 200), ("budi", 404),
                         ("sinta", 404), ("admin", 404)):  # fmt: skip
        assert sign_in(bank.people[name]).get(url).status_code == status, name
    for name, status in (("rudi", 403), ("eko", 403), ("budi", 404), ("dewi", 303)):
        assert step(sign_in(bank.people[name]), row, "send", channel="post").status_code == status
    Opportunity._unscoped.filter(pk=deal.pk).update(analyst=bank.sinta)
    assert sign_in(bank.sinta).get(url).status_code == 200


# --- numbers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        ("{nomor:03}/SPn/{cabang}/{bulan_romawi}/{tahun}", "007/SPn/A/XI/2026"),
        ("{seq:04d}/SPn-{branch}/{roman}/{year}", "0007/SPn-A/XI/2026"),
        ("B.{nomor}-{cabang}/{bulan:02}/{tahun}", "B.7-A/11/2026"),
    ],
)
def test_numbers_follow_the_pattern(bank: Bank, pattern: str, number: str) -> None:
    assert numbers.check_pattern(pattern) == pattern
    assert numbers.written(pattern, sequence=7, branch=bank.a, day=TODAY) == number


@pytest.mark.parametrize("pattern", ["{nomor}/{tahun}", "{nomor}/{x}/{cabang}/{tahun}", "{nomor",
                                     "<b>{nomor}{cabang}{tahun}"])  # fmt: skip
def test_patterns_that_would_not_number_are_refused(pattern: str) -> None:
    with pytest.raises(ValidationError):
        numbers.check_pattern(pattern)


def test_each_kind_branch_and_year_counts_for_itself(bank: Bank, deal: Opportunity) -> None:
    other = make_opportunity(bank.citra, bank.kpr)
    rows = [issued(deal, bank.ani), issued(deal, bank.ani), issued(other, bank.citra)]
    assert [row.number for row in rows] == [
        "001/SPn/A/XI/2026", "002/SPn/A/XI/2026", "001/SPn/B/XI/2026",
    ]  # fmt: skip
    assert issued(deal, bank.ani, "papers").number == "001/SPD/A/XI/2026"
    later = draft(deal, bank.ani, valid_until=TODAY + timedelta(days=90))
    new_year = NOW + timedelta(days=60)
    row = services.issue(later, version=1, actor=bank.ani, now=new_year, today=new_year.date())
    assert row.number == "001/SPn/A/I/2027"


def test_what_is_rolled_back_gives_its_number_back(bank: Bank, deal: Opportunity) -> None:
    with transaction.atomic():
        issued(deal, bank.ani)
        transaction.set_rollback(True)
    assert issued(deal, bank.ani).sequence == 1


def test_head_office_changes_patterns_and_limits(bank: Bank, sign_in: SignIn) -> None:
    row, other = (
        LetterSetting.objects.get_or_create(
            kind=kind, defaults={"pattern": f"{{nomor:03}}/{kind}/{{tahun}}", "valid_days": 14}
        )[0]
        for kind in ("offer", "sppk")
    )
    url = reverse("offers:letter-setting-edit", args=[row.public_id])
    body = {"pattern": "{nomor:04}/OL/{cabang}/{tahun}", "valid_days": "14", "version": "1"}
    assert sign_in(bank.dewi).post(url, body).status_code == 403
    client = sign_in(bank.hana)
    assert client.post(url, body | {"pattern": other.pattern}).status_code == 422
    assert client.post(url, body | {"pattern": "{nomor}"}).status_code == 422
    assert client.post(url, body).status_code == 303
    assert numbers.setting_of("offer").valid_days == 14
    new = {"product": bank.kpr.pk, "percent": "7", "valid_from": "19/11/2026"}
    assert client.post(reverse("offers:rate-floor-add"), new).status_code == 303
    assert RateFloor.objects.get().percent == 7


# --- two persons ---------------------------------------------------------------------------------


def test_beyond_the_limit_a_second_person_approves(
    bank: Bank, sign_in: SignIn, deal: Opportunity
) -> None:
    RateFloor.objects.create(product=bank.kpr, percent=Decimal(7), valid_from=TODAY)
    assert issued(deal, bank.ani, rate=Decimal(7)).number
    row = draft(deal, bank.dewi, rate=Decimal("6.5"))
    assert row.margin == Decimal(60_377_398)
    client = sign_in(bank.ani)
    assert step(client, row, "issue").status_code == 422
    assert step(client, row, "submit", reason="").status_code == 422
    assert client.get(reverse("offers:letter-approvals")).status_code == 403
    client = sign_in(bank.dewi)
    assert step(client, row, "submit", reason="Pesaing 6,25%").status_code == 303
    assert step(client, row, "approve").status_code == 403
    row.refresh_from_db()
    assert row.number == ""
    client = sign_in(bank.gita)
    assert "Pesaing" in client.get(reverse("offers:letter-approvals")).content.decode()
    assert step(client, row, "return", note="").status_code == 422
    assert step(client, row, "approve", note="Setuju").status_code == 303
    row.refresh_from_db()
    assert (row.state, row.decided_by, row.sequence) == ("issued", bank.gita, 2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter._unscoped.filter(pk=row.pk).update(decided_by=bank.dewi)


def test_a_waiting_letter_goes_with_the_file_to_who_took_over(
    bank: Bank, sign_in: SignIn, deal: Opportunity
) -> None:
    """He takes it back as the writer could; a head who took the file over does not approve it."""
    RateFloor.objects.create(product=bank.kpr, percent=Decimal(7), valid_from=TODAY)
    row = draft(deal, bank.ani, rate=Decimal("6.5"))
    assert step(sign_in(bank.ani), row, "submit", reason="Pesaing 6,25%").status_code == 303
    reassign_prospect(deal.prospect, to=bank.dewi, actor=bank.gita, now=NOW)
    assert step(sign_in(bank.ani), row, "recall").status_code == 404
    client = sign_in(bank.dewi)
    assert (
        "orang lain yang memutus" in client.get(reverse("offers:letter-approvals")).content.decode()
    )
    assert step(client, row, "approve").status_code == 403
    assert step(client, row, "recall").status_code == 303
    row.refresh_from_db()
    assert (row.state, row.owner) == ("draft", bank.dewi)


def test_deposits_are_held_to_the_highest_rate(bank: Bank, deal: Opportunity) -> None:
    row = make_opportunity(bank.ani, bank.deposit, amount=100_000_000)
    fair, dear = (draft(row, bank.ani, amount=Decimal(100_000_000), months=12, rate=Decimal(rate))
                  for rate in ("4", "5"))  # fmt: skip
    assert fair.margin == 0
    assert dear.margin == Decimal(1_000_000)
    with pytest.raises(ValidationError):
        services.issue(dear, version=1, actor=bank.ani, now=NOW, today=TODAY)
    kept = services.issue(fair, version=1, actor=bank.ani, now=NOW, today=TODAY)
    assert kept.content["figures"]["net"] == "3200000"


# --- negotiation ---------------------------------------------------------------------------------


def test_rounds_are_kept_and_become_the_next_letter(
    bank: Bank, sign_in: SignIn, deal: Opportunity
) -> None:
    RateFloor.objects.create(product=bank.kpr, percent=Decimal(6), valid_from=TODAY)
    first, client = sent(deal, bank.ani), sign_in(bank.ani)
    asked = {"side": "customer", "amount": "600jt", "months": "180", "rate": "6,5", "note": "Mahal"}
    url = reverse("offers:letter-round", args=[first.public_id])
    objection = LossReason.objects.get(code="interest_rate")
    for author, words in (
        (bank.dewi, "Tunjukkan total biaya"),
        (bank.citra, "Rahasia cabang lain"),
    ):
        tips.share(objection, words, actor=author, now=NOW)
    page = client.get(url).content.decode()
    assert "Tunjukkan total biaya" in page
    assert "Rahasia" not in page
    assert client.post(url, asked | {"rate": ""}).status_code == 422
    assert client.post(url, asked).status_code == 303
    kept = LetterRound.objects.get()
    assert (kept.margin, kept.instalment) == (Decimal(60_377_398), Decimal(5_226_644))
    revise = reverse("offers:letter-revise", args=[first.public_id])
    for _press in range(2):
        assert client.post(revise).status_code == 303
    second = Letter._unscoped.get(replaces=first)
    assert (second.rate, second.thread) == (Decimal("6.5"), first.thread)
    assert step(client, second, "issue").status_code == 303
    first.refresh_from_db()
    assert first.state == "withdrawn"
    page = client.get(reverse("offers:letter", args=[second.public_id])).content.decode()
    assert "Rp60.377.398" in page
    assert first.number in page


# --- the end -------------------------------------------------------------------------------------


def test_letters_expire_once_on_their_branch_calendar(bank: Bank, deal: Opportunity) -> None:
    ends, holds = (sent(deal, bank.ani, valid_until=TODAY + timedelta(days=n)) for n in (1, 2))
    night = NOW + timedelta(days=2)
    assert [expiry.expire(night), expiry.expire(night)] == [1, 0]
    ends.refresh_from_db()
    holds.refresh_from_db()
    assert (ends.state, holds.state) == ("expired", "sent")
    assert kinds(deal).count("letter_expired") == 1


def test_a_refusal_follows_the_bank_and_papers_name_what_is_missing(
    bank: Bank, deal: Opportunity
) -> None:
    row = issued(deal, bank.ani, "papers", language="both")
    assert "e-KTP" in str(row.content["blocks"]["id"]["papers"])
    assert row.content["languages"] == ["id", "en"]
    with pytest.raises(ValidationError):
        draft(deal, bank.ani, "refusal")
    with pytest.raises(ValidationError):
        draft(deal, bank.ani, "profile")
    with pytest.raises(ValidationError):
        draft(deal, bank.ani, "sppk")


# --- reaching the customer -----------------------------------------------------------------------


def test_an_offer_is_mailed_only_with_consent_and_names_nobody(
    bank: Bank, sign_in: SignIn, deal: Opportunity
) -> None:
    person = deal.prospect
    Prospect._unscoped.filter(pk=person.pk).update(email="sri@example.com")
    row, client = issued(deal, bank.ani), sign_in(bank.ani)
    worker.perform_run(Run.objects.get(kind="reports.letter").pk)
    assert step(client, row, "send", channel="mail").status_code == 422
    consents.give_consent(person, purpose="offers", channel="email", medium="paper",
                          given_at=NOW, actor=bank.ani, now=NOW)  # fmt: skip
    assert step(client, row, "send", channel="mail").status_code == 303
    run = Run.objects.get(kind="offers.letter_mail")
    assert [worker.perform_run(run.pk), worker.perform_run(run.pk)] == ["done", "nothing"]
    mail = Delivery.objects.get(run=run)
    assert (mail.address, mail.recipient) == ("sri@example.com", bank.ani)
    assert "Sri" not in mail.subject
    assert b"Sri" not in bytes(mail.body or b"").split(b"application/pdf")[0]
    erase(Prospect._unscoped.get(pk=person.pk), actor=bank.hana, now=NOW)
    mail.refresh_from_db()
    assert (mail.address, mail.body) == ("", None)
    assert not Letter._unscoped.exists()


@override_settings(LETTER_LINK_URL="https://surat.bank.example")
def test_a_link_answers_once_and_asks_for_nothing(
    bank: Bank, sign_in: SignIn, deal: Opportunity, client: Client
) -> None:
    row = sent(deal, bank.ani)
    page = sign_in(bank.ani).post(reverse("offers:letter-link", args=[row.public_id]))
    address = page.content.decode().partition('id="link-text">')[2].partition("<")[0]
    token = address.rstrip("/").rpartition("/")[2]
    assert len(token) == 43
    assert LetterLink.objects.get().token_hash == hash_of(token)
    url = reverse("offers:letter-answer", args=[token])
    shown = client.get(url)
    assert "Rp5.562.074" in shown.content.decode()
    assert "Sri" not in shown.content.decode()
    assert (shown["Cache-Control"], shown["Referrer-Policy"]) == ("no-store", "same-origin")
    assert client.get(url[:-2] + "x/").status_code == 404
    assert client.post(url, {"answer": "yes"}).status_code == 200
    assert client.post(url, {"answer": "no"}).status_code == 404
    row.refresh_from_db()
    assert (row.state, row.answer_channel) == ("accepted", "link")
    late = sent(deal, bank.ani)
    with override_settings(LETTER_LINK_URL=""), pytest.raises(ValidationError):
        links.make(late, actor=bank.ani, now=NOW)
    token = links.make(late, actor=bank.ani, now=NOW).rstrip("/").rpartition("/")[2]
    with time_machine.travel(NOW + timedelta(days=7), tick=False):
        assert client.get(reverse("offers:letter-answer", args=[token])).status_code == 404


def test_stale_steps_and_drafts_are_refused(bank: Bank, sign_in: SignIn, deal: Opportunity) -> None:
    row, client = draft(deal, bank.ani), sign_in(bank.ani)
    edit = reverse("offers:letter-edit", args=[row.public_id])
    assert client.post(edit, BODY | {"rate": "8"}).status_code == 303
    stale = client.post(edit, BODY | {"rate": "9"})
    assert stale.status_code == 409
    assert "9" in stale.content.decode()
    url = reverse("offers:letter-step", args=[row.public_id, "issue"])
    assert client.post(url, {"version": "1"}).status_code == 409
