"""Board, list and page of opportunities through the front door."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db.models import Sum
from django.test import Client
from django.urls import reverse

from org.models import User
from prospects import pipeline
from prospects.models import Disbursement, LossReason, Milestone, Opportunity, TimelineEntry
from prospects.services import set_next_step
from tests.factories.bank import Bank
from tests.factories.prospects import NOW, make_opportunity
from tests.prospects.test_pipeline import at_signing, fresh, move, part

SignIn = Callable[[User], Client]
HTMX = {"HX-Request": "true"}
LATER = NOW + timedelta(hours=6)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(LATER, tick=False) as traveller:
        yield traveller


def url(name: str, row: Opportunity, *args: str) -> str:
    return reverse(f"prospects:{name}", args=[row.public_id, *args])


def post_move(client: Client, row: Opportunity, stage: str, **extra: str) -> object:
    body = {"stage": stage, "version": row.version, "idempotency_key": "k1"} | extra
    return client.post(f"{url('opportunity-move', row)}?board=credit", body, headers=HTMX)


# --- board -------------------------------------------------------------------------------------


def test_the_board_shows_counts_and_sums_of_the_plain_query(bank: Bank, sign_in: SignIn) -> None:
    for n in range(17):
        make_opportunity(bank.ani, bank.kpr, f"Nasabah {n}", amount=10_000_000)
    make_opportunity(bank.budi, bank.kpr, "Punya Budi", amount=5_000_000)
    page = sign_in(bank.ani).get(reverse("prospects:board")).content.decode()
    assert page.count("<article") == 15
    assert "17 peluang · Rp170 jt" in page
    assert "Tampilkan 2 lagi" in page
    assert "Punya Budi" not in page
    more = sign_in(bank.ani).get(
        reverse("prospects:board"), {"column": "prospect", "shown": "35"}, headers=HTMX
    )
    assert more.content.decode().count("<article") == 17


def test_a_head_sees_all_officers_and_can_choose_one(bank: Bank, sign_in: SignIn) -> None:
    make_opportunity(bank.ani, bank.kpr, "Satu")
    make_opportunity(bank.budi, bank.kpr, "Dua")
    make_opportunity(bank.citra, bank.kpr, "Tiga")
    client = sign_in(bank.dewi)
    everybody = client.get(reverse("prospects:board")).content.decode()
    assert "Satu" in everybody
    assert "Dua" in everybody
    assert "Tiga" not in everybody
    one = client.get(reverse("prospects:board"), {"owner": bank.budi.public_id}).content.decode()
    assert "Dua" in one
    assert ">Satu<" not in one


def test_moving_a_card_answers_with_both_columns_and_a_way_back(
    bank: Bank, sign_in: SignIn
) -> None:
    row = make_opportunity(bank.ani, bank.kpr)
    client = sign_in(bank.ani)
    answer = post_move(client, row, "documents")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert re.findall(r'id="col-(\w+)"', page) == ["prospect", "documents"]
    assert page.count('hx-swap-oob="true"') == 2
    toast = json.loads(answer["HX-Trigger"])["toast"]
    assert "dipindahkan ke Berkas" in toast["text"]
    assert client.post(toast["undo"]).status_code == 303
    assert fresh(row).stage == "prospect"


def test_a_double_post_moves_once(bank: Bank, sign_in: SignIn) -> None:
    row = make_opportunity(bank.ani, bank.kpr)
    client = sign_in(bank.ani)
    assert post_move(client, row, "contacted").status_code == 200
    assert post_move(client, row, "contacted").status_code == 200
    assert fresh(row).version == 2
    assert TimelineEntry.objects.filter(kind="opportunity_moved").count() == 1


def test_a_stale_move_is_409_with_both_values(bank: Bank, sign_in: SignIn) -> None:
    row = make_opportunity(bank.ani, bank.kpr)
    move(row, "interested", bank.dewi, NOW + timedelta(hours=1))
    answer = post_move(sign_in(bank.ani), row, "contacted")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert answer["HX-Retarget"] == "#sheet"
    assert "Dihubungi" in page
    assert "Berminat" in page
    assert "Dewi Anggraini" in page
    assert fresh(row).stage == "interested"


@pytest.mark.parametrize("stage", ["decision", "sppk", "signing", "disbursed", "funded", "\x01"])
def test_a_locked_column_is_no_target(bank: Bank, sign_in: SignIn, stage: str) -> None:
    row = make_opportunity(bank.ani, bank.kpr)
    assert post_move(sign_in(bank.ani), row, stage).status_code == 422
    assert fresh(row).stage == "prospect"


def test_who_may_not_move_gets_403_and_a_stranger_404(bank: Bank, sign_in: SignIn) -> None:
    row = make_opportunity(bank.ani, bank.kpr)
    for person, expected in (
        (bank.rudi, 403), (bank.eko, 403), (bank.gita, 403), (bank.budi, 404), (bank.citra, 404),
        (bank.sinta, 404), (bank.admin, 404),
    ):  # fmt: skip
        assert post_move(sign_in(person), row, "contacted").status_code == expected, person
    assert fresh(row).version == 1


# --- files -------------------------------------------------------------------------------------


def test_the_analyst_hands_a_file_back_and_then_sees_it_no_more(
    bank: Bank, sign_in: SignIn, clock: time_machine.Traveller
) -> None:
    row = make_opportunity(bank.ani, bank.kpr)
    hand = url("file-hand-over", row)
    answer = sign_in(bank.ani).post(hand, {"holder": "analyst", "version": 1})
    assert answer.status_code == 303
    clock.shift(600)
    client = sign_in(bank.sinta)
    page = client.get(url("opportunity-detail", row))
    assert page.status_code == 200
    assert reverse("prospects:prospect-detail", args=[row.prospect.public_id]) not in (
        page.content.decode()
    )
    assert client.get(url("opportunity-edit", row)).status_code == 403
    assert client.post(hand, {"holder": "notary", "version": 2}).status_code == 403
    assert client.post(hand, {"holder": "officer", "version": 2}).status_code == 303
    assert client.get(url("opportunity-detail", row)).status_code == 404
    undo = sign_in(bank.ani).post(f"{hand}?undo=1&version=3")
    assert undo.status_code == 303
    assert fresh(row).holder == "analyst"


# --- milestones and money ----------------------------------------------------------------------


def test_credit_administration_records_the_decision_and_edits_nothing_else(
    bank: Bank, sign_in: SignIn
) -> None:
    row = make_opportunity(bank.ani, bank.kpr)
    move(row, "analysis", bank.ani, NOW + timedelta(hours=1))
    body = {"reached_on": "18/11/2026", "reference": "12/KOM/2026", "version": 2}
    decision = url("milestone-record", row, "decision")
    assert sign_in(bank.ani).post(decision, body).status_code == 403
    client = sign_in(bank.rudi)
    assert client.post(decision, body | {"reference": ""}).status_code == 422
    assert client.post(decision, body).status_code == 303
    assert fresh(row).stage == "decision"
    assert Milestone.objects.get().reference == "12/KOM/2026"
    for name in ("opportunity-edit", "opportunity-end", "opportunity-pause", "opportunity-move"):
        asked = f"{url(name, row)}?kind=bank"
        assert client.get(asked).status_code == 403, name
        assert client.post(asked, {"version": 3}).status_code == 403, name


def test_an_officers_own_confirmation_is_403_and_his_heads_wins(
    bank: Bank, sign_in: SignIn
) -> None:
    row = at_signing(bank)
    body = {"amount": "500jt", "disbursed_on": "18/11/2026", "account": "1234 5653 07"}
    added = sign_in(bank.ani).post(url("disbursement-add", row), body)
    assert added.status_code == 303
    claimed = Disbursement.objects.system("test").get()
    assert (claimed.state, claimed.amount, claimed.account_tail) == (
        "awaiting", Decimal(500_000_000), "5307",
    )  # fmt: skip
    confirm = url("disbursement-confirm", row, claimed.public_id)
    for person in (bank.ani, bank.tono, bank.eko):
        assert sign_in(person).post(confirm, {"version": 1}).status_code == 403, person
    page = sign_in(bank.ani).get(url("opportunity-detail", row)).content.decode()
    assert "Menunggu konfirmasi" in page
    assert "1234565307" not in page
    assert fresh(row).status == "open"
    assert sign_in(bank.dewi).post(confirm, {"version": 1}).status_code == 303
    assert fresh(row).status == "won"
    assert sign_in(bank.rudi).post(confirm, {"version": 1}).status_code == 409


def test_credit_administration_enters_money_that_counts_at_once(
    bank: Bank, sign_in: SignIn
) -> None:
    row = at_signing(bank, amount=999_999_999_999)
    body = {"amount": "Rp999.999.999.999", "disbursed_on": "18/11/2026", "account": ""}
    client = sign_in(bank.rudi)
    assert client.post(url("disbursement-add", row), body).status_code == 422
    body["account"] = "0011223344"
    assert client.post(url("disbursement-add", row), body).status_code == 303
    assert fresh(row).status == "won"
    page = client.get(url("opportunity-detail", row)).content.decode()
    assert "Rp999.999.999.999" in page
    listed = client.get(reverse("prospects:disbursement-list"), {"first": "1"}).content.decode()
    assert "Rp999.999.999.999" in listed
    assert "•••• 3344" in listed


def test_the_same_form_pressed_twice_records_one_part(bank: Bank, sign_in: SignIn) -> None:
    row = at_signing(bank)
    body = {"amount": "5jt", "disbursed_on": "18/11/2026", "idempotency_key": "same"}
    client = sign_in(bank.ani)
    for _time in range(2):
        assert client.post(url("disbursement-add", row), body).status_code == 303
    assert Disbursement.objects.system("test").count() == 1


# --- editing and ending ------------------------------------------------------------------------


def test_a_stale_edit_shows_both_values_and_keeps_what_is_saved(
    bank: Bank, sign_in: SignIn
) -> None:
    row = make_opportunity(bank.ani, bank.kpr)
    client = sign_in(bank.ani)
    body = {"product": bank.kpr.public_id, "amount": "650jt", "version": 1}
    assert client.post(url("opportunity-edit", row), body).status_code == 303
    late = client.post(url("opportunity-edit", row), body | {"amount": "700jt"})
    page = late.content.decode()
    assert late.status_code == 409
    assert "Rp700.000.000" in page
    assert "Rp650.000.000" in page
    assert fresh(row).amount == Decimal(650_000_000)
    keep = client.post(url("opportunity-edit", row), body | {"amount": "700jt", "version": 2})
    assert keep.status_code == 303
    assert fresh(row).amount == Decimal(700_000_000)


def test_ending_needs_a_reason_of_its_kind(bank: Bank, sign_in: SignIn) -> None:
    row = make_opportunity(bank.ani, bank.kpr)
    client = sign_in(bank.ani)
    end = f"{url('opportunity-end', row)}?kind=customer"
    assert client.post(end, {"version": 1}).status_code == 422
    assert client.post(end, {"version": 1, "reason": "slik"}).status_code == 422
    assert client.post(end, {"version": 1, "reason": "interest_rate"}).status_code == 303
    assert fresh(row).loss_reason == LossReason.objects.get(code="interest_rate")
    page = client.get(url("opportunity-detail", row)).content.decode()
    assert "Batal nasabah" in page
    assert "Suku bunga" in page


# --- lists -------------------------------------------------------------------------------------


def test_filters_of_summary_keys_give_the_exact_total(bank: Bank, sign_in: SignIn) -> None:
    for n in range(60):
        make_opportunity(bank.ani, bank.kpr if n % 2 else bank.kur, f"N {n}", amount=1_000_000)
    client = sign_in(bank.dewi)
    page = client.get(reverse("prospects:opportunity-list"), {"family": "kpr"}).content.decode()
    assert "30 peluang · Rp30 jt" in page
    whole = client.get(reverse("prospects:opportunity-list")).content.decode()
    assert "60 peluang · Rp60 jt" in whole
    following = re.search(r'rel="next" href="([^"]+)"', whole)
    assert following
    rest = client.get(f"{reverse('prospects:opportunity-list')}{following[1]}").content.decode()
    assert rest.count("<tr data-row") == 10


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"stage": "documents"}, {"Berkas"}),
        ({"phase": "process"}, {"Berkas"}),
        ({"holder": "customer"}, {"Berkas"}),
        ({"held_up": "1"}, {"Berkas"}),
        ({"status": "lost"}, {"Batal"}),
        ({"loss": "customer"}, {"Batal"}),
        ({"reason": "family", "closed_from": "2026-11-01"}, {"Batal"}),
        ({"closed_to": "2026-11-01"}, set()),
        ({"awaiting": "1"}, {"Akad"}),
        ({"step": "none"}, {"Akad", "Baru"}),
        ({"step": "late"}, {"Berkas"}),
        ({"kind": "funding"}, set()),
        ({"created_from": "2026-11-18", "status": "open"}, {"Baru", "Akad"}),
        ({"month": "none"}, {"Baru", "Berkas", "Akad"}),
        ({"owner": "nonsense", "stage": "x", "month": "2026-13"}, {"Baru", "Berkas", "Akad"}),
    ],
)
def test_each_filter_keeps_its_rows(
    bank: Bank, sign_in: SignIn, query: dict[str, str], names: set[str]
) -> None:
    long_ago = NOW - timedelta(days=40)
    held = make_opportunity(bank.ani, bank.kpr, "Berkas", now=long_ago)
    move(held, "documents", bank.ani, long_ago + timedelta(hours=1))
    set_next_step(held.prospect_id, at=NOW - timedelta(days=3), step="Telepon")
    lost = make_opportunity(bank.ani, bank.kpr, "Batal", now=long_ago)
    pipeline.end_opportunity(
        lost, kind="customer", reason=LossReason.objects.get(code="family"), version=1,
        actor=bank.ani, now=NOW,
    )  # fmt: skip
    signed = at_signing(bank)
    type(signed.prospect)._unscoped.filter(pk=signed.prospect_id).update(name="Akad")
    pipeline.claim_disbursement(signed, part(5), actor=bank.ani, now=LATER)
    fresh_one = make_opportunity(bank.ani, bank.kpr, "Baru")
    for row in (signed, fresh_one):
        set_next_step(row.prospect_id, at=None, step="")
    page = sign_in(bank.ani).get(reverse("prospects:opportunity-list"), query).content.decode()
    assert set(re.findall(r'class="ao-nm" href="[^"]+">([^<]+)<', page)) == names


def test_a_loan_paid_out_in_part_says_so_and_keeps_its_next_step(
    bank: Bank, sign_in: SignIn
) -> None:
    row = at_signing(bank)  # of 700 million
    pipeline.enter_disbursement(row, part(500_000_000), actor=bank.rudi, now=LATER)
    pipeline.claim_disbursement(fresh(row), part(200_000_000), actor=bank.ani, now=LATER)
    page = sign_in(bank.ani).get(url("opportunity-detail", row)).content.decode()
    assert "sebagian, 71%" in page
    assert "1 menunggu konfirmasi" in page
    assert "Rp500 jt dari Rp700 jt" in page
    assert "Tulis catatan" in page  # the composer is still there
    pipeline.confirm_disbursement(
        Disbursement.objects.system("test").get(opportunity=row, state="awaiting"),
        version=1, actor=bank.rudi, now=LATER,
    )  # fmt: skip
    assert "sebagian" not in sign_in(bank.ani).get(url("opportunity-detail", row)).content.decode()


def test_realisasi_equals_the_sum_of_confirmed_parts(bank: Bank, sign_in: SignIn) -> None:
    row = at_signing(bank)
    pipeline.enter_disbursement(row, part(400_000_000), actor=bank.rudi, now=LATER)
    pipeline.claim_disbursement(fresh(row), part(100_000_000), actor=bank.ani, now=LATER)
    client = sign_in(bank.dewi)
    period = {"from": "2026-11-01", "to": "2026-11-30"}
    page = client.get(reverse("prospects:disbursement-list"), period).content.decode()
    total = Disbursement.objects.visible_to(bank.dewi).confirmed().aggregate(s=Sum("amount"))["s"]
    assert "1 pencairan · Rp400 jt" in page
    assert total == Decimal(400_000_000)
    none = client.get(reverse("prospects:disbursement-list"), {"to": "2026-10-31"})
    assert "0 pencairan · Rp0" in none.content.decode()


def test_the_list_takes_six_queries_however_long(
    bank: Bank, sign_in: SignIn, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for n in range(55):
        make_opportunity(bank.ani, bank.kpr, f"N {n}")
    client = sign_in(bank.dewi)
    with django_assert_max_num_queries(6):
        assert client.get(reverse("prospects:opportunity-list")).status_code == 200


def test_the_prospects_page_lists_his_opportunities_and_leads_to_a_new_one(
    bank: Bank, sign_in: SignIn
) -> None:
    row = make_opportunity(bank.ani, bank.kpr, amount=600_000_000, phone="+6281255507777")
    client = sign_in(bank.ani)
    prospect = reverse("prospects:prospect-detail", args=[row.prospect.public_id])
    page = client.get(prospect).content.decode()
    assert url("opportunity-detail", row) in page
    add = reverse("prospects:opportunity-add", args=[row.prospect.public_id])
    assert add in page
    body = {"product": bank.deposit.public_id, "amount": "1,2 M", "idempotency_key": "new"}
    for _time in range(2):
        assert client.post(add, body).status_code == 303
    made = Opportunity.objects.system("test").get(product=bank.deposit)
    assert (made.amount, made.owner) == (Decimal(1_200_000_000), bank.ani)
    assert sign_in(bank.rudi).post(add, body).status_code == 403
    assert sign_in(bank.budi).post(add, body).status_code == 404
    phone = row.prospect.phone
    whole = sign_in(bank.ani).get(url("opportunity-detail", row)).content.decode()
    assert f"tel:{phone}" in whole
    Opportunity.objects.system("another owner").filter(pk=made.pk).update(owner=bank.budi)
    header_only = sign_in(bank.budi).get(url("opportunity-detail", made)).content.decode()
    assert row.prospect.name in header_only
    assert phone not in header_only


def test_a_dated_fact_recorded_by_mistake_is_taken_back_in_its_form(
    bank: Bank, sign_in: SignIn
) -> None:
    row = at_signing(bank)
    signing, sppk = (url("milestone-record", row, kind) for kind in ("signing", "sppk"))
    client = sign_in(bank.rudi)
    assert "kembali ke tahap SPPK" in client.get(signing).content.decode()
    assert "Salah catat" not in client.get(sppk).content.decode(), "a later fact stands on it"
    known = Milestone.objects.get(opportunity=row, kind="signing")
    body = {
        "withdraw": "1", "version": row.version, "idempotency_key": "w1",
        "reached_on": f"{known.reached_on:%d/%m/%Y}", "reference": known.reference,
    }  # fmt: skip
    assert sign_in(bank.ani).post(signing, body).status_code == 403
    assert sign_in(bank.rudi).post(signing, body | {"version": 1}).status_code == 409
    assert sign_in(bank.rudi).post(signing, body, follow=True).status_code == 200
    assert fresh(row).stage == "sppk"
    assert not Milestone.objects.filter(opportunity=row, kind="signing").exists()
