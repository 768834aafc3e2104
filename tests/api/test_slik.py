"""SLIK for programs: only with consent, entered once, each look written down."""

from collections.abc import Callable

import pytest

from org.models import AuditEntry
from prospects import consents
from prospects.models import Consent, Facility, Opportunity, SlikCheck
from tests.api.program import Program, fields, problem
from tests.factories.bank import Bank
from tests.factories.prospects import NOW, make_opportunity

pytestmark = pytest.mark.django_db

Begin = Callable[..., Program]
ASK = {"whose": "debtor", "purpose": "Permohonan KPR"}
CSV = (
    "Pelapor;Jenis;Plafon;Baki Debet;Angsuran;Suku Bunga;Jatuh Tempo;Kolektibilitas;Riwayat\n"
    "Bank Lain;Kredit kendaraan;90.000.000;41.250.000;1.500.000;8,5;10/06/2028;1;112211\n"
)
ANSWER = {"version": 1, "position_on": "2026-10-31", "reference": "IDEB-1", "content": CSV,
          "file_name": "ideb-3273011501850001.csv"}  # fmt: skip


def agree(file: Opportunity) -> None:
    """Record the debtor's consent, on paper."""
    for purpose in ("processing", "slik"):
        consents.give_consent(file.prospect, purpose=purpose, medium="paper", given_at=NOW,
                              actor=file.owner, now=NOW)  # fmt: skip


def test_slik_is_asked_and_entered_only_with_consent(bank: Bank, program: Begin) -> None:
    file = make_opportunity(bank.ani, bank.kpr)
    here, ani = f"/prospects/{file.prospect.public_id}/slik", program(bank.ani)
    problem(ani.post(here, ASK, key="k1"), 422)
    assert not SlikCheck._unscoped.exists()
    agree(file)
    assert ani.get(here).json()["consents"] == {"debtor": True, "spouse": False}
    problem(ani.post(here, ASK | {"whose": "spouse"}, key="k2"), 422)
    made = ani.post(here, ASK, key="k3")
    assert made.status_code == 201, made.content
    check = made.json()
    assert (check["state"], check["requested_by"]["name"]) == ("requested", bank.ani.full_name)
    assert ani.post(here, ASK, key="k3").json() == check
    assert SlikCheck._unscoped.count() == 1
    problem(ani.post(here, ASK, key="k4"), 422)  # one waits

    address = f"{here}/{check['id']}"
    row = Consent._unscoped.get(purpose="slik")
    consents.withdraw_consent(row, medium="letter", actor=bank.ani, now=NOW)
    problem(ani.patch(address, ANSWER), 422)
    agree_again = {"purpose": "slik", "medium": "paper", "given_at": NOW, "now": NOW}
    consents.give_consent(file.prospect, actor=bank.ani, **agree_again)
    assert fields(ani.patch(address, ANSWER | {"content": "Pelapor\n"})) == {"content"}
    assert not Facility._unscoped.exists()
    done = ani.patch(address, ANSWER).json()
    assert (done["state"], done["reference"], done["takes_facilities"]) == (
        "received", "IDEB-1", True
    )  # fmt: skip
    again = problem(ani.patch(address, ANSWER), 409)
    assert (again["code"], again["version"]) == ("stale", 2)

    typed = {"lender": "Bank Nusa", "kind": "card", "collectibility": 3, "outstanding": 2_000_000,
             "months": "3121"}  # fmt: skip
    one = ani.post(f"{address}/facilities", typed, key="k5").json()
    assert (one["lender"], one["source"], one["collectibility"]) == ("Bank Nusa", "slik", 3)
    assert ani.post(f"{address}/facilities", typed, key="k5").json() == one
    problem(program(bank.ani, "read").post(f"{address}/facilities", typed, key="k6"), 403)
    for person, status in ((bank.budi, 404), (bank.eko, 403), (bank.rudi, 403)):
        problem(program(person).post(here, ASK, key="k7"), status)
        problem(program(person).patch(address, ANSWER), status)


def test_who_looked_at_slik_is_written_down(bank: Bank, program: Begin) -> None:
    file = make_opportunity(bank.ani, bank.kpr)
    agree(file)
    Opportunity.objects.system("a test sends it").update(analyst=bank.sinta)
    base, sinta = f"/opportunities/{file.public_id}/slik", program(bank.sinta)
    check = sinta.post(base, ASK, key="k1").json()
    address = f"{base}/{check['id']}"
    problem(sinta.get(f"{address}/file"), 404)
    assert sinta.patch(address, ANSWER).status_code == 200
    got = program(bank.dewi).get(f"{address}/file").json()
    assert got["content"] == CSV
    assert "3273011501850001" not in got["name"]
    seen = program(bank.eko).get(base).json()
    assert [(row["lender"], row["months"]) for row in seen["facilities"]] == [
        ("Bank Lain", "112211")
    ]
    assert (seen["worst_now"], seen["worst_in_24_months"]) == (1, 2)
    assert seen["months"][-1] == {"month": "2026-10-01", "collectibility": 1}
    assert len(seen["months"]) == 24
    looks = [(one["person"]["name"], one["action"]) for one in seen["readers"]]
    assert looks == [
        (bank.eko.full_name, "slik_viewed"),
        (bank.dewi.full_name, "slik_file_fetched"),
        (bank.sinta.full_name, "slik_received"),
        (bank.sinta.full_name, "slik_requested"),
    ]
    for person, status in ((bank.budi, 404), (bank.gita, 403), (bank.admin, 404)):
        problem(program(person).get(base), status)
        problem(program(person).get(f"{address}/file"), status)
    other = make_opportunity(bank.ani, bank.kpr, "Wati")
    problem(program(bank.ani).get(f"/opportunities/{other.public_id}/slik/{check['id']}/file"), 404)
    assert AuditEntry.objects.filter(object_type="slik", action="slik_viewed").count() == 1
