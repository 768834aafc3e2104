"""Administrators bring people in, change their posts and let them go."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from core import clock
from core.outbox.kinds import kind_of
from core.outbox.models import Run
from org.models import ActivationSlip, AuditEntry, Delegation, SignIn, User
from tests.factories.bank import PASSWORD, Bank

GOOD = "kopi pagi di pasar baru"
PERSON = {
    "full_name": "Intan Permatasari", "nip": "24110387", "username": "intan", "role": "officer",
    "ao_code": "BKB-022", "segment": "micro", "email": "", "phone": "", "team": "", "region": "",
}  # fmt: skip


def proven(client: Client, person: User) -> Client:
    """Sign in and prove oneself anew."""
    client.force_login(person)
    client.post("/reauthenticate/", {"password": PASSWORD})
    return client


@pytest.fixture
def admin(bank: Bank) -> Client:
    return proven(Client(), bank.admin)


def form_of(person: User, **changes: object) -> dict[str, object]:
    """Return the form of a person as the page shows it."""
    fields = {name: getattr(person, name) or "" for name in PERSON}
    for name in ("branch", "team", "region"):
        fields[name] = getattr(person, f"{name}_id") or ""
    return fields | {"version": person.version} | changes


def code_on(page) -> str:
    return "".join(re.findall(r'<b class="ao-num">(\w{4})</b>', page.content.decode()))


def invite(admin: Client, bank: Bank, **changes: object) -> str:
    page = admin.post("/administration/users/invite/", PERSON | {"branch": bank.a.pk} | changes)
    assert page.status_code == 200, page.content.decode()[:400]
    return code_on(page)


def test_a_slip_lets_one_person_in_once(bank: Bank, admin: Client, client: Client) -> None:
    code = invite(admin, bank)
    assert len(code) == 12
    written = f"{code[:4]} {code[4:8].lower()}-{code[8:]}"
    assert client.post("/org/activate/", {"name": "24110387", "code": written}).status_code == 302
    assert "Intan Permatasari" in client.get("/org/activate/").content.decode()
    assert client.post("/org/activate/", {"password": "short"}).status_code == 422
    assert client.post("/org/activate/", {"password": GOOD}).status_code == 302
    assert client.get("/org/profile/").status_code == 200
    again = Client().post("/org/activate/", {"name": "24110387", "code": code})
    assert again.status_code == 422
    assert Client().post("/login/", {"login": "intan", "password": GOOD}).status_code == 302


def test_only_a_hash_of_the_code_is_kept(bank: Bank, admin: Client) -> None:
    code = invite(admin, bank)
    kept = str(list(ActivationSlip.objects.values())) + str(list(AuditEntry.objects.values()))
    assert code not in kept


@pytest.mark.parametrize("typed", ["wrong", "other", "late", "void"])
def test_a_slip_of_another_or_an_old_one_is_refused(
    bank: Bank, admin: Client, client: Client, typed: str
) -> None:
    code = invite(admin, bank)
    person = User.objects.get(username="intan")
    name = "budi" if typed == "other" else "intan"
    if typed == "void":
        assert code_on(admin.post(f"/administration/users/{person.public_id}/slip/")) != code
    days = timedelta(days=7, minutes=1) if typed == "late" else timedelta(0)
    with time_machine.travel(ActivationSlip.objects.first().created_at + days, tick=False):
        body = {"name": name, "code": "A" * 12 if typed == "wrong" else code}
        assert client.post("/org/activate/", body).status_code == 422


def test_codes_cannot_be_tried_without_end(bank: Bank, admin: Client, client: Client) -> None:
    code = invite(admin, bank)
    for _ in range(10):
        client.post("/org/activate/", {"name": "intan", "code": "A" * 12})
    assert client.post("/org/activate/", {"name": "intan", "code": code}).status_code == 422


def test_a_person_with_mail_gets_a_link_too(bank: Bank, admin: Client, client: Client) -> None:
    invite(admin, bank, email="intan@bank.example")
    run = Run.objects.get(kind="org.invitation")
    mail = kind_of(run.kind).work(run, run.due_at)[0]
    assert mail.recipient_id == User.objects.get(username="intan").pk
    link = re.search(r"http://\S+", mail.text)[0]
    assert link not in str(run.payload)
    page = client.get(link, follow=True)
    assert page.status_code == 200
    target = page.redirect_chain[-1][0]
    assert client.post(target, {"password1": GOOD, "password2": GOOD}).status_code == 302
    assert Client().post("/login/", {"login": "intan", "password": GOOD}).status_code == 302
    assert not ActivationSlip.objects.filter(revoked_at=None).exists()


def test_a_forgotten_password_goes_by_the_outbox(bank: Bank, client: Client) -> None:
    known = client.post("/password/reset/", {"email": "ani@bank.example"})
    unknown = Client().post("/password/reset/", {"email": "nobody@bank.example"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    run = Run.objects.get()
    mail = kind_of(run.kind).work(run, run.due_at)[0]
    assert mail.recipient_id == bank.ani.pk
    assert "Ani" in mail.text


def test_a_person_without_mail_gets_no_invitation(bank: Bank, admin: Client) -> None:
    invite(admin, bank)
    assert not Run.objects.exists()


def test_inviting_asks_for_fresh_proof(bank: Bank, client: Client) -> None:
    client.force_login(bank.admin)
    answer = client.post("/administration/users/invite/", PERSON | {"branch": bank.a.pk})
    assert answer.url.startswith("/reauthenticate/")
    assert not User.objects.filter(username="intan").exists()


@pytest.mark.parametrize(
    "changes",
    [{"branch": ""}, {"nip": "100001"}, {"username": "100002"}, {"nip": "budi"}, {"full_name": ""}],
)
def test_a_wrong_form_makes_nobody(bank: Bank, admin: Client, changes: dict[str, str]) -> None:
    body = PERSON | {"branch": bank.a.pk} | changes
    assert admin.post("/administration/users/invite/", body).status_code == 422
    assert not User.objects.filter(full_name="Intan Permatasari").exists()


def test_a_new_role_counts_on_the_next_request(bank: Bank, admin: Client, client: Client) -> None:
    client.force_login(bank.budi)
    assert client.get("/administration/users/").status_code == 403
    url = f"/administration/users/{bank.budi.public_id}/"
    assert admin.post(url, form_of(bank.budi, role="administrator")).status_code == 303
    assert client.get("/administration/users/").status_code == 200
    entry = AuditEntry.objects.get(action="role_changed")
    assert entry.detail["role"] == ["officer", "administrator"]
    assert (entry.actor, entry.ip) == (bank.admin, "127.0.0.1")


def test_a_stale_form_is_shown_beside_what_is_saved(bank: Bank, admin: Client) -> None:
    url = f"/administration/users/{bank.budi.public_id}/"
    stale = form_of(bank.budi, full_name="Budi Kedua")
    assert admin.post(url, form_of(bank.budi, full_name="Budi Pertama")).status_code == 303
    answer = admin.post(url, stale)
    assert answer.status_code == 409
    assert {"Budi Pertama", "Budi Kedua"} <= set(re.findall(r"Budi \w+", answer.content.decode()))
    bank.budi.refresh_from_db()
    assert bank.budi.full_name == "Budi Pertama"


def test_closing_an_account_ends_everything(bank: Bank, admin: Client, client: Client) -> None:
    client.post("/login/", {"login": "budi", "password": PASSWORD})
    url = f"/administration/users/{bank.budi.public_id}/close/"
    bank.budi.refresh_from_db()
    assert admin.post(url, {"version": bank.budi.version}).status_code == 303
    assert not SignIn.objects.filter(user=bank.budi).exists()
    assert client.get("/org/profile/").url.startswith("/login/")
    assert Client().post("/login/", {"login": "budi", "password": PASSWORD}).status_code == 200
    assert AuditEntry.objects.filter(action="user_disabled").exists()


def test_nobody_closes_his_own_account(bank: Bank, admin: Client) -> None:
    admin.post(
        f"/administration/users/{bank.admin.public_id}/close/", {"version": bank.admin.version}
    )
    bank.admin.refresh_from_db()
    assert bank.admin.is_active


def test_other_sessions_end_and_this_one_stays(bank: Bank, client: Client) -> None:
    other = Client()
    for browser in (client, other):
        browser.post("/login/", {"login": "ani", "password": PASSWORD})
    client.post("/org/profile/sessions/end/")
    assert client.get("/org/profile/").status_code == 200
    assert other.get("/org/profile/").status_code == 302


def test_the_profile_keeps_its_own_fields_only(bank: Bank, client: Client) -> None:
    client.force_login(bank.ani)
    body = {
        "language": "en", "theme": "dark", "agenda_hour": 6, "reminder_lead_minutes": 15,
        "role": "administrator", "is_active": "", "branch": bank.b.pk,
    }  # fmt: skip
    assert client.post("/org/profile/", body).status_code == 303
    ani = User.objects.get(pk=bank.ani.pk)
    assert (ani.language, ani.theme, ani.agenda_hour, ani.has_shortcuts) == ("en", "dark", 6, False)
    assert (ani.role, ani.branch, ani.is_active) == ("officer", bank.a, True)


def test_a_stand_in_holds_the_post_from_day_to_day(bank: Bank, admin: Client) -> None:
    from prospects.models import Prospect
    from tests.factories.prospects import make_prospect

    make_prospect(bank.ani)
    body = {
        "principal": bank.dewi.pk, "delegate": bank.budi.pk, "valid_from": "18/11/2026",
        "valid_to": "20/11/2026", "reason": "cuti",
    }  # fmt: skip
    assert admin.post("/administration/delegations/add/", body).status_code == 303
    row = Delegation.objects.get()

    def seen(day: int) -> int:
        user = User.objects.get(pk=bank.budi.pk)
        user.access_day = row.valid_from.replace(day=day)
        return Prospect.objects.visible_to(user).count()

    assert [seen(day) for day in (17, 18, 20, 21)] == [0, 1, 1, 0]
    today = timezone.localdate(clock.now())
    Delegation.objects.update(valid_from=today, valid_to=today)
    longer = {**body, "valid_to": f"{today + timedelta(days=3):%d/%m/%Y}", "version": "1",
              "delegate": bank.citra.pk}  # fmt: skip
    url = f"/administration/delegations/{row.public_id}/"
    assert admin.post(url, longer).status_code == 303
    kept = Delegation.objects.get()
    assert (kept.delegate, kept.valid_to) == (bank.budi, today + timedelta(days=3))
    page = admin.get(f"/administration/delegations/?id={row.public_id}&tab=history")
    assert "Delegasi" in page.content.decode() or "Pjs" in page.content.decode()
    Delegation.objects.update(valid_from=row.valid_from, valid_to=row.valid_to)
    assert admin.post(f"/administration/delegations/{row.public_id}/revoke/").status_code == 303
    assert seen(18) == 0
    assert AuditEntry.objects.filter(action__in=["delegated", "delegation_revoked"]).count() == 2


@pytest.mark.parametrize("changes", [{"valid_to": "17/11/2026"}, {"delegate": "principal"}])
def test_a_wrong_stand_in_is_refused(bank: Bank, admin: Client, changes: dict[str, str]) -> None:
    body = {
        "principal": bank.dewi.pk, "delegate": bank.budi.pk, "valid_from": "18/11/2026",
        "valid_to": "20/11/2026",
    } | changes  # fmt: skip
    if body["delegate"] == "principal":
        body["delegate"] = bank.dewi.pk
    assert admin.post("/administration/delegations/add/", body).status_code == 422
    assert not Delegation.objects.exists()


def test_a_visitor_chooses_the_language(bank: Bank, client: Client) -> None:
    client.post("/language/", {"language": "en", "next": "/login/"})
    assert 'lang="en"' in client.get("/login/").content.decode()
    answer = client.post("/language/", {"language": "id", "next": "https://elsewhere.example/"})
    assert answer.url == "/"
