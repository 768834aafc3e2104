"""Branches, teams and holidays: what may be changed, what it moves, and what stands in the way."""

import re
from datetime import date

import pytest
from django.test import Client

from org.models import AuditEntry, Branch, Holiday, Team, User
from tests.factories.bank import Bank
from tests.factories.prospects import make_prospect

BRANCHES, TEAMS, HOLIDAYS = (
    f"/administration/{name}/" for name in ("branches", "teams", "holidays")
)


@pytest.fixture
def admin(bank: Bank) -> Client:
    client = Client()
    client.force_login(bank.admin)
    return client


def branch_form(branch: Branch, **changes: object) -> dict[str, object]:
    fields = {
        "code": branch.code, "name": branch.name, "region": branch.region_id,
        "parent": branch.parent_id or "", "time_zone": branch.time_zone, "city": branch.city,
        "is_active": "on" if branch.is_active else "", "version": branch.version,
    }  # fmt: skip
    return {name: value for name, value in (fields | changes).items() if value != ""}


def save(admin: Client, branch: Branch, **changes: object):
    return admin.post(f"{BRANCHES}{branch.public_id}/", branch_form(branch, **changes))


def test_a_branch_with_people_or_work_stays_open(bank: Bank, admin: Client) -> None:
    make_prospect(bank.citra, "Kenari Rahasia")
    answer = save(admin, bank.b, is_active="")
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "1 pengguna aktif, 1 prospek" in text
    assert "Rahasia" not in text
    assert Branch.objects.get(pk=bank.b.pk).is_active
    assert "1 kantor cabang pembantu" in save(admin, bank.a, is_active="").content.decode()
    assert save(admin, bank.c, is_active="").status_code == 303
    assert not Branch.objects.get(pk=bank.c.pk).is_active


@pytest.mark.parametrize(("child", "parent"), [("a", "a1"), ("b", "a1"), ("a", "b"), ("c", "a")])
def test_branches_never_hang_in_a_circle(
    bank: Bank, admin: Client, child: str, parent: str
) -> None:
    branch = getattr(bank, child)
    answer = save(admin, branch, parent=getattr(bank, parent).pk, sure="yes")
    assert answer.status_code == 422
    assert Branch.objects.get(pk=branch.pk).parent is None


def test_a_new_clock_says_first_what_it_moves(bank: Bank, admin: Client) -> None:
    answer = save(admin, bank.b, time_zone="WITA")
    assert answer.status_code == 422
    assert "Jam berubah dari WIB ke WITA" in answer.content.decode()
    assert "1 pengguna aktif" in answer.content.decode()
    assert Branch.objects.get(pk=bank.b.pk).time_zone == "WIB"
    assert save(admin, bank.b, time_zone="WITA", sure="yes").status_code == 303
    assert Branch.objects.get(pk=bank.b.pk).time_zone == "WITA"
    page = admin.get(BRANCHES, {"id": bank.b.public_id, "tab": "history"}).content.decode()
    assert re.search(r"\(WIB\) → <b[^>]*>[^<]*\(WITA\)", page)


def test_another_main_branch_says_who_sees_it_from_now_on(bank: Bank, admin: Client) -> None:
    answer = save(admin, bank.b, parent=bank.a.pk)
    assert "atasan lain yang melihat cabang ini" in answer.content.decode()
    assert save(admin, bank.b, parent=bank.a.pk, sure="yes").status_code == 303
    assert Branch.objects.get(pk=bank.b.pk).parent == bank.a


