"""Finding people, letting them go with what they hold, and what an administrator may know of it."""

import json
import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from aoportal.navigation import ADMINISTRATION
from core.outbox.kinds import kind_of
from core.outbox.models import Run
from org.models import AuditEntry, SignIn, User
from tests.factories.bank import PASSWORD, Bank
from tests.factories.prospects import make_opportunity, make_prospect
from tests.org.test_people import form_of, proven

LIST = "/administration/users/"
PAGES = sorted({name for item in ADMINISTRATION for name in (item.url_name, *item.also)})


@pytest.fixture
def admin(bank: Bank) -> Client:
    return proven(Client(), bank.admin)


def names(response) -> set[str]:
    return set(re.findall(r"<span>([A-Z]\w+ \w+)<small class=.ao-nip", response.content.decode()))


def test_people_are_found_by_name_number_place_and_state(bank: Bank, admin: Client) -> None:
    for text, found in (("santosa", "Budi Santosa"), ("100003", "Citra Wulandari")):
        answer = admin.post(LIST, {"q": text})
        assert text not in answer.url
        assert names(admin.get(answer.url)) == {found}
    assert "Citra Wulandari" not in names(admin.get(LIST, {"branch": bank.a.public_id}))
    assert names(admin.get(LIST, {"role": "auditor"})) == {"Eko Nugroho"}
    User.objects.filter(pk=bank.budi.pk).update(is_active=False)
    for _ in range(6):
        Client().post("/login/", {"login": "ani", "password": "wrong"})
    assert names(admin.get(LIST, {"state": "disabled"})) == {"Budi Santosa"}
    locked = admin.get(LIST, {"state": "locked"})
    assert names(locked) == {"Ani Lestari"}
    assert "1 terkunci" in locked.content.decode()
    assert len(names(admin.get(LIST, {"state": "nonsense"}))) == len(bank.people)


def test_the_list_costs_the_same_for_many(bank: Bank, admin: Client) -> None:
    counts = json.loads(Path(__file__).parents[2].joinpath("query_counts.json").read_text())

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert admin.get(LIST).status_code == 200
        return len(caught)

    queries()
    before = queries()
    for number in range(30):
        User.objects.create(username=f"x{number}", full_name=f"Orang {number}", role="officer")
    assert queries() == before <= counts["org:user-list"]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_keeps_its_number_of_queries(bank: Bank, name: str) -> None:
    counts = json.loads(Path(__file__).parents[2].joinpath("query_counts.json").read_text())
    found = (proven(Client(), person) for person in (bank.admin, bank.hana))
    client = next(one for one in found if one.get(reverse(name)).status_code == 200)
    with CaptureQueriesContext(connection) as caught:
        client.get(reverse(name))
    assert len(caught) == counts.get(name), (
        "write the number into tests/query_counts.json, or mend it"
    )


def test_before_an_account_closes_its_work_is_counted(bank: Bank, admin: Client) -> None:
    make_opportunity(bank.ani, bank.kpr, "Kenari Rahasia")
    make_prospect(bank.ani, "Merpati Rahasia")
    page = admin.get(f"{LIST}{bank.ani.public_id}/close/").content.decode()
    assert "2 prospek" in page
    assert "1 peluang berjalan" in page
    assert "Rahasia" not in page
    assert "Dewi Anggraini" in page
    answer = admin.post(f"{LIST}{bank.ani.public_id}/close/", {"version": bank.ani.version})
    assert answer.status_code == 303
    dashboard = Client()
    dashboard.force_login(bank.dewi)
    assert "2 prospek Ani Lestari tanpa pengelola" in dashboard.get("/dashboard/").content.decode()
    dashboard.force_login(bank.hana)  # handing over is the work of the branch
    assert "tanpa pengelola" not in dashboard.get("/dashboard/").content.decode()
    run = Run.objects.get(kind="org.hand_over")
    mail = kind_of(run.kind).work(run, run.due_at)[0]
    assert mail.recipient_id == bank.dewi.pk
    assert "2 prospek" in mail.text
    assert "Rahasia" not in mail.text + mail.html
    assert kind_of(run.kind).may_receive(run, bank.dewi, run.due_at)
    assert not kind_of(run.kind).may_receive(run, bank.citra, run.due_at)
    link = re.search(r"http://[^/]+(\S+)", mail.text)[1]
    head = Client()
    head.force_login(bank.dewi)
    page = head.get(link).content.decode()
    assert "2 prospek" in page
    assert "Serahkan ke" not in page, "nothing is chosen yet"
    stranger = Client()
    stranger.force_login(bank.citra)
    assert stranger.get(link).status_code == 404
    assert admin.get(link).status_code == 404, "the administrator reaches no customer"


def test_who_holds_nothing_leaves_without_a_mail(bank: Bank, admin: Client) -> None:
    page = admin.get(f"{LIST}{bank.budi.public_id}/close/").content.decode()
    assert "Tidak ada yang perlu diserahkan" in page
    admin.post(f"{LIST}{bank.budi.public_id}/close/", {"version": bank.budi.version})
    assert not User.objects.get(pk=bank.budi.pk).is_active
    assert not Run.objects.filter(kind="org.hand_over").exists()


def test_sessions_of_a_person_end(bank: Bank, admin: Client, client: Client) -> None:
    client.post("/login/", {"login": "budi", "password": PASSWORD})
    tab = admin.get(LIST, {"id": bank.budi.public_id, "tab": "sessions"})
    assert "127.0.0.1" in tab.content.decode()
    assert admin.post(f"{LIST}{bank.budi.public_id}/sessions/").status_code == 303
    assert not SignIn.objects.filter(user=bank.budi).exists()
    assert client.get("/org/profile/").status_code == 302
    assert AuditEntry.objects.filter(action="all_sessions_ended").exists()


def test_the_history_says_who_changed_what(bank: Bank, admin: Client) -> None:
    body = form_of(bank.budi, branch=bank.b.pk, role="team_lead")
    assert admin.post(f"{LIST}{bank.budi.public_id}/", body).status_code == 303
    page = admin.get(LIST, {"id": bank.budi.public_id, "tab": "history"}).content.decode()
    text = re.sub(r"<[^>]+>|\s+", " ", page)
    assert re.search(r"KC Bandung\s+→\s+KC Bekasi", text)
    assert re.search(r"Account officer\s+→", text, re.IGNORECASE)
    assert "Admin Portal" in text


@pytest.mark.parametrize("name", ["dewi", "ani", "hana", "eko"])
def test_nobody_else_lets_people_go(bank: Bank, client: Client, name: str) -> None:
    proven(client, bank.people[name])
    for step in ("close", "sessions", "factor", "slip"):
        url = f"{LIST}{bank.budi.public_id}/{step}/"
        assert client.post(url, {"version": bank.budi.version}).status_code == 403
    assert client.get(LIST).status_code == 403
    assert User.objects.get(pk=bank.budi.pk).is_active
