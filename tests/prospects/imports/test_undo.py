"""Taking an import back within a day, and what columns were the last time."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.apps import apps
from django.core.management import call_command
from django.test import Client

from core import clock as core_clock
from core.outbox import worker
from core.outbox.models import Run
from org.models import AuditEntry, User
from prospects import changes, pipeline, summary, timeline
from prospects.cleanup import forget_files
from prospects.imports import undoing
from prospects.models import (
    ColumnMemory,
    Disbursement,
    ImportedRow,
    ImportFile,
    Opportunity,
    Prospect,
    TimelineEntry,
)
from tests.factories.bank import Bank
from tests.factories.prospects import NOW

START = "/prospects/import/"
SignIn = Callable[[User], Client]
LATER = NOW + timedelta(hours=2)
OWN = "Nama\tHP\tProduk\tPlafon\n"
LIST = f"{OWN}Sugimin\t081255501423\tKPR\t600 jt\nAsep\t081355507716\t\t\nWati\t081255501778\t\t\n"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as moment:
        yield moment


def work() -> None:
    while worker.perform_run(clock=core_clock.now) != worker.NOTHING:
        pass


def imported(client: Client, **data: object) -> ImportFile:
    """Bring a list and import it."""
    answer = client.post(START, data)
    assert answer.status_code == 303, answer.content.decode()[-3000:]
    file = ImportFile.objects.latest("pk")
    assert client.post(address(file, "run/")).status_code == 303
    work()
    file.refresh_from_db()
    assert file.state == "done", (file.problem, file.preview)
    return file


def address(file: ImportFile, name: str = "") -> str:
    return f"{START}{file.public_id}/{name}"


def undo(client: Client, file: ImportFile) -> dict[str, int]:
    """Take it back through the page, pressed twice."""
    for _twice in range(2):
        client.post(address(file, "undo/"))
        work()
    file.refresh_from_db()
    assert file.state == "undone"
    call_command("rebuild_summaries", check=True)
    return dict(file.undone)


def by_name(name: str) -> Prospect:
    return Prospect.objects.system("test").get(name=name)


def shape() -> list[dict[str, object]]:
    """Return everything an import may change of the rows."""
    left_out = ("id", "version", "public_id", "number")
    return [
        {name: value for name, value in row.items() if name not in left_out}
        for row in Prospect.objects.system("test").live().order_by("phone").values()
    ]


def test_an_own_list_is_taken_back_but_for_what_was_touched(
    sign_in: SignIn, bank: Bank, clock: time_machine.Traveller
) -> None:
    ani = sign_in(bank.ani)
    file = imported(ani, cells=LIST)
    timeline.write(
        "note", prospect=by_name("Asep"), at=LATER, actor=bank.ani, body="Sudah ditelepon"
    )
    clock.move_to(LATER)
    sign_in(bank.ani)
    page = ani.get(address(file)).content.decode()
    assert address(file, "undo/") in page
    asked = ani.get(address(file, "undo/")).content.decode()
    for words in ("2 data baru masuk arsip", "1 data sudah disentuh"):
        assert words in asked
    budi = sign_in(bank.budi)
    assert budi.post(address(file, "undo/")).status_code == 404
    assert sign_in(bank.hana).post(address(file, "undo/")).status_code == 403
    ani = sign_in(bank.ani)
    assert undo(ani, file) == {"taken_back": 2, "restored": 0, "kept": 1}
    assert [row.name for row in Prospect.objects.visible_to(bank.ani).live()] == ["Asep"]
    assert not Opportunity.objects.visible_to(bank.ani).live().exists()
    over = ani.get(address(file)).content.decode()
    assert "Asep" in over
    assert "Sudah dikerjakan sejak itu." in over
    assert address(file, "undo/") not in over
    for action, number in (("import.undo", 1), ("import.undone", 1)):
        assert AuditEntry.objects.filter(action=action, actor=bank.ani).count() == number
    assert Run.objects.filter(kind=undoing.UNDO).count() == 1
    lines = TimelineEntry.objects.filter(prospect=by_name("Sugimin")).values_list("kind", flat=True)
    assert set(lines) >= {"imported", "import_undone"}
    events = apps.get_model("prospects", "ProspectEvent")._default_manager
    last = events.filter(pgh_obj_id=by_name("Sugimin").pk).latest("pgh_id")
    assert (last.pgh_context["user"], last.archived_at) == (bank.ani.pk, LATER)

    again = imported(ani, cells=LIST)
    assert (again.counts["created"], again.counts["unchanged"]) == (2, 1)
    assert forget_files(LATER + timedelta(days=8))
    assert not ImportedRow.objects.exists()


def test_changed_rows_get_their_old_values(
    sign_in: SignIn, bank: Bank, clock: time_machine.Traveller
) -> None:
    ani = sign_in(bank.ani)
    imported(ani, cells=LIST)
    before = shape()
    clock.move_to(LATER)
    sign_in(bank.ani)
    names = {"Sugimin": "Sugimin Hadi", "Asep": "Asep Saja", "Wati": "Wati Baru"}
    text = LIST
    for old, new in names.items():
        text = text.replace(old, new)
    file = imported(ani, cells=text)
    assert file.counts["updated"] == 3
    wati = by_name("Wati Baru")
    changes.change_prospect(
        wati, {"company": "PT Maju"}, version=wati.version, actor=bank.ani, now=LATER
    )
    assert undo(ani, file) == {"taken_back": 0, "restored": 2, "kept": 1}
    after = shape()
    assert [row["name"] for row in after] == ["Sugimin", "Wati Baru", "Asep"]
    assert [row for row in after if row["name"] != "Wati Baru"] == [
        row for row in before if row["name"] != "Wati"
    ]
    assert not Prospect.objects.visible_to(bank.ani).matching("hadi").exists()
    corrected = imported(ani, cells=text)
    assert (corrected.counts["updated"], corrected.counts["created"]) == (2, 0)


def people_file(client: Client, bank: Bank) -> ImportFile:
    cells = "ID\tNama\tHP\tAO\n1\tSugimin\t081255501423\tani\n2\tAsep\t081355507716\tbudi\n"
    return imported(client, cells=cells, entity="prospects", branch=bank.a.public_id)


def deals_file(client: Client, bank: Bank, *, sum_of_first: str, end: str = "") -> ImportFile:
    stage = "Won" if end else "Documents"
    cells = (
        "Kode\tNomor prospek\tPlafon\tTahap\tTanggal tutup\tProduk\tAO\n"
        f"D1\t1\t{sum_of_first}\t{stage}\t{end}\tKPR\tani\nD2\t2\t200000000\tDocuments\t\tKPR\tbudi\n"
    )
    return imported(client, cells=cells, entity="opportunities", branch=bank.a.public_id)


def figures() -> dict[tuple[str, str], Decimal]:
    rows = Opportunity.objects.system("test").live().values_list("status", "stage", "amount")
    found: dict[tuple[str, str], Decimal] = {}
    for status, stage, amount in rows:
        found[status, stage] = found.get((status, stage), Decimal(0)) + amount
    return found


def test_opportunities_states_and_money_go_back(
    sign_in: SignIn, bank: Bank, clock: time_machine.Traveller
) -> None:
    hana = sign_in(bank.hana)
    people = people_file(hana, bank)
    first = deals_file(hana, bank, sum_of_first="100000000")
    assert undoing.outlook(people) == {"taken_back": 0, "restored": 0, "kept": 2}
    before = figures()
    clock.move_to(LATER)
    sign_in(bank.hana)
    second = deals_file(hana, bank, sum_of_first="150000000", end="17/11/2026")
    assert second.counts["updated"] == 1, second.preview
    assert Disbursement.objects.system("test").get().state == "confirmed"
    clock.move_to(LATER + timedelta(hours=1))
    sign_in(bank.hana)
    assert undo(hana, second) == {"taken_back": 0, "restored": 1, "kept": 0}
    assert figures() == before
    money = Disbursement.objects.system("test").get()
    assert (money.state, money.confirmed_at, money.is_first) == ("refused", LATER, False)
    again = deals_file(hana, bank, sum_of_first="150000000", end="17/11/2026")
    assert again.counts["updated"] == 1
    assert Disbursement.objects.system("test").filter(state="confirmed").count() == 1
    assert undo(hana, again)["restored"] == 1

    deal = Opportunity.objects.system("test").get(prospect__name="Asep")
    pipeline.move_stage(deal, stage="interested", version=deal.version, actor=bank.budi, now=LATER)
    assert undo(hana, first) == {"taken_back": 1, "restored": 0, "kept": 1}
    assert undo(hana, people) == {"taken_back": 1, "restored": 0, "kept": 1}
    assert [row.name for row in Prospect.objects.system("test").live()] == ["Asep"]
    assert summary.differences() == []


def test_after_a_day_and_without_the_right_nothing_is_taken_back(
    sign_in: SignIn, bank: Bank, clock: time_machine.Traveller
) -> None:
    ani = sign_in(bank.ani)
    file = imported(ani, cells=LIST)
    clock.move_to(NOW + timedelta(hours=23))
    ani = sign_in(bank.ani)
    ani.post(address(file, "undo/"))
    User.objects.filter(pk=bank.ani.pk).update(is_active=False)
    work()
    file.refresh_from_db()
    assert (file.state, Prospect.objects.system("test").live().count()) == ("done", 3)
    User.objects.filter(pk=bank.ani.pk).update(is_active=True)
    clock.move_to(NOW + timedelta(hours=25))
    ani = sign_in(bank.ani)
    ani.post(address(file, "undo/"))
    work()
    file.refresh_from_db()
    assert (file.state, Prospect.objects.system("test").live().count()) == ("done", 3)
    assert address(file, "undo/") not in ani.get(address(file)).content.decode()


def test_a_row_edited_between_preview_and_import_is_left_alone(
    sign_in: SignIn, bank: Bank, clock: time_machine.Traveller
) -> None:
    ani = sign_in(bank.ani)
    imported(ani, cells=LIST)
    clock.move_to(LATER)
    sign_in(bank.ani)
    ani.post(START, {"cells": LIST.replace("Sugimin", "Sugimin Hadi")})
    file = ImportFile.objects.latest("pk")
    assert file.preview["counts"]["updated"] == 1
    row = by_name("Sugimin")
    changes.change_prospect(
        row, {"name": "Pak Sugimin"}, version=row.version, actor=bank.ani,
        now=LATER + timedelta(minutes=1),
    )  # fmt: skip
    clock.move_to(LATER + timedelta(minutes=2))
    ani.post(address(file, "run/"))
    work()
    file.refresh_from_db()
    assert (file.counts["updated"], file.counts["rejected"]) == (0, 1)
    assert by_name("Pak Sugimin").version == row.version + 1


def why(client: Client, cells: str) -> dict[str, tuple[str, str]]:
    """Return what is suggested for each column, and why."""
    answer = client.post(START, {"cells": cells})
    page = client.get(answer.headers["Location"])
    return {
        column["header"]: (
            next((code for code, _label, is_on in column["options"] if is_on), ""),
            column["why"],
        )
        for column in page.context["columns"]
    }


ODD = "Sebutan\tKontak\tKet A\tHP\nSugimin\t081255501423\tPT Maju\t0\n"


def test_columns_are_remembered_for_the_person_and_the_bank(
    sign_in: SignIn, bank: Bank, clock: time_machine.Traveller
) -> None:
    ani = sign_in(bank.ani)
    assert all(reason == "" for _field, reason in why(ani, ODD).values())
    file = ImportFile.objects.latest("pk")
    ani.post(address(file, "check/"), {
        "col-0": "name", "col-1": "phone", "col-2": "company", "col-3": "",
    })  # fmt: skip
    ani.post(address(file, "run/"))
    work()
    mine = "seperti di berkas Anda tanggal 18 Nov"
    clock.move_to(NOW + timedelta(days=3))
    another = ODD.replace("081255501423", "081255501499")
    ani = sign_in(bank.ani)
    assert why(ani, another) == {
        "Sebutan": ("name", mine), "Kontak": ("phone", mine), "Ket A": ("company", mine),
        "HP": ("", mine),
    }  # fmt: skip
    theirs = "seperti di berkas rekan tanggal 18 Nov"
    assert why(sign_in(bank.citra), another)["Ket A"] == ("company", theirs)
    plain = why(sign_in(bank.citra), "Nama\tHP\nSiti\t081255501500\n")
    assert plain["HP"] == ("phone", ""), "a number that must be there outweighs what was left out"
    assert "Kontak" not in str(list(ColumnMemory.objects.values()))


def test_a_list_taken_back_teaches_nothing(
    sign_in: SignIn, bank: Bank, clock: time_machine.Traveller
) -> None:
    ani = sign_in(bank.ani)
    file = imported(ani, cells="Sebutan\tKontak\nSugimin\t081255501423\n")
    assert ColumnMemory.objects.count() == 2
    undo(ani, file)
    assert not ColumnMemory.objects.exists()


def test_letters_the_portal_gave_are_not_learned(sign_in: SignIn, bank: Bank) -> None:
    imported(sign_in(bank.ani), cells="Sugimin\t081255501423\n")
    assert not ColumnMemory.objects.exists()
