"""A token opens the API for its person, as long as it and he may."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from core import clock
from org import people, tokens
from org.access.roles import Role
from org.models import ApiToken, AuditEntry, User
from tests.api.program import Program, problem
from tests.factories.bank import PASSWORD, Bank
from tests.factories.prospects import NOW, make_prospect

Begin = Callable[..., Program]


def test_the_token_itself_is_kept_nowhere(bank: Bank, program: Begin) -> None:
    ani = program(bank.ani)
    assert len(ani.token) >= 47
    assert ani.token.startswith("aop_")
    row = ApiToken.objects.get()
    kept = " ".join(str(value) for value in vars(row).values())
    kept += str(AuditEntry.objects.get(action="api_token_made").detail)
    assert ani.token not in kept
    assert ani.token.startswith(row.prefix)
    assert row.expires_at == NOW + timedelta(days=90)


def test_only_bearer_opens(bank: Bank, program: Begin) -> None:
    ani = program(bank.ani)
    assert ani.get("/products").status_code == 200
    for wrong in ("", ani.token, f"Basic {ani.token}", "Bearer aop_x", f"Bearer {ani.token}x",
                  "Bearer " + "a" * 5000, f"Token {ani.token}"):  # fmt: skip
        answer = ani.send("GET", "/products", Authorization=wrong)
        assert problem(answer, 401)["code"] == "token_missing"
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_the_cookie_of_a_session_opens_nothing(bank: Bank) -> None:
    browser = Client()
    browser.force_login(bank.ani)
    assert browser.get("/org/profile/").status_code == 200
    problem(browser.get("/api/v1/prospects"), 401)
    made = browser.post("/api/v1/prospects", {"name": "X"}, content_type="application/json")
    problem(made, 401)


def test_an_ended_or_expired_token_is_over(bank: Bank, program: Begin, wednesday: object) -> None:
    ani, other = program(bank.ani), program(bank.ani)
    assert tokens.revoke(ani.row, actor=bank.ani, now=clock.now(), ip=None)
    assert not tokens.revoke(ani.row, actor=bank.ani, now=clock.now(), ip=None)
    problem(ani.get("/products"), 401)
    assert other.get("/products").status_code == 200
    wednesday.move_to(NOW + timedelta(days=90))
    problem(other.get("/products"), 401)


def test_a_read_token_never_writes(bank: Bank, program: Begin) -> None:
    row = make_prospect(bank.ani, "Sugimin")
    ani = program(bank.ani, "read")
    assert ani.get(f"/prospects/{row.public_id}").status_code == 200
    assert ani.post("/prospects/search", {"text": "sugimin"}).json()["items"]
    refused = ani.patch(f"/prospects/{row.public_id}", {"version": 1, "notes": "x"})
    assert problem(refused, 403)["code"] == "token_reads_only"
    row.refresh_from_db()
    assert row.notes == ""


def test_the_auditors_token_only_reads(bank: Bank, program: Begin) -> None:
    row = make_prospect(bank.ani, "Sugimin")
    eko = program(bank.eko, "write")
    assert eko.row.scope == "read"
    assert eko.get(f"/prospects/{row.public_id}").json()["name"] == "Sugimin"
    problem(eko.patch(f"/prospects/{row.public_id}", {"version": 1, "notes": "x"}), 403)


def test_rights_are_those_of_the_moment(bank: Bank, program: Begin) -> None:
    row = make_prospect(bank.budi, "Milik Budi")
    dewi = program(bank.dewi)
    address = f"/prospects/{row.public_id}"
    assert dewi.get(address).status_code == 200
    User.objects.filter(pk=bank.dewi.pk).update(role=Role.OFFICER)
    problem(dewi.get(address), 404)
    problem(dewi.get("/dashboard"), 403)
    User.objects.filter(pk=bank.dewi.pk).update(role=Role.ADMINISTRATOR)
    problem(dewi.get("/prospects"), 403)


def test_a_closed_account_ends_its_tokens_for_good(bank: Bank, program: Begin) -> None:
    ani = program(bank.ani)
    by_admin = {"actor": bank.admin, "now": clock.now(), "ip": None}
    bank.ani.refresh_from_db()
    people.close_account(bank.ani, bank.ani.version, **by_admin)
    problem(ani.get("/products"), 401)
    bank.ani.refresh_from_db()
    people.open_account(bank.ani, bank.ani.version, **by_admin)
    problem(ani.get("/products"), 401)


def test_a_password_chosen_by_slip_ends_tokens(bank: Bank, program: Begin) -> None:
    ani, budi = program(bank.ani), program(bank.budi)
    now = clock.now()
    code = people.issue_slip(bank.ani, actor=bank.admin, now=now, ip=None)
    slip = people.find_slip(bank.ani, code, now)
    assert slip is not None
    people.use_slip(slip, "kalimat yang panjang sekali", now=now, ip=None)
    problem(ani.get("/products"), 401)
    assert budi.get("/products").status_code == 200


def test_a_password_reset_by_mail_ends_tokens(bank: Bank, program: Begin) -> None:
    from allauth.account import signals

    ani = program(bank.ani)
    signals.password_changed.send(User, request=None, user=bank.ani)
    assert ani.get("/products").status_code == 200
    signals.password_reset.send(User, request=None, user=bank.ani)
    problem(ani.get("/products"), 401)


def test_sixty_requests_a_minute(bank: Bank, program: Begin, wednesday: object) -> None:
    ani, budi = program(bank.ani), program(bank.budi)
    cache.clear()  # nothing of it lies in the cache
    for _number in range(60):
        assert ani.get("/products").status_code == 200
    answer = ani.get("/products")
    assert problem(answer, 429)["code"] == "too_many_requests"
    assert 1 <= int(answer.headers["Retry-After"]) <= 61
    assert budi.get("/products").status_code == 200
    wednesday.shift(timedelta(seconds=61))
    assert ani.get("/products").status_code == 200
    ani.row.refresh_from_db()
    assert (ani.row.calls, ani.row.window_at) == (1, clock.now())


def body(**more: str) -> dict[str, str]:
    return {"token-name": "Lembar kerja", "token-scope": "read", **more}


def test_a_token_is_made_after_fresh_proof_and_shown_once(bank: Bank, client: Client) -> None:
    client.force_login(bank.ani)
    asked = client.post(reverse("org:token-make"), body())
    assert asked.status_code == 302
    assert not ApiToken.objects.exists()
    page = client.post(asked["Location"], {"password": PASSWORD})
    text = page.content.decode()
    row = ApiToken.objects.get()
    assert text.count(row.prefix) == 1
    plain = text.partition('id="token"')[2].partition(">")[2].partition("<")[0]
    assert tokens.hash_of(plain) == row.token_hash
    assert AuditEntry.objects.filter(action="api_token_made", actor=bank.ani).count() == 1
    profile = client.get(reverse("org:profile")).content.decode()
    assert plain not in profile
    assert "Lembar kerja" in profile
    assert row.prefix in profile

    assert client.post(reverse("org:token-make"), body(**{"token-name": ""})).status_code == 422
    end = reverse("org:token-revoke", args=[row.public_id])
    other = Client()
    other.force_login(bank.budi)
    assert other.post(end).status_code == 404
    assert client.post(end).status_code == 303
    row.refresh_from_db()
    assert row.revoked_at is not None
    assert AuditEntry.objects.filter(action="api_token_revoked").count() == 1


def test_the_auditor_is_offered_reading_only(bank: Bank, client: Client) -> None:
    client.force_login(bank.eko)
    page = client.get(reverse("org:profile")).content.decode()
    assert 'value="read"' in page
    assert 'value="write"' not in page


@pytest.mark.parametrize("language", ["id", "en"])
def test_refusals_speak_the_persons_language(bank: Bank, program: Begin, language: str) -> None:
    User.objects.filter(pk=bank.ani.pk).update(language=language)
    answer = program(bank.ani).get("/dashboard")
    title = problem(answer, 403)["title"]
    assert (
        title == {"id": "Anda tidak boleh melakukan ini.", "en": "You may not do this."}[language]
    )
    assert answer.headers["Content-Language"] == language
