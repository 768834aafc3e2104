"""Files in, rows out: the same file twice, messy files, historic dates, refusals."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pghistory.models
import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.spreadsheets.reading import FileRefusedError, read_table
from org.models import User
from prospects.imports.deals import OpportunityLoader
from prospects.imports.people import ProspectLoader
from prospects.imports.profile import ProfileError, parse_profile
from prospects.imports.result import ImportResult
from prospects.imports.running import run_import
from prospects.models import (
    Disbursement,
    Opportunity,
    OpportunityState,
    PipelineFigure,
    Prospect,
    Territory,
    TimelineEntry,
)
from prospects.summary import differences
from tests.factories.bank import Bank
from tests.factories.prospects import NOW, make_prospect

PEOPLE = {
    "system": "old",
    "columns": {
        "external_id": "ID", "name": "Nama", "phone": "HP", "email": "Surel", "owner": "AO",
        "created_at": "Tanggal",
    },
    "values": {"owner": {"Bu Ani": "ani"}},
    "branch": "A",
    "date_pattern": "%d/%m/%Y",
}  # fmt: skip
DEALS = {
    "system": "old",
    "columns": {
        "external_id": "ID", "prospect": "ID", "amount": "Plafon", "stage": "Tahap",
        "created_at": "Mulai", "closed_at": "Selesai", "owner": "AO",
    },
    "defaults": {"product": "KPR"},
    "values": {"stage": {"Menang": "won", "Kalah": "lost", "Berkas": "documents"}},
    "branch": "A",
    "date_pattern": "%d %b, %Y %H:%M:%S",
    "decimal_style": "1,234.56",
}  # fmt: skip
HEADER = ["ID", "Nama", "HP", "Surel", "AO", "Tanggal"]
SUGIMIN = ["1", "Sugimin", "0812-5550-1423", "", "Bu Ani", "05/11/2026"]
RATNA = ["2", "Ratnawati Hapsariningrum, S.E.", "+62 813 5550 7716", "r@x.id", "budi", "31/12/2025"]

Importer = Callable[..., ImportResult]


def table(*rows: list[str], delimiter: str = ",") -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue()


@pytest.fixture
def people(tmp_path: Path, bank: Bank) -> Importer:
    def run(content: "str | bytes", *, name: str = "orang.csv", now: datetime = NOW,
            profile: dict[str, Any] | None = None, **options: Any) -> ImportResult:  # fmt: skip
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return run_import(
            path, profile=parse_profile(PEOPLE | (profile or {}), entity="prospects"),
            loader=ProspectLoader(), now=now, **options,
        )  # fmt: skip

    return run


@pytest.fixture
def deals(tmp_path: Path, bank: Bank) -> Importer:
    def run(content: str, now: datetime = NOW, **options: Any) -> ImportResult:
        path = tmp_path / "peluang.csv"
        path.write_text(content)
        return run_import(
            path, profile=parse_profile(DEALS, entity="opportunities"),
            loader=OpportunityLoader(), now=now, **options,
        )  # fmt: skip

    return run


def counts(result: ImportResult) -> tuple[int, int, int, int, int]:
    return (
        result.created, result.updated, result.unchanged, result.duplicates, result.rejected,
    )  # fmt: skip


def test_the_same_file_twice_changes_nothing(people: Importer, bank: Bank) -> None:
    content = table(HEADER, SUGIMIN, RATNA)
    assert counts(people(content)) == (2, 0, 0, 0, 0)
    before = list(Prospect.objects.system("test").order_by("pk").values())
    assert counts(people(content, now=NOW + timedelta(days=1))) == (0, 0, 2, 0, 0)
    assert list(Prospect.objects.system("test").order_by("pk").values()) == before
    sugimin = Prospect.objects.visible_to(bank.ani).get()
    assert (sugimin.phone, sugimin.created_on.isoformat()) == ("+6281255501423", "2026-11-05")
    assert sugimin.number.startswith("PR-26-")
    assert sugimin.last_contact_at is None


def test_without_a_key_the_content_is_the_key(people: Importer) -> None:
    columns = {"name": "Nama", "phone": "HP"}
    content = table(["Nama", "HP"], ["Sugimin", "081255501423"], ["Asep", "081255501499"])
    assert counts(people(content, profile={"columns": columns}, actor=_ani())) == (2, 0, 0, 0, 0)
    assert counts(people(content, profile={"columns": columns}, actor=_ani())) == (0, 0, 2, 0, 0)


def test_sharing_out_by_territory_costs_the_same_for_any_number_of_rows(
    people: Importer, bank: Bank
) -> None:
    Territory.objects.create(branch=bank.a, area_code="3273", area_name="Kota Bandung")
    profile = {"columns": {"name": "Nama", "phone": "HP", "area": "Kota"}, "by_territory": True}
    asked = []
    for number in (2, 40):
        rows = [[f"Orang {n}", f"08125550{number:02}{n:02}", "Kota Bandung"] for n in range(number)]
        with CaptureQueriesContext(connection) as queries:
            result = people(table(["Nama", "HP", "Kota"], *rows), profile=profile, is_dry_run=True)
        asked.append(len(queries))
        assert [n for _name, n in result.shared] == [number // 2] * 2
        assert result.as_json()["by_territory"] == number
    assert asked[0] == asked[1]


def _ani() -> User:
    return User.objects.select_related("branch").get(username="ani")


def test_a_changed_row_is_updated_and_an_edited_one_is_kept(people: Importer, bank: Bank) -> None:
    people(table(HEADER, SUGIMIN, RATNA))
    Prospect.objects.system("an officer edits").filter(external_id="2").update(
        name="Ratnawati", updated_at=NOW + timedelta(hours=1)
    )
    changed = [[*SUGIMIN[:1], "Sugimin Hadi", *SUGIMIN[2:]], RATNA]
    result = people(table(HEADER, *changed), now=NOW + timedelta(days=1))
    assert counts(result) == (0, 1, 0, 0, 1)
    names = set(Prospect.objects.system("test").values_list("name", flat=True))
    assert names == {"Sugimin Hadi", "Ratnawati"}
    assert Prospect.objects.visible_to(bank.ani).matching("hadi").count() == 1


def test_a_dry_run_counts_and_writes_nothing(people: Importer) -> None:
    users = User.objects.count()
    row = [*SUGIMIN[:4], "Tidak Dikenal", SUGIMIN[5]]
    assert counts(people(table(HEADER, row), is_dry_run=True)) == (1, 0, 0, 0, 0)
    assert not Prospect.objects.system("test").exists()
    assert User.objects.count() == users


def test_an_unknown_owner_is_created_inactive_in_the_branch(people: Importer, bank: Bank) -> None:
    people(table(HEADER, [*SUGIMIN[:4], "Lazar Mathew", SUGIMIN[5]]))
    owner = User.objects.get(full_name="Lazar Mathew")
    assert (owner.is_active, owner.branch, owner.has_usable_password()) == (False, bank.a, False)
    assert Prospect.objects.visible_to(bank.dewi).get().owner == owner


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        (5, "13/31/2026", "not written like"),
        (5, "2026-11-05", "not written like"),
        (2, "12", "number"),
        (3, "bukan surel", "e-mail"),
        (1, "", "name"),
        (1, "x" * 161, "too many"),
    ],
)
def test_a_cell_that_does_not_fit_rejects_its_row_only(
    people: Importer, tmp_path: Path, column: int, value: str, words: str
) -> None:
    bad = [*RATNA]
    bad[column] = value
    rejects = tmp_path / "rejects.csv"
    from django.utils import translation

    with translation.override("en"):
        result = people(table(HEADER, SUGIMIN, bad), rejects=rejects)
    assert counts(result) == (1, 0, 0, 0, 1)
    assert words in " ".join(result.reasons)
    written = list(csv.reader(rejects.read_text(encoding="utf-8-sig").splitlines()))
    assert written[1][0] == "3"
    assert written[1][2] == "2"


def test_a_phone_held_already_is_a_duplicate(people: Importer, bank: Bank) -> None:
    make_prospect(bank.citra, "Orang Lain", phone="+6281255501423")
    assert counts(people(table(HEADER, SUGIMIN, RATNA))) == (1, 0, 0, 1, 0)
    assert not Prospect.objects.visible_to(bank.ani).exists()


def test_twins_inside_one_file(people: Importer) -> None:
    same_phone = ["9", "Kembar", *SUGIMIN[2:]]
    same_id = ["1", "Sugimin Lagi", "081255501777", *SUGIMIN[3:]]
    assert counts(people(table(HEADER, SUGIMIN, same_phone, same_id))) == (1, 0, 0, 1, 1)


def test_foreign_numbers_do_not_become_indonesian(people: Importer) -> None:
    row = ["7", "Denson", "660-485-0224", "", "Bu Ani", "15/04/2021"]
    people(table(HEADER, row), profile={"phone_region": "US"})
    assert Prospect.objects.system("test").get().phone == "+16604850224"
    assert counts(people(table(HEADER, ["8", *row[1:]]))) == (0, 0, 0, 0, 1)


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode(),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("cp1252"),
        lambda text: text.replace(",", ";").encode(),
        lambda text: text.replace(",", "\t").encode(),
        lambda text: ("sep=,\n" + text).encode(),
        lambda text: ("\n\nDaftar nasabah\n\n" + text).encode(),
        lambda text: text.replace("\r\n", "\r").encode(),
    ],
    ids=["utf8", "mark", "utf16", "cp1252", "semicolon", "tab", "sep", "title", "cr"],
)
def test_files_as_people_have_them(people: Importer, encode: Callable[[str], bytes]) -> None:
    row = ["1", "Sugimin Café", "0812-5550-1423", "", "Bu Ani", "05/11/2026"]
    assert counts(people(encode(table(HEADER, row)))) == (1, 0, 0, 0, 0)
    assert Prospect.objects.system("test").get().name == "Sugimin Café"


def test_quotes_and_line_breaks_inside_cells_stay(people: Importer) -> None:
    row = ["1", 'Toko "Maju"\nJaya', *SUGIMIN[2:]]
    people(table(HEADER, row))
    assert Prospect.objects.system("test").get().name == 'Toko "Maju"\nJaya'


def test_a_formula_is_text(people: Importer, tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.csv"
    people(
        table(HEADER, ["1", "=1+1", *SUGIMIN[2:]], ["2", "=2", "1", "", "", ""]), rejects=rejects
    )
    assert Prospect.objects.system("test").get().name == "=1+1"
    assert ",'=2," in rejects.read_text(encoding="utf-8-sig")


def test_a_workbook_reads_like_a_csv(people: Importer, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADER, SUGIMIN, RATNA):
        sheet.append(row)
    book.save(tmp_path / "asal.xlsx")
    content = (tmp_path / "asal.xlsx").read_bytes()
    assert counts(people(content, name="orang.xlsx")) == (2, 0, 0, 0, 0)


def _zip(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"PK\x03\x04rubbish", "broken"),
        (_zip({"xl/sheet.xml": b"0" * 60_000_000}), "inflates"),
        (_zip({f"part{number}": b"x" for number in range(101)}), "members"),
        (_zip({"../evil": b"x"}), "path"),
        (_zip({"xl/vbaProject.bin": b"x"}), "macro"),
        (_zip({"xl/nothing.xml": b"<x/>"}), "workbook"),
        (b"ID,Nama\n1,\x00", "binary"),
        (b'ID,Nama\n1,"open', "csv"),
        (b"x" * (10 * 1024 * 1024 + 1), "too_large"),
        (b",".join(b"k%d" % number for number in range(61)) + b"\n1", "columns"),
        (b"Nama\n" + b"x\n" * 20_001, "rows"),
    ],
)
def test_a_file_that_cannot_be_right_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(FileRefusedError) as refused:
        read_table(path, wanted={"nama"})
    assert refused.value.code == code


def test_too_many_cells_reject_the_row(people: Importer) -> None:
    assert counts(people(table(HEADER, [*SUGIMIN, "lebih"], RATNA))) == (1, 0, 0, 0, 1)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"columns": {"name": "Nama", "gaji": "X"}}, "field"),
        ({"columns": {"phone": "HP"}}, "missing"),
        ({"branch": ""}, "branch"),
        ({"time_zone": "Mars/Base"}, "zone"),
        ({"decimal_style": "1;2"}, "decimal"),
    ],
)
def test_a_wrong_profile_is_named(change: dict[str, Any], code: str) -> None:
    with pytest.raises(ProfileError) as refused:
        parse_profile(PEOPLE | change, entity="prospects")
    assert refused.value.code == code


def test_a_missing_column_is_named(people: Importer) -> None:
    with pytest.raises(ProfileError) as refused:
        people(table(["ID", "Nama"], ["1", "Sugimin"]))
    assert refused.value.code == "column"
    assert not Prospect.objects.system("test").exists()


DEAL_HEADER = ["ID", "Plafon", "Tahap", "Mulai", "Selesai", "AO"]


def test_historic_dates_become_states_and_money(
    people: Importer, deals: Importer, bank: Bank
) -> None:
    people(table(HEADER, SUGIMIN, RATNA, ["3", "Asep", "081255501999", "", "ani", "01/01/2021"]))
    content = table(
        DEAL_HEADER,
        ["1", "$22,700.00", "Menang", "15 Apr, 2021 00:03:00", "20 Apr, 2021 10:00:00", "budi"],
        ["2", "$1,000.00", "Kalah", "15 Apr, 2021 00:03:00", "16 Apr, 2021 00:03:00", "ani"],
        ["3", "999,999,999,999", "Berkas", "15 Apr, 2021 00:03:00", "", "ani"],
    )
    assert counts(deals(content)) == (3, 0, 0, 0, 0)
    assert counts(deals(content, now=NOW + timedelta(days=1))) == (0, 0, 3, 0, 0)
    won = Opportunity.objects.visible_to(bank.budi).get()
    assert (won.stage, won.status, won.amount) == ("disbursed", "won", Decimal(22_700))
    assert not Opportunity.objects.visible_to(bank.ani).filter(pk=won.pk).exists()
    states = OpportunityState.objects.system("test").filter(opportunity=won).order_by("valid_from")
    assert [(s.stage, s.status, s.is_imported) for s in states] == [
        ("prospect", "open", True),
        ("disbursed", "won", True),
    ]
    assert states[0].valid_from.isoformat() == "2021-04-14T17:03:00+00:00"
    assert states[0].valid_to == states[1].valid_from
    money = Disbursement.objects.system("test").get()
    assert (money.amount, money.disbursed_on.isoformat(), money.is_imported) == (
        Decimal(22_700), "2021-04-20", True,
    )  # fmt: skip
    running = Opportunity.objects.system("test").get(external_id="3")
    assert (running.stage, running.amount) == ("documents", Decimal(999_999_999_999))
    assert differences() == []
    assert sum(row.n for row in PipelineFigure.objects.system("test")) == 3


def test_an_opportunity_without_its_prospect_is_rejected(deals: Importer) -> None:
    row = ["404", "$1.00", "Berkas", "15 Apr, 2021 00:03:00", "", "ani"]
    assert counts(deals(table(DEAL_HEADER, row))) == (0, 0, 0, 0, 1)


@pytest.mark.parametrize("amount", ["$22,700.50", "-5", "1e3x", "NaN", "1000000000000000"])
def test_money_that_is_not_whole_rupiah_is_rejected(
    people: Importer, deals: Importer, amount: str
) -> None:
    people(table(HEADER, SUGIMIN))
    row = ["1", amount, "Berkas", "15 Apr, 2021 00:03:00", "", "ani"]
    assert counts(deals(table(DEAL_HEADER, row))) == (0, 0, 0, 0, 1)


def test_every_event_of_an_import_has_an_author(people: Importer, bank: Bank) -> None:
    people(table(HEADER, SUGIMIN, RATNA), actor=bank.hana)
    events = apps.get_model("prospects", "ProspectEvent")._default_manager.all()
    assert events.count() == 2
    assert {event.pgh_context["user"] for event in events} == {bank.hana.pk}
    assert issubclass(type(events[0]), pghistory.models.Event)
    assert TimelineEntry.objects.filter(kind="imported", actor=bank.hana).count() == 2


class Boom(Exception):
    """The process dies here."""


def test_an_import_that_dies_leaves_nothing(people: Importer) -> None:
    def die() -> None:
        raise Boom

    with pytest.raises(Boom):
        people(table(HEADER, SUGIMIN, RATNA), fail_point=die)
    assert not Prospect.objects.system("test").exists()
    assert counts(people(table(HEADER, SUGIMIN, RATNA))) == (2, 0, 0, 0, 0)


def test_the_command_answers_in_json_and_refuses_in_one_sentence(
    bank: Bank, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, profile = tmp_path / "a.csv", tmp_path / "p.json"
    path.write_text(table(HEADER, SUGIMIN))
    profile.write_text(json.dumps(PEOPLE))
    call_command("import_prospects", str(path), profile=profile, as_json=True, dry_run=True)
    answer = json.loads(capsys.readouterr().out)
    assert answer == {
        "read": 1, "created": 1, "updated": 0, "unchanged": 0, "duplicates": 0, "rejected": 0,
        "reasons": {},
    }  # fmt: skip
    profile.write_text("{")
    with pytest.raises(CommandError) as refused:
        call_command("import_prospects", str(path), profile=profile)
    assert refused.value.returncode == 2
