"""Loading people from a spreadsheet: verdicts in words, nothing twice, slips once."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from core.spreadsheets.limits import FileRefusedError
from org import people
from org.loading import columns, judging, writing
from org.models import ActivationSlip, AuditEntry, PeopleLoad, User
from tests.factories.bank import Bank

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
HEAD = "NIP;Nama;Jabatan;Cabang;Tim;Segmen;Kode AO\n"


def read(tmp_path: Path, text: str, name: str = "orang.csv") -> list[dict[str, str]]:
    file = tmp_path / name
    file.write_text(text)
    return columns.read_people(file)


def judged(bank: Bank, rows: list[dict[str, str]]) -> list[judging.Verdict]:
    return judging.Judge(bank.admin).verdicts(rows)


def write(bank: Bank, rows: list[dict[str, str]]) -> PeopleLoad:
    load = writing.keep(rows, file_name="orang.csv", actor=bank.admin, now=NOW)
    seen = judging.fingerprint(judged(bank, rows))
    return writing.write(load, seen=seen, actor=bank.admin, now=NOW, ip=None)


def test_each_row_gets_its_verdict_in_words(bank: Bank, tmp_path: Path) -> None:
    rows = read(
        tmp_path,
        HEAD
        + "200001;Intan Permatasari;AO;KC Bandung;Tim Konsumer;Mikro;BKB-022\n"
        + "100001;Ani Lestari;Account officer;A;;;\n"
        + "100002;Budi Santosa;Analis Kredit;B;;;\n"
        + "200002;Wawan;Direktur;A;;;\n"
        + "200003;Yuni;AO;KC Antah;;;\n"
        + "200004;Zaki;AO;B;Tim Konsumer;;\n"
        + "200001;Intan Lagi;AO;A;;;\n"
        + "200005;Tia;AO;A;;;AO01\n"
        + ";Tanpa Nip;AO;A;;;\n"
        + "ani;Menyamar;AO;A;;;\n"
        + "200006;Ujang;AO;;;;\n"
        + "200007;Rani;Pemimpin wilayah;Kanwil Timur;;;\n",
    )
    with translation.override("en"):
        found = judged(bank, rows)
    assert [one.state for one in found] == [
        "new", "unchanged", "changed", *["error"] * 8, "new",
    ]  # fmt: skip
    assert found[2].words == ["Position: Account officer → Credit analyst",
                              "Branch: KC Bandung → KC Bekasi"]  # fmt: skip
    assert [one.needs_proof for one in found[:3]] == [False, False, True]
    assert found[11].values["region"] == bank.east
    for one, part in zip(found[3:11], ("Direktur", "Antah", "Konsumer", "line", "Ani", "NIP",
                                       "user name", "branch"), strict=True):  # fmt: skip
        assert part in " ".join(one.words)


@pytest.mark.parametrize(
    "head", ["NIP,Name,Position,Branch\n", "nip\tNama Lengkap\tJabatan\tUnit kerja\n"]
)
def test_headers_in_both_languages(bank: Bank, tmp_path: Path, head: str) -> None:
    cut = "," if "," in head else "\t"
    rows = read(tmp_path, head + cut.join(("300001", "Sari", "AO", "A")) + "\n")
    assert judged(bank, rows)[0].state == "new"


def test_a_file_without_its_columns_or_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError) as refused:
        read(tmp_path, "NIP;Alamat\n1;Jalan\n")
    assert "JABATAN" in refused.value.text
    with pytest.raises(FileRefusedError):
        read(tmp_path, HEAD + "".join(f"{n};A;AO;A;;;\n" for n in range(1001)))


def test_the_same_file_twice_changes_nothing(bank: Bank, tmp_path: Path) -> None:
    rows = read(tmp_path, HEAD + "200001;Intan;AO;A;Tim Konsumer;Mikro;B-1\n100002;Budi;AO;B;;;\n")
    first = write(bank, rows)
    assert first.counts == {"new": 1, "changed": 1, "unchanged": 0, "error": 0}
    assert (first.rows, list(first.added.values_list("nip", flat=True))) == ([], ["200001"])
    people_then = list(User.objects.order_by("pk").values())
    assert write(bank, rows).counts["unchanged"] == 2
    assert list(User.objects.order_by("pk").values()) == people_then
    intan = User.objects.get(nip="200001")
    assert not intan.has_usable_password()
    assert (intan.team, intan.segment, intan.ao_code) == (bank.team, "micro", "B-1")
    bank.budi.refresh_from_db()
    assert (bank.budi.branch, bank.budi.version) == (bank.b, 2)
    entry = AuditEntry.objects.get(object_id=bank.budi.public_id, action="user_changed")
    assert entry.detail == {"branch_code": ["A", "B"]}
    assert AuditEntry.objects.filter(action="people_loaded").count() == 2


def test_what_moved_since_the_preview_is_not_written(bank: Bank, tmp_path: Path) -> None:
    rows = read(tmp_path, HEAD + "100002;Budi;AO;B;;;\n")
    load = writing.keep(rows, file_name="x", actor=bank.admin, now=NOW)
    seen = judging.fingerprint(judged(bank, rows))
    bank.budi.save_version(1, full_name="Budi Lain")
    with pytest.raises(writing.MovedOnError):
        writing.write(load, seen=seen, actor=bank.admin, now=NOW, ip=None)
    assert User.objects.get(pk=bank.budi.pk).branch == bank.a


def test_slips_open_the_door_once_and_the_next_print_voids_them(bank: Bank, tmp_path: Path) -> None:
    load = write(bank, read(tmp_path, HEAD + "200001;Intan;AO;A;;;\n200002;Joko;AO;B;;;\n"))
    stamp = {"actor": bank.admin, "now": NOW, "ip": None}
    first = writing.issue_slips(load.added.all(), **stamp)
    second = writing.issue_slips(load.added.all(), **stamp)
    assert ["".join(one.groups) for one in first] != ["".join(one.groups) for one in second]
    person = first[0].person
    assert people.find_slip(person, "".join(first[0].groups), NOW) is None
    assert people.find_slip(person, "".join(second[0].groups), NOW) is not None
    User.objects.filter(pk=person.pk).update(last_login=NOW)
    assert len(writing.issue_slips(load.added.all(), **stamp)) == 1
    assert ActivationSlip.objects.filter(used_at=None, revoked_at=None).count() == 2


def test_five_hundred_people_need_no_job_of_their_own(bank: Bank, tmp_path: Path) -> None:
    """Few statements and little computing: less than two seconds on a machine of its own."""
    lines = [f"{400000 + n};Petugas {n};AO;A;Tim Konsumer;Mikro;C-{n}\n" for n in range(500)]
    rows = read(tmp_path, HEAD + "".join(lines))
    started = time.process_time()
    with CaptureQueriesContext(connection) as asked:
        load = write(bank, rows)
        writing.issue_slips(load.added.all(), actor=bank.admin, now=NOW, ip=None)
    assert time.process_time() - started < 2
    assert len(asked) < 60
    assert load.counts["new"] == 500
