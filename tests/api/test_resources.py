"""Reading and writing by the API, as the named people, with each refusal beside its success."""

import json
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import clock
from followups.models import FollowUp
from org.models import AuditEntry, User
from prospects import rights, transfers
from prospects.models import (
    BulkBatch,
    Disbursement,
    ExportFile,
    ImportFile,
    Opportunity,
    Prospect,
    Territory,
)
from tests.api.program import Program, fields, problem
from tests.factories.bank import Bank
from tests.factories.followups import first_call
from tests.factories.prospects import NOW, make_opportunity, make_prospect

Begin = Callable[..., Program]
ABSENT = "0" * 16
NIK = "3273012304850001"


def new(bank: Bank, **more: Any) -> dict[str, Any]:
    return {"name": "Sugimin", "phone": "0812-5550-1234", "product": bank.kpr.public_id, **more}


def all_pages(one: Program, path: str, **query: Any) -> list[list[str]]:
    """Return the ids of every page, walked forwards; and check the way back."""
    pages, before = [], []
    after = ""
    while True:
        page = one.get(path, limit=2, **query, **({"after": after} if after else {})).json()
        pages.append([item["id"] for item in page["items"]])
        before.append(page["before"])
        if not page["after"]:
            break
        after = page["after"]
    for number in range(len(pages) - 1, 0, -1):
        back = one.get(path, limit=2, **query, before=before[number]).json()
        assert [item["id"] for item in back["items"]] == pages[number - 1]
    return pages


def test_a_list_is_walked_through_three_pages_and_back(bank: Bank, program: Begin) -> None:
    names = ["Eka", "Adi", "Caca", "Beni", "Dodo"]
    for hour, name in enumerate(names):
        make_prospect(bank.ani, name, now=NOW - timedelta(hours=hour))
    make_prospect(bank.budi, "Milik Budi")
    ani = program(bank.ani)
    pages = all_pages(ani, "/prospects", sort="name")
    assert [len(page) for page in pages] == [2, 2, 1]
    found = {row.public_id: row.name for row in Prospect.objects.visible_to(bank.ani)}
    assert [found[one] for page in pages for one in page] == sorted(names)
    newest = all_pages(ani, "/prospects")
    assert [found[one] for page in newest for one in page] == names


def test_filters_narrow_and_wrong_ones_are_refused(bank: Bank, program: Begin) -> None:
    make_prospect(bank.ani, "Dari Pameran", source="event")
    make_prospect(bank.budi, "Milik Budi", source="event")
    make_prospect(bank.ani, "Datang Sendiri", source="walk_in")
    dewi = program(bank.dewi)

    def names(**query: Any) -> set[str]:
        return {item["name"] for item in dewi.get("/prospects", **query).json()["items"]}

    assert names(source="event") == {"Dari Pameran", "Milik Budi"}
    assert names(source="event", owner=bank.ani.public_id) == {"Dari Pameran"}
    assert names(created_to="2026-11-17") == set()
    assert fields(dewi.get("/prospects", source="semua")) == {"source"}
    assert fields(dewi.get("/prospects", created_from="2026-13-01")) == {"created_from"}
    assert fields(dewi.get("/prospects", sorce="event")) == {"sorce"}
    assert fields(dewi.get("/prospects", order="password")) == {"order"}
    assert fields(dewi.get("/prospects", limit=101)) == {"limit"}
    assert fields(dewi.get("/prospects", after="kacau")) == {"after"}
    cursor = dewi.get("/prospects", limit=1).json()["after"]
    assert fields(dewi.get("/prospects", after=cursor, sort="name")) == {"after"}


