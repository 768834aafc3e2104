"""The memo analisa for programs: texts, points, frozen versions and their papers."""

import base64
from collections.abc import Callable

import pytest

from org.models import AuditEntry
from prospects.models import MemoSection, MemoVersion, Opportunity, ScoreSheet
from tests.api.program import Program, fields, problem
from tests.factories.bank import Bank
from tests.factories.finance import fill_picture, make_score_sheet
from tests.factories.prospects import make_opportunity

pytestmark = pytest.mark.django_db

Begin = Callable[..., Program]


@pytest.fixture
def file(bank: Bank) -> Opportunity:
    """A credit of Ani's with a full picture, sent to Sinta."""
    row = make_opportunity(bank.ani, bank.kpr)
    fill_picture(row, bank.ani)
    Opportunity.objects.system("a test sends it").filter(pk=row.pk).update(analyst=bank.sinta)
    return row


def test_sections_are_written_and_versions_frozen(
    bank: Bank, program: Begin, file: Opportunity
) -> None:
    here, ani, sinta = f"/opportunities/{file.public_id}/memo", program(bank.ani), program(
        bank.sinta
    )  # fmt: skip
    text = {"part": "risk", "text": "Pendapatan musiman", "version": 0}
    found = ani.patch(here, text).json()
    sections = {one["part"]: one for one in found["sections"]}
    assert (sections["risk"]["text"], sections["risk"]["version"]) == ("Pendapatan musiman", 1)
    assert [fact["value"] for fact in sections["capital"]["facts"]][-1] == "Rp93.250.000"
    assert (found["score"], found["versions"]) == (None, []), "this bank does not score"
    stale = problem(sinta.patch(here, text | {"text": "Lain"}), 409)
    assert stale["conflicts"] == [
        {"field": "text", "yours": "Lain", "current": "Pendapatan musiman"}
    ]
    assert sinta.patch(here, text | {"text": "Lain", "version": 1}).status_code == 200
    assert MemoSection._unscoped.get().text == "Lain"
    assert fields(ani.patch(here, text | {"part": "score"})) == {"part"}

    frozen = sinta.post(f"{here}/versions", {}, key="k1")
    assert frozen.status_code == 201, frozen.content
    kept = frozen.json()
    assert (kept["number"], kept["by"]["name"]) == (1, bank.sinta.full_name)
    assert kept["figures"]["net_income"] == "24000000"
    assert sinta.post(f"{here}/versions", {}, key="k1").json() == kept
    assert MemoVersion._unscoped.count() == 1
    ani.patch(here, text | {"text": "Baru", "version": 2})
    again = ani.get(f"{here}/versions/1").json()
    assert again == kept
    risk = next(one for one in again["sections"] if one["part"] == "risk")
    assert risk["text"] == "Lain", "a frozen version stays"
    assert ani.get(here).json()["versions"][0]["sha256"] == kept["sha256"]
    problem(ani.get(f"{here}/versions/2"), 404)

    paper = f"{here}/versions/1/pdf"
    problem(ani.get(paper), 404)
    MemoVersion._unscoped.update(pdf=b"%PDF-1.7", made_at=file.created_at)
    got = program(bank.eko).get(paper).json()
    assert (base64.b64decode(got["content"]), got["media_type"]) == (b"%PDF-1.7", "application/pdf")
    assert AuditEntry.objects.get(action="memo_fetched").actor == bank.eko
    problem(ani.get(f"{here}/versions/1/exe"), 404)

    reader = program(bank.ani, "read")
    assert problem(reader.post(f"{here}/versions", {}, key="k2"), 403)["code"] == "token_reads_only"
    for person, status in ((bank.budi, 404), (bank.eko, 403), (bank.rudi, 403), (bank.gita, 403)):
        problem(program(person).patch(here, text), status)
        problem(program(person).post(f"{here}/versions", {}, key="k3"), status)
    for address in (here, f"{here}/versions/1", paper):
        problem(program(bank.budi).get(address), 404)
        problem(program(bank.hana).get(address), 403)
    saving = make_opportunity(bank.ani, bank.deposit, "Wati")
    problem(ani.get(f"/opportunities/{saving.public_id}/memo"), 404)  # credits alone have one


def test_points_are_given_by_the_sheet_of_the_day(
    bank: Bank, program: Begin, file: Opportunity
) -> None:
    here, sinta = f"/opportunities/{file.public_id}/memo", program(bank.sinta)
    points = {"character": 4, "capacity": 3, "capital": 5, "security": 4}
    problem(sinta.patch(f"{here}/score", {"version": 0, "sheet": "0" * 16} | points), 404)
    sheet: ScoreSheet = make_score_sheet(bank)
    first = {"version": 0, "sheet": sheet.public_id}
    given = sinta.patch(f"{here}/score", first | points).json()
    assert (given["version"], given["total"], given["weights"]["character"]) == (1, None, "30")
    # 4 x 30 % + 3 x 30 % + 5 x 10 % + 4 x 20 % + 2 x 10 %
    whole = sinta.patch(f"{here}/score", first | {"version": 1, "condition": 2}).json()
    assert (whole["version"], whole["total"], whole["points"]["capital"]) == (2, "3.60", 5)
    assert program(bank.ani).get(here).json()["score"] == whole
    assert fields(sinta.patch(f"{here}/score", first | {"version": 2, "capital": 6})) == {"capital"}
    other = {"version": 2, "sheet": "0" * 16, "capital": 1}
    assert fields(sinta.patch(f"{here}/score", other)) == {"sheet"}
    stale = problem(sinta.patch(f"{here}/score", first | {"capital": 1}), 409)
    assert stale["conflicts"] == [{"field": "capital", "yours": 1, "current": 5}]
    problem(program(bank.budi).patch(f"{here}/score", first | points), 404)
    problem(program(bank.eko).patch(f"{here}/score", first | points), 403)