def test_people_come_to_a_team_and_leave_it(bank: Bank, admin: Client) -> None:
    page = admin.get(TEAMS, {"id": bank.team.public_id}).content.decode()
    assert "Budi Santosa" in page
    assert "Citra Wulandari" not in page
    body = {"name": "Tim Griya", "version": bank.team.version,
            "members": [bank.budi.pk, bank.tono.pk]}  # fmt: skip
    url = f"{TEAMS}{bank.team.public_id}/"
    assert admin.post(url, body).status_code == 303
    assert set(User.objects.filter(team=bank.team)) == {bank.budi, bank.tono}
    assert Team.objects.get().name == "Tim Griya"
    assert AuditEntry.objects.filter(object_id=bank.ani.public_id, action="user_changed").exists()
    assert admin.post(url, body | {"members": [bank.ani.pk]}).status_code == 409
    assert admin.post(f"{url}remove/", {"version": 2}).status_code == 404
    body = {"name": "Tim Griya", "version": 2, "members": [bank.citra.pk]}
    assert admin.post(url, body).status_code == 422


def test_a_year_is_looked_at_before_it_is_imported(bank: Bank, admin: Client) -> None:
    Holiday.objects.create(day=date(2026, 1, 1), name="Tahun Baru kami", kind="national")
    page = admin.get(f"{HOLIDAYS}import/", {"year": "2026"}).content.decode()
    assert "Tahun Baru kami" in page
    assert Holiday.objects.count() == 1
    for _ in range(2):
        assert admin.post(f"{HOLIDAYS}import/", {"year": "2026"}).status_code == 303
    assert Holiday.objects.filter(day__year=2026).count() > 15
    assert Holiday.objects.get(day=date(2026, 1, 1)).name == "Tahun Baru kami"
    assert [e.detail["kept"] > 0 for e in AuditEntry.objects.filter(action="holidays_imported")]
    assert admin.get(f"{HOLIDAYS}import/", {"year": "26"}).status_code == 404


def test_own_days_go_and_decreed_ones_open(bank: Bank, admin: Client) -> None:
    body = {"day": "19/11/2026", "name": "Hari jadi", "kind": "local", "is_bank_holiday": "on"}
    assert admin.post(f"{HOLIDAYS}add/", body).status_code == 422
    assert admin.post(f"{HOLIDAYS}add/", body | {"branch": bank.a.pk}).status_code == 303
    own = Holiday.objects.get()
    url = f"{HOLIDAYS}{own.public_id}/"
    assert "Hapus" in admin.get(HOLIDAYS, {"id": own.public_id}).content.decode()
    assert admin.post(f"{url}remove/", {"version": 9}).status_code == 303
    assert Holiday.objects.exists()
    gone = admin.post(f"{url}remove/", {"version": 1}, follow=True)
    assert not Holiday.objects.exists()
    undo = re.search(r'action="(/administration/holidays/restore/[^"]+)"', gone.content.decode())[1]
    assert admin.post(f"{undo[:-9]}00000000/").status_code == 404
    assert admin.post(undo).status_code == 303
    assert admin.post(undo).status_code == 303  # a second press brings no second day
    back = Holiday.objects.get()
    assert (back.name, back.branch, back.day) == ("Hari jadi", bank.a, date(2026, 11, 19))
    back.delete()
    decreed = Holiday.objects.create(day=date(2026, 8, 17), name="Merdeka", kind="national")
    url = f"{HOLIDAYS}{decreed.public_id}/"
    assert admin.post(f"{url}remove/", {"version": 1}).status_code == 404
    opened = {"day": "17/08/2026", "name": "Merdeka", "kind": "national", "version": 1}
    assert admin.post(url, opened).status_code == 303
    assert not Holiday.objects.get().is_bank_holiday


@pytest.mark.parametrize("name", ["dewi", "ani", "hana", "eko"])
def test_others_change_no_place(bank: Bank, client: Client, name: str) -> None:
    client.force_login(bank.people[name])
    assert save(client, bank.b, name="Lain").status_code == 403
    assert client.post(f"{HOLIDAYS}import/", {"year": "2026"}).status_code == 403
    assert client.post(f"{TEAMS}{bank.team.public_id}/", {"name": "Lain"}).status_code == 403
    for url in (BRANCHES, TEAMS, HOLIDAYS, f"{HOLIDAYS}import/"):
        assert client.get(url).status_code == 403