def test_a_search_is_posted(bank: Bank, program: Begin) -> None:
    make_prospect(bank.ani, "Sri Wahyuni", phone="+6281255501234", source="event")
    make_prospect(bank.ani, "Sri Rahayu")
    make_prospect(bank.budi, "Sri Milik Budi")
    ani = program(bank.ani, "read")

    def found(text: str, **more: Any) -> set[str]:
        answer = ani.post("/prospects/search", {"text": text, **more})
        return {item["name"] for item in answer.json()["items"]}

    assert found("sri") == {"Sri Wahyuni", "Sri Rahayu"}
    assert found("501234") == {"Sri Wahyuni"}
    assert found("sri", filters={"source": "event"}) == {"Sri Wahyuni"}
    assert fields(ani.get("/prospects", text="sri")) == {"text"}
    first = ani.post("/prospects/search", {"text": "sri", "limit": 1}).json()
    assert len(first["items"]) == 1
    second = ani.post("/prospects/search", {"text": "sri", "limit": 1, "after": first["after"]})
    assert second.json()["items"][0]["id"] != first["items"][0]["id"]
    wrong = ani.post("/prospects/search", {"text": "sri", "filters": {"source": "x"}})
    assert fields(wrong) == {"source"}


def test_a_prospect_is_logged_once_for_a_key(bank: Bank, program: Begin) -> None:
    ani = program(bank.ani)
    sent = new(bank, nik=NIK, amount=600_000_000, source="walk_in")
    first = ani.post("/prospects", sent, key="k1")
    again = ani.post("/prospects", sent, key="k1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    row = Prospect.objects.visible_to(bank.ani).get()
    made = first.json()
    assert made["id"] == row.public_id
    assert (made["phone"], made["contact_basis"]) == ("+6281255501234", "own_request")
    assert made["nik_masked"] == row.nik_masked
    assert NIK not in first.content.decode()
    assert made["created_at"] == "2026-11-18T10:00:00+07:00"
    assert Opportunity.objects.visible_to(bank.ani).get().amount == Decimal(600_000_000)
    assert first_call(row).owner == bank.ani
    assert made["next_step_at"] == "2026-11-19T09:00:00+07:00"

    other = ani.post("/prospects", sent | {"name": "Lain"}, key="k1")
    assert problem(other, 409)["code"] == "key_reused"
    assert fields(ani.post("/prospects", sent)) == {"Idempotency-Key"}
    # the key of one person is nothing to another
    assert problem(program(bank.citra).post("/prospects", sent, key="k1"), 409)["code"] != (
        "key_reused"
    )
    assert Prospect.objects.system("test").count() == 1


def test_history_names_the_person_of_the_token(bank: Bank, program: Begin) -> None:
    program(bank.ani).post("/prospects", new(bank), key="k1")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pgh_context ->> 'user' FROM prospects_prospectevent")
        assert {row[0] for row in cursor.fetchall()} == {str(bank.ani.pk)}


def test_what_is_wrong_is_said_beside_its_field(bank: Bank, program: Begin) -> None:
    ani = program(bank.ani)
    wrong = ani.post("/prospects", {"phone": "12", "umur": 3, "amount": "banyak"}, key="k1")
    assert fields(wrong) == {"name", "product", "umur", "amount"}
    wrong = ani.post("/prospects", new(bank, phone="12", nik="123", amount=1), key="k2")
    assert fields(wrong) == {"phone", "nik"}
    assert fields(ani.post("/prospects", new(bank, amount=1.5), key="k3")) == {"amount"}
    assert fields(ani.post("/prospects", new(bank, amount=True), key="k3")) == {"amount"}
    assert fields(ani.post("/prospects", new(bank, product=ABSENT), key="k4")) == {"product"}
    assert not Prospect.objects.system("test").exists()


def test_a_known_person_is_refused_and_little_is_told(bank: Bank, program: Begin) -> None:
    make_prospect(bank.citra, "Kenari Citra", phone="+6281255501234")
    ani = program(bank.ani)
    told = problem(ani.post("/prospects", new(bank), key="k1"), 409)
    assert told["code"] == "duplicate"
    assert AuditEntry.objects.filter(action="duplicate.shown").count() == len(told["matches"])
    assert told["matches"] == [
        {"by": "phone", "owner": "Citra Wulandari", "branch": "KC Bekasi",
         "days_since_contact": None, "may_continue": True}
    ]  # fmt: skip
    assert "Kenari" not in json.dumps(told)
    with_reason = new(bank, duplicate_reason="family")
    assert ani.post("/prospects", with_reason, key="k2").status_code == 201
    mine = problem(ani.post("/prospects", new(bank), key="k3"), 409)
    assert [match.get("id") for match in mine["matches"]] == [
        Prospect.objects.visible_to(bank.ani).get().public_id, None
    ]  # fmt: skip


def test_a_change_carries_its_version(bank: Bank, program: Begin) -> None:
    row = make_prospect(bank.ani, "Sugimin")
    ani, dewi, address = program(bank.ani), program(bank.dewi), f"/prospects/{row.public_id}"
    answer = ani.patch(address, {"version": 1, "notes": "Ramah", "phone": "0812 5550 1234"})
    assert (answer.status_code, answer.json()["version"]) == (200, 2)
    assert answer.json()["phone"] == "+6281255501234"
    late = problem(dewi.patch(address, {"version": 1, "notes": "Sibuk"}), 409)
    assert (late["code"], late["version"]) == ("stale", 2)
    assert late["conflicts"] == [{"field": "notes", "yours": "Sibuk", "current": "Ramah"}]
    assert dewi.patch(address, {"version": 2, "notes": "Sibuk"}).status_code == 200
    row.refresh_from_db()
    assert row.notes == "Sibuk"
    assert fields(ani.patch(address, {"notes": "x"})) == {"version"}
    assert fields(ani.patch(address, {"version": 3, "owner": "x"})) == {"owner"}
    assert fields(ani.patch(address, {"version": 3, "name": ""})) == {"name"}


def test_foreign_and_absent_ids_answer_alike(bank: Bank, program: Begin) -> None:
    theirs = make_opportunity(bank.citra, bank.kpr, "Kenari Citra")
    ids = {
        "prospects": theirs.prospect.public_id,
        "opportunities": theirs.public_id,
        "follow-ups": first_call(theirs.prospect).public_id,
    }
    ani = program(bank.ani)
    for path, public_id in ids.items():
        for method, body in (("GET", None), ("PATCH", {"version": 1})):
            foreign = ani.send(method, f"/{path}/{public_id}", body)
            absent = ani.send(method, f"/{path}/{ABSENT}", body)
            strange = ani.send(method, f"/{path}/{theirs.pk}", body)
            assert problem(foreign, 404)["code"] == "not_found"
            assert foreign.content == absent.content == strange.content
            assert sorted(foreign.headers.items()) == sorted(absent.headers.items())
    assert ani.get("/tidak-ada").content == foreign.content


def test_an_opportunity_is_started_changed_and_moved(bank: Bank, program: Begin) -> None:
    mine, theirs = make_prospect(bank.ani, "Sugimin"), make_prospect(bank.budi, "Milik Budi")
    ani = program(bank.ani)
    sent = {"prospect": mine.public_id, "product": bank.kpr.public_id, "amount": 600_000_000,
            "expected_close_on": "2026-12-18"}  # fmt: skip
    made = ani.post("/opportunities", sent, key="k1")
    assert made.status_code == 201
    assert ani.post("/opportunities", sent, key="k1").json() == made.json()
    assert Opportunity.objects.visible_to(bank.ani).count() == 1
    assert (made.json()["amount"], made.json()["status"]) == (600_000_000, "open")
    foreign = ani.post("/opportunities", sent | {"prospect": theirs.public_id}, key="k2")
    assert fields(foreign) == {"prospect"}

    address = f"/opportunities/{made.json()['id']}"
    moved = ani.patch(address, {"version": 1, "amount": 500_000_000, "stage": "documents"}).json()
    assert (moved["amount"], moved["stage"]) == (500_000_000, "documents")
    assert moved["expected_close_on"] == "2026-12-18"
    late = problem(ani.patch(address, {"version": 1, "amount": 1, "stage": "contacted"}), 409)
    assert late["conflicts"] == [
        {"field": "amount", "yours": 1, "current": 500_000_000},
        {"field": "stage", "yours": "contacted", "current": "documents"},
    ]
    # won and confirmed stages follow from money; nothing of a refused change is kept
    both = {"version": moved["version"], "amount": 7, "stage": "disbursed"}
    problem(ani.patch(address, both), 422)
    assert ani.get(address).json()["amount"] == 500_000_000
    cleared = ani.patch(address, {"version": moved["version"], "expected_close_on": None})
    assert cleared.json()["expected_close_on"] is None
    paused = {"version": cleared.json()["version"], "paused_until": "2026-11-30"}
    assert ani.patch(address, paused).json()["paused_until"] == "2026-11-30"
    assert ani.get("/opportunities", paused=1).json()["items"][0]["id"] == made.json()["id"]
    assert ani.get("/opportunities", paused=0).json()["items"] == []
    assert fields(ani.get("/opportunities", closed_from="2026-02-30")) == {"closed_from"}
    problem(program(bank.rudi).patch(address, {"version": 1}), 403)


def test_money_is_claimed_by_the_officer_and_confirmed_by_another(
    bank: Bank, program: Begin
) -> None:
    deal = make_opportunity(bank.ani, bank.kpr, "Sugimin", amount=100_000_000)
    Opportunity.objects.system("after the akad").filter(pk=deal.pk).update(stage="signing")
    ani, rudi = program(bank.ani), program(bank.rudi)
    sent = {"opportunity": deal.public_id, "amount": 40_000_000, "disbursed_on": "2026-11-18",
            "account": "1234567890"}  # fmt: skip
    claimed = ani.post("/disbursements", sent, key="k1").json()
    assert ani.post("/disbursements", sent, key="k1").json() == claimed
    assert (claimed["state"], claimed["account_masked"]) == ("awaiting", "****7890")
    address = f"/disbursements/{claimed['id']}"
    problem(ani.patch(address, {"version": 1, "state": "confirmed"}), 403)
    confirmed = rudi.patch(address, {"version": 1, "state": "confirmed"}).json()
    assert (confirmed["state"], confirmed["is_first"]) == ("confirmed", True)
    late = problem(rudi.patch(address, {"version": 1, "state": "refused", "reason": "x"}), 409)
    assert late["conflicts"] == [{"field": "state", "yours": "refused", "current": "confirmed"}]
    assert ani.get(f"/opportunities/{deal.public_id}").json()["status"] == "won"
    listed = rudi.get("/disbursements", **{"from": "2026-11-18", "to": "2026-11-18"}).json()
    assert [item["amount"] for item in listed["items"]] == [40_000_000]
    at_once = rudi.post("/disbursements", sent | {"amount": 60_000_000}, key="k2").json()
    assert at_once["state"] == "confirmed"
    too_much = rudi.post("/disbursements", sent | {"amount": 1}, key="k3")
    assert fields(too_much) == {"amount"}
    assert Disbursement.objects.system("test").count() == 2


def test_a_step_is_planned_moved_and_closed(bank: Bank, program: Begin) -> None:
    row, ani = make_prospect(bank.ani, "Sugimin"), program(bank.ani)
    sent = {"prospect": row.public_id, "channel": "visit", "due_on": "2026-11-20",
            "hour": "10:30", "subject": "Bahas DP"}  # fmt: skip
    made = ani.post("/follow-ups", sent, key="k1").json()
    assert ani.post("/follow-ups", sent, key="k1").json() == made
    assert made["due_at"] == "2026-11-20T10:30:00+07:00"
    assert fields(ani.post("/follow-ups", sent | {"due_on": "2026-11-17"}, key="k2")) == {"due_on"}
    assert len(all_pages(ani, "/follow-ups")[0]) == 2  # with the first call

    address = f"/follow-ups/{made['id']}"
    moved = ani.patch(address, {"version": 1, "due_on": "2026-11-23"}).json()
    assert (moved["due_on"], moved["is_timed"], moved["moved_count"]) == ("2026-11-23", False, 1)
    late = problem(ani.patch(address, {"version": 1, "due_on": "2026-11-24"}), 409)
    assert late["conflicts"] == [
        {"field": "due_on", "yours": "2026-11-24", "current": "2026-11-23"}
    ]
    assert fields(ani.patch(address, {"version": 2, "outcome": "sent"})) == {"outcome"}
    assert fields(ani.patch(address, {"version": 2})) == {""}
    done = ani.patch(address, {"version": 2, "outcome": "met_interested", "note": "Setuju"}).json()
    assert (done["state"], done["outcome"]) == ("done", "met_interested")
    problem(ani.patch(address, {"version": 3, "state": "cancelled"}), 422)
    assert ani.get("/follow-ups", state="done").json()["items"][0]["id"] == made["id"]
    call = first_call(row)
    gone = ani.patch(f"/follow-ups/{call.public_id}", {"version": 1, "state": "cancelled"})
    assert gone.json()["state"] == "cancelled"
    assert FollowUp.objects.visible_to(bank.ani).open().count() == 1  # of the outcome


def test_the_catalogue_is_open_to_everybody_inside(bank: Bank, program: Begin) -> None:
    one = program(bank.admin)
    listed = one.get("/products").json()["items"]
    assert [item["code"] for item in listed] == ["DEP", "KPR", "KUR"]
    assert one.get("/products", family="kpr").json()["items"][0]["stages"][0] == "prospect"
    assert one.get(f"/products/{bank.kpr.public_id}").json()["name"] == "KPR Griya"
    problem(one.get(f"/products/{ABSENT}"), 404)


def test_a_loan_and_a_deposit_are_exact(bank: Bank, program: Begin) -> None:
    ani = program(bank.ani, "read")
    loan = {"method": "anuitas", "principal": 400_000_000, "rate": 4, "months": 36,
            "then": [{"rate": "11", "months": 144}]}  # fmt: skip
    answer = ani.post("/simulate", loan).json()
    assert len(answer["instalments"]) == 180
    assert answer["payments"][0]["from"] == 1
    assert sum(row["principal"] for row in answer["instalments"]) == 400_000_000
    assert answer["total_paid"] == 400_000_000 + answer["total_interest"]
    deposit = {"method": "deposito", "principal": 100_000_000, "rate": 3.25, "days": 30}
    answer = ani.post("/simulate", deposit).json()
    assert answer == {
        "gross": 267_123,
        "tax": 53_425,
        "net": 213_698,
        "maturity_value": 100_213_698,
        "eligibility": None,  # nobody was asked about
    }
    assert fields(ani.post("/simulate", deposit | {"days": None})) == {"days"}
    assert fields(ani.post("/simulate", loan | {"months": None})) == {"months"}
    assert fields(ani.post("/simulate", loan | {"rate": 101})) == {"rate"}
    assert fields(ani.post("/simulate", loan | {"method": "flat"})) == {"then"}


def test_figures_are_those_of_the_dashboard(bank: Bank, program: Begin) -> None:
    make_opportunity(bank.ani, bank.kpr, "Sugimin", amount=100_000_000)
    make_opportunity(bank.citra, bank.kpr, "Kenari", amount=7)
    dewi = program(bank.dewi)
    answer = dewi.get("/dashboard", period="all").json()
    found = {figure["name"]: figure for figure in answer["figures"]}
    assert (found["pipeline"]["count"], found["pipeline"]["amount"]) == (1, 100_000_000)
    assert found["new_prospects"] == {
        "name": "new_prospects", "count": 1, "amount": None, "list": "/prospects/",
    }  # fmt: skip
    assert dewi.get("/dashboard").json()["first_day"] == "2026-11-01"
    assert fields(dewi.get("/dashboard", branch=bank.b.public_id)) == {"branch"}
    wide = program(bank.hana).get("/dashboard", period="all", branch=bank.b.public_id).json()
    assert {f["name"]: f["amount"] for f in wide["figures"]}["pipeline"] == 7
    problem(program(bank.ani).get("/dashboard"), 403)


LISTS = ("prospects", "opportunities", "disbursements", "follow-ups", "products", "dashboard",
         "transfers", "data-requests", "territories", "officers", "handovers", "imports",
         "exports")  # fmt: skip


def count(one: Program, path: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert one.get(path).status_code == 200
    return len(seen)


def hang_on(deal: Opportunity, bank: Bank) -> None:
    """Make a row of each of the smaller lists that Dewi reads."""
    transfers.ask(deal.prospect, requester=bank.citra, now=NOW)
    rights.record(deal.prospect, kind="access", medium="phone", received_at=NOW, actor=bank.ani,
                  now=NOW)  # fmt: skip
    code = f"{327301 + Territory.objects.count()}"
    Territory.objects.create(branch=bank.a, area_code=code, area_name=code, officer=bank.ani)
    hers: dict[str, Any] = {"by": bank.dewi, "created_at": NOW}
    BulkBatch.objects.create(action="handover", params={"mode": "one", "name": "Budi"}, **hers)
    ImportFile.objects.create(entity="own", file_name="daftar", sha256="0" * 64, size=1, **hers)
    ExportFile.objects.create(table="prospects", kind="csv", layout="screen", reason="Rapat",
                              state="waiting", **hers)  # fmt: skip


def test_the_number_of_queries_does_not_grow(bank: Bank, program: Begin) -> None:
    baselines = json.loads(Path(__file__).parent.parent.joinpath("query_counts.json").read_text())
    dewi, counts = program(bank.dewi), []
    for number in (1, 8):
        for n in range(number):
            deal = make_opportunity(bank.ani, bank.kpr, f"Nasabah {number} {n}")
            Disbursement._unscoped.create(
                opportunity=deal, product=deal.product, owner=deal.owner, branch=deal.branch,
                amount=1, disbursed_on=NOW.date(), state="confirmed", entered_by=bank.rudi,
                entered_at=NOW, decided_by=bank.rudi, decided_at=NOW,
            )  # fmt: skip
            hang_on(deal, bank)
        found = {f"api:{path}": count(dewi, f"/{path}") for path in LISTS}
        part = Disbursement.objects.system("test").filter(opportunity=deal).get()
        rows = {"prospect": deal.prospect, "opportunity": deal, "disbursement": part,
                "follow-up": first_call(deal.prospect), "product": bank.kpr}  # fmt: skip
        paths = {"opportunity": "opportunities"}
        for name, row in rows.items():
            path = paths.get(name, f"{name}s")
            found[f"api:{name}"] = count(dewi, f"/{path}/{row.public_id}")
        counts.append(found)
    assert counts[0] == counts[1]
    assert counts[0] == {name: n for name, n in baselines.items() if name.startswith("api:")}


@pytest.mark.parametrize("name", ["anonymous", "disabled"])
def test_strangers_get_nothing(bank: Bank, program: Begin, name: str) -> None:
    one = program(bank.ani)
    if name == "disabled":
        User.objects.filter(pk=bank.ani.pk).update(is_active=False)
    else:
        one.token = ""
    for path in LISTS:
        problem(one.get(f"/{path}"), 401)
    assert clock.now() == NOW


def test_a_prospect_comes_with_its_numbers_and_links(bank: Bank, program: Begin) -> None:
    row = make_prospect(bank.ani, phone="+6281255501423", nik=NIK)
    ani, path = program(bank.ani), f"/prospects/{row.public_id}"
    made = ani.post(f"{path}/phones", {"number": "021 5550123", "use": "office"}, key="p1")
    assert made.status_code == 201
    phone = made.json()
    assert (phone["number"], phone["is_primary"]) == ("+62215550123", False)
    again = ani.post(f"{path}/phones", {"number": "021 5550123", "use": "office"}, key="p1")
    assert again.json() == phone
    barred = {"version": phone["version"], "do_not_call": True, "is_primary": True}
    changed = ani.patch(f"/phones/{phone['id']}", barred)
    assert changed.status_code == 200
    assert ani.patch(f"/phones/{phone['id']}", barred).status_code == 409
    whole = ani.get(path).json()
    assert (whole["phone"], whole["phone_do_not_call"]) == ("+62215550123", True)
    assert [one["number"] for one in whole["phones"]] == ["+62215550123", "+6281255501423"]
    assert (whole["contacts"], whole["links"]) == ([], [])
    assert (whole["birth_date"], whole["sex"]) == ("1985-04-23", "male")
    assert NIK not in str(whole)
    budi = program(bank.budi)
    assert budi.patch(f"/phones/{phone['id']}", barred).status_code == 404
    assert budi.post(f"{path}/phones", {"number": "0812555"}, key="p2").status_code == 404
