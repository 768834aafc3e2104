"""Checklist and states of papers, through the front door."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from core.outbox import worker
from core.outbox.models import Delivery, Run
from documents import services
from documents.checklist import checklist_of
from documents.models import Document, DocumentRule, DocumentType
from documents.planners import plan_due
from documents.rules import set_employment
from org.models import User
from prospects import changes, holds, merging
from prospects.merging import Choice
from prospects.models import HoldLapse, Opportunity, TimelineEntry
from prospects.services import add_opportunity
from tests.factories.bank import Bank
from tests.factories.prospects import NOW, make_opportunity

SignIn = Callable[[User], Client]
TODAY = NOW.date()
DAY = f"{TODAY:%d/%m/%Y}"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def deal(bank: Bank) -> Opportunity:
    row = make_opportunity(bank.ani, bank.kpr, amount=600_000_000, phone="+6281255501423")
    set_employment(row, "K")
    return row


def url(row: Opportunity, step: str = "", code: str = "ktp") -> str:
    name = f"documents:paper-{step}" if step else "documents:paper"
    return reverse(name, args=[row.public_id, code])


def kind(code: str) -> DocumentType:
    return DocumentType.objects.get(code=code)


def paper(row: Opportunity, code: str = "ktp") -> Document:
    found = services.paper_of(row, kind(code))
    assert found is not None
    return found


def take_in(row: Opportunity, code: str, actor: User, version: int = 0, **dates: date) -> Document:
    return services.receive(
        row, kind(code), version=version, actor=actor, now=NOW, received_on=TODAY, **dates
    )


def codes(row: Opportunity, *, required: bool = True) -> set[str]:
    found = checklist_of(row, today=TODAY)
    return {item.type.code for item in (found.required if required else found.others)}


# --- what is asked for -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("family", "letter", "amount", "has", "lacks"),
    [
        ("kpr", "K", 600, {"ktp", "npwp", "payslip", "employment_letter", "tax_return",
                           "bank_statement", "purchase", "certificate", "consent"},
         {"business_licence", "practice_licence", "deed"}),
        ("kpr", "W", 600, {"business_licence", "financials", "tax_return"}, {"payslip"}),
        ("kpr", "P", 600, {"practice_licence", "bank_statement"}, {"payslip", "business_licence"}),
        ("kta", "K", 50, {"payslip", "bank_statement"}, {"npwp", "certificate"}),
        ("kta", "K", 51, {"npwp"}, {"certificate"}),
        ("kur", "W", 80, {"business_licence", "npwp", "financials"}, {"payslip", "certificate"}),
        ("deposit", "K", 100, {"ktp", "npwp", "riplay", "cdd"}, {"slik_consent", "family_card"}),
        ("kpr", "", 600, {"ktp", "npwp", "tax_return"}, {"payslip", "business_licence"}),
    ],
)  # fmt: skip
def test_the_list_is_that_of_family_work_and_amount(
    bank: Bank, family: str, letter: str, amount: int, has: set[str], lacks: set[str]
) -> None:
    bank.kpr.family = family
    bank.kpr.save(update_fields=["family"])
    row = make_opportunity(bank.ani, bank.kpr, amount=amount * 1_000_000)
    if letter:
        set_employment(row, letter)
    asked = codes(row)
    assert has <= asked
    assert not lacks & asked


def test_a_company_brings_its_own_papers(bank: Bank) -> None:
    bank.kpr.family = "working_capital"
    bank.kpr.save(update_fields=["family"])
    row = make_opportunity(bank.ani, bank.kpr, kind="company")
    assert {"management_ktp", "deed", "ministry_decree", "financials"} <= codes(row)
    assert "family_card" not in codes(row)


def test_a_rule_of_the_bank_holds_from_its_own_day(bank: Bank, deal: Opportunity) -> None:
    rule = DocumentRule.objects.get(type__code="payslip", family="kpr", employments="K")
    rule.save_version(rule.version, valid_to=TODAY - timedelta(days=1))
    assert "payslip" not in codes(deal)
    yesterday = checklist_of(deal, today=TODAY - timedelta(days=1))
    assert "payslip" in {item.type.code for item in yesterday.required}


def test_head_office_changes_the_rules_and_nobody_else(bank: Bank, sign_in: SignIn) -> None:
    body = {
        "type": kind("single_letter").pk, "family": "kpr", "employments": ["K", "P"],
        "requirement": "required", "amount_above": "1 M", "note_id": "asli", "note_en": "original",
        "valid_from": DAY,
    }  # fmt: skip
    add = reverse("documents:paper-rule-add")
    for person in (bank.ani, bank.dewi, bank.rudi, bank.admin):
        assert sign_in(person).post(add, body).status_code == 403, person
    assert sign_in(bank.hana).post(add, body | {"employments": []}).status_code == 422
    assert sign_in(bank.hana).post(add, body).status_code == 303
    made = DocumentRule.objects.get(type__code="single_letter", employments="KP")
    assert (made.amount_above, made.valid_from) == (Decimal(1_000_000_000), TODAY)
    new = {"label_id": "Surat waris", "label_en": "Letter of heirs", "position": 700,
           "is_active": "on"}  # fmt: skip
    client = sign_in(bank.hana)
    assert client.post(reverse("documents:paper-type-add"), new).status_code == 303
    assert client.post(reverse("documents:paper-type-add"), new).status_code == 422
    assert kind("surat_waris").label_en == "Letter of heirs"


# --- states ------------------------------------------------------------------------------------


def test_a_paper_comes_in_and_only_credit_administration_checks_it(
    bank: Bank, sign_in: SignIn, deal: Opportunity
) -> None:
    body = {"received_on": DAY, "version": 0}
    assert sign_in(bank.eko).post(url(deal, "receive"), body).status_code == 403
    assert sign_in(bank.budi).post(url(deal, "receive"), body).status_code == 404
    client = sign_in(bank.ani)
    assert (
        client.post(url(deal, "receive"), body | {"received_on": "31/12/2026"}).status_code == 422
    )
    assert client.post(url(deal, "receive"), body).status_code == 303
    assert client.post(url(deal, "check"), {"version": 1}).status_code == 403
    for person in (bank.dewi, bank.tono, bank.hana):
        assert sign_in(person).post(url(deal, "check"), {"version": 1}).status_code == 403
    assert sign_in(bank.rudi).post(url(deal, "check"), {"version": 1}).status_code == 303
    row = paper(deal)
    assert (row.state, row.checked_by, row.received_by) == ("checked", bank.rudi, bank.ani)
    kinds = set(TimelineEntry.objects.filter(opportunity=deal).values_list("kind", flat=True))
    assert {"document_received", "document_checked"} <= kinds
    block = reverse("prospects:opportunity-panel", args=[deal.public_id, "documents"])
    assert "e-KTP pemohon" in sign_in(bank.ani).get(block).content.decode()


def test_a_rejected_paper_says_why_and_is_asked_for_again(
    bank: Bank, sign_in: SignIn, deal: Opportunity
) -> None:
    take_in(deal, "payslip", bank.ani)
    client = sign_in(bank.rudi)
    reject = url(deal, "reject", "payslip")
    assert client.post(reject, {"version": 1, "reason": " "}).status_code == 422
    assert client.post(reject, {"version": 1, "reason": "stempel tidak ada"}).status_code == 303
    page = sign_in(bank.ani).get(reverse("documents:checklist", args=[deal.public_id]))
    text = page.content.decode()
    assert "Ditolak" in text
    assert "Slip gaji (stempel tidak ada)" in text
    assert services.paper_of(deal, kind("payslip")).state == "rejected"
    assert take_in(deal, "payslip", bank.ani, version=2).state == "received"


def test_a_stale_step_is_409_and_the_first_one_stays(
    bank: Bank, sign_in: SignIn, deal: Opportunity
) -> None:
    client = sign_in(bank.ani)
    body = {"received_on": DAY, "version": 0}
    assert client.post(url(deal, "receive"), body).status_code == 303
    late = client.post(url(deal, "receive"), body | {"note": "lain", "idempotency_key": "x"})
    assert late.status_code == 409
    assert "Diterima" in late.content.decode()
    assert paper(deal).note == ""
    again = client.post(url(deal, "receive"), body | {"note": "lain", "version": 1})
    assert again.status_code == 303
    assert paper(deal).note == "lain"


def test_pressing_twice_records_once(bank: Bank, sign_in: SignIn, deal: Opportunity) -> None:
    body = {"received_on": DAY, "version": 0, "idempotency_key": "k"}
    client = sign_in(bank.ani)
    for _time in range(2):
        assert client.post(url(deal, "receive"), body).status_code == 303
    assert paper(deal).version == 1
    assert TimelineEntry.objects.filter(kind="document_received").count() == 1


def test_a_mistake_is_taken_back_by_whose_it_was(
    bank: Bank, sign_in: SignIn, deal: Opportunity
) -> None:
    take_in(deal, "ktp", bank.ani)
    assert sign_in(bank.ani).post(url(deal, "take-back"), {"version": 1}).status_code == 303
    assert paper(deal).state == "missing"
    take_in(deal, "ktp", bank.ani, version=2)
    services.check(deal, kind("ktp"), version=3, actor=bank.rudi, now=NOW)
    assert sign_in(bank.ani).post(url(deal, "take-back"), {"version": 4}).status_code == 403
    assert sign_in(bank.rudi).post(url(deal, "take-back"), {"version": 4}).status_code == 303


def test_validity_follows_from_the_date_on_the_paper(
    bank: Bank, sign_in: SignIn, deal: Opportunity, clock: time_machine.Traveller
) -> None:
    client, step = sign_in(bank.ani), url(deal, "receive", "single_letter")
    old = {"received_on": DAY, "issued_on": "17/08/2026", "version": 0}
    assert client.post(step, old).status_code == 422
    assert client.post(step, old | {"issued_on": "31/08/2026"}).status_code == 303
    row = paper(deal, "single_letter")
    assert row.expires_on == date(2026, 11, 30)
    assert row.state_on(date(2026, 11, 30)) == "received"
    assert row.state_on(date(2026, 12, 1)) == "expired"
    with pytest.raises(ValidationError):
        services.check(deal, kind("single_letter"), version=1, actor=bank.rudi,
                       now=NOW + timedelta(days=20))  # fmt: skip


# --- to follow (TBO) ---------------------------------------------------------------------------


def test_only_a_head_allows_a_paper_to_follow(
    bank: Bank, sign_in: SignIn, deal: Opportunity
) -> None:
    body = {"due_on": "25/11/2026", "responsible": bank.ani.public_id, "reason": "NPWP diproses",
            "version": 0}  # fmt: skip
    for person in (bank.ani, bank.tono, bank.rudi, bank.gita):
        assert sign_in(person).post(url(deal, "defer", "npwp"), body).status_code == 403, person
    client = sign_in(bank.dewi)
    wrong = {"due_on": DAY}, {"responsible": bank.citra.public_id}, {"reason": ""}
    for change in wrong:
        assert client.post(url(deal, "defer", "npwp"), body | change).status_code == 422, change
    assert client.post(url(deal, "defer", "npwp"), body).status_code == 303
    row = paper(deal, "npwp")
    assert (row.state, row.allowed_by, row.responsible) == ("deferred", bank.dewi, bank.ani)
    assert row.watch_on == date(2026, 11, 25)
    found = checklist_of(deal, today=TODAY)
    assert "npwp" not in {item.type.code for item in found.open}
    assert "npwp" in {item.type.code for item in found.wanted}


def defer(row: Opportunity, bank: Bank, code: str, days: int, **more: User) -> Document:
    return services.defer(
        row, kind(code), version=0, actor=bank.dewi, now=NOW, due_on=TODAY + timedelta(days=days),
        responsible=more.get("responsible", bank.ani), reason="menyusul",
    )  # fmt: skip


def deliver() -> list[Delivery]:
    """Let the mails that are due be written; return them."""
    Run.objects.update(next_try_at=NOW)
    while worker.perform_run() != worker.NOTHING:
        pass
    return list(Delivery.objects.order_by("pk"))


def subjects(rows: list[Delivery]) -> list[tuple[str, str]]:
    return [(row.recipient.username, row.subject) for row in rows]


@pytest.mark.parametrize(("days", "told"), [(14, 1), (13, 0), (7, 1), (1, 0)])
def test_who_sees_to_it_is_warned_14_7_and_0_days_before(
    bank: Bank, deal: Opportunity, days: int, told: int
) -> None:
    defer(deal, bank, "npwp", days)
    assert plan_due(NOW) == told
    assert plan_due(NOW) == 0
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        mails = deliver()
    assert subjects(mails) == [("ani", "1 dokumen jatuh tempo")] * told
    for mail in mails:
        assert b"Sugimin" not in bytes(mail.body)
        assert b"NPWP" in bytes(mail.body)


def test_a_late_paper_goes_to_the_head_also_after_disbursement(
    bank: Bank, deal: Opportunity
) -> None:
    defer(deal, bank, "npwp", 5)
    Opportunity.objects.system("test").filter(pk=deal.pk).update(status="won")
    night = NOW + timedelta(days=6)  # the day after, a Tuesday
    assert plan_due(night) == 1
    with time_machine.travel(night + timedelta(hours=12), tick=False):
        Run.objects.update(next_try_at=night)
        assert subjects(deliver()) == [("dewi", "1 dokumen terlambat")]
    assert plan_due(night + timedelta(days=1)) == 0
    Opportunity.objects.system("test").filter(pk=deal.pk).update(status="lost")
    assert plan_due(night + timedelta(days=6)) == 0


def test_the_ageing_list_counts_what_each_person_reaches(
    bank: Bank, sign_in: SignIn, deal: Opportunity, clock: time_machine.Traveller
) -> None:
    other = make_opportunity(bank.budi, bank.kpr, "Punya Budi")
    far = make_opportunity(bank.citra, bank.kpr, "Punya Citra")
    defer(deal, bank, "npwp", 3)
    defer(other, bank, "purchase", 20, responsible=bank.budi)
    services.receive(deal, kind("insurance"), version=0, actor=bank.ani, now=NOW,
                     received_on=TODAY, expires_on=TODAY + timedelta(days=10))  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Document(prospect=far.prospect, opportunity=far, type=kind("npwp"), is_personal=True,
                 state="deferred", owner=bank.citra, branch=bank.b, created_at=NOW,
                 updated_at=NOW, updated_by=bank.citra).save()  # fmt: skip
    page = reverse("documents:due-list")
    mine = sign_in(bank.ani).get(page).content.decode()
    assert "2 dokumen" in mine
    assert "Punya Budi" not in mine
    clock.shift(timedelta(days=30))
    head = sign_in(bank.dewi).get(page).content.decode()
    assert "3 dokumen" in head
    assert "Punya Budi" in head
    assert "lewat 27 hari" in head
    assert "Budi Santosa" in head
    late = sign_in(bank.dewi).get(page, {"age": "month", "kind": "deferred"}).content.decode()
    assert late.count("<tr data-row") == 2
    assert "Punya" not in sign_in(bank.citra).get(page).content.decode()


# --- where papers lie --------------------------------------------------------------------------


def test_a_personal_paper_serves_the_next_application(bank: Bank, deal: Opportunity) -> None:
    take_in(deal, "ktp", bank.ani)
    take_in(deal, "purchase", bank.ani)
    second = add_opportunity(
        deal.prospect, product=bank.kur, amount=Decimal(10_000_000), actor=bank.ani, now=NOW
    )
    found = {item.type.code: item.state for item in checklist_of(second, today=TODAY).items}
    assert found["ktp"] == "received"
    assert paper(second).pk == paper(deal).pk
    assert services.paper_of(second, kind("purchase")) is None


def test_papers_follow_the_holder(bank: Bank, deal: Opportunity) -> None:
    take_in(deal, "ktp", bank.ani)
    take_in(deal, "purchase", bank.ani)
    changes.reassign_prospect(deal.prospect, to=bank.citra, actor=bank.gita, now=NOW)
    places = Document.objects.system("test").values_list("owner__username", "branch__code")
    assert set(places) == {("citra", "B")}
    assert Document.objects.visible_to(bank.ani).count() == 0


def test_a_merge_never_hides_a_good_paper_behind_a_missing_one(
    bank: Bank, deal: Opportunity
) -> None:
    good = take_in(deal, "ktp", bank.ani)
    theirs = take_in(deal, "family_card", bank.ani)
    other = make_opportunity(bank.budi, bank.kpr, "Kembaran")
    missing = services.placed(other, kind("ktp"), actor=bank.budi, now=NOW)
    own = take_in(other, "family_card", bank.budi)
    winner, loser = other.prospect, deal.prospect
    choice = Choice(winner.version, loser.version, frozenset())
    row = merging.merge(winner, loser, choice, actor=bank.dewi, now=NOW)
    deal.refresh_from_db()
    assert paper(other).pk == paper(deal).pk == good.pk
    assert paper(other, "family_card").pk == own.pk, "of two good ones the winner's stays"
    assert Document.objects.system("test").get(pk=good.pk).owner == bank.budi
    merging.undo(row, actor=bank.dewi, now=NOW)
    deal.refresh_from_db()
    assert (paper(deal).pk, paper(other).pk) == (good.pk, missing.pk)
    assert paper(deal, "family_card").pk == theirs.pk
    assert Document.objects.system("test").get(pk=good.pk).owner == bank.ani


def test_a_paper_that_came_in_ends_the_warning_of_a_hold(bank: Bank, deal: Opportunity) -> None:
    later = NOW + timedelta(days=40)
    assert holds.review(later) == 1
    services.receive(deal, kind("ktp"), version=0, actor=bank.ani, now=later,
                     received_on=later.date())  # fmt: skip
    assert holds.review(later + timedelta(hours=1)) == 0
    assert not HoldLapse.objects.system("test").exists()
    assert holds.review(later + timedelta(days=20)) == 0
    assert holds.review(later + timedelta(days=31)) == 1


def test_moving_on_is_possible_and_says_what_is_missing(
    bank: Bank, sign_in: SignIn, deal: Opportunity
) -> None:
    move = reverse("prospects:opportunity-move", args=[deal.public_id])
    client = sign_in(bank.ani)
    assert client.post(move, {"stage": "documents", "version": 1}).status_code == 303
    answer = client.post(move, {"stage": "analysis", "version": 2}, follow=True)
    assert "dokumen wajib belum ada" in answer.content.decode()
    step = reverse("prospects:milestone-record", args=[deal.public_id, "decision"])
    form = sign_in(bank.rudi).get(step).content.decode()
    assert "dokumen wajib belum ada" in form
    assert "Anda tetap bisa melanjutkan" in form


def test_the_message_names_papers_and_nothing_secret(
    bank: Bank, sign_in: SignIn, deal: Opportunity
) -> None:
    page = sign_in(bank.ani).get(reverse("documents:checklist", args=[deal.public_id]))
    text = page.content.decode().partition('id="missing-text">')[2].partition("</pre>")[0]
    assert "Slip gaji (1–3 bulan terakhir)" in text
    assert "Sugimin" not in text
    assert "600" not in text
    assert "https://wa.me/6281255501423?text=" in page.content.decode()
    paper_list = sign_in(bank.ani).get(reverse("documents:missing", args=[deal.public_id]))
    assert "Slip gaji" in paper_list.content.decode()
    take_in(deal, "payslip", bank.ani)
    paper_list = sign_in(bank.ani).get(reverse("documents:missing", args=[deal.public_id]))
    assert "Slip gaji" not in paper_list.content.decode()
